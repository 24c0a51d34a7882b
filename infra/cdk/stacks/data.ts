import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Archive, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageSettings } from '../defaults.ts';
import type { TableShape } from '../derive/tables.ts';
import type { GridFeatures } from '../grids.ts';
import { ALARMS, ARCHIVE, BUS, EVENT_LOG, KEYS, LIVE, PREFIX, TOPIC } from '../names.ts';

interface Props extends StackProps {
  readonly settings: StageSettings;
  readonly features: GridFeatures;
  readonly views: readonly TableShape[];
}

/**
 * What outlives the functions: the event log, the keys, the views, the bus with its archive, the topic of notifications, and
 * the WebSocket API, which functions must know and which calls functions.
 */
export class DataStack extends Stack {
  readonly eventLog: Table;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const { settings, features, views } = props;
    const keeping = { removalPolicy: settings.removal, deletionProtection: settings.deletionProtection };
    const shared = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    };
    this.eventLog = new Table(this, 'EventLog', {
      ...shared,
      ...keeping,
      tableName: EVENT_LOG,
      partitionKey: { name: 'stream', type: AttributeType.STRING },
      sortKey: { name: 'version', type: AttributeType.NUMBER },
      stream: StreamViewType.NEW_IMAGE,
    });
    new Table(this, 'Keys', {
      ...shared,
      ...keeping,
      tableName: KEYS,
      partitionKey: { name: 'subject', type: AttributeType.STRING },
    });
    for (const view of views) this.#view(view, { ...shared, removalPolicy: settings.removal });

    const bus = new EventBus(this, 'Bus', { eventBusName: BUS, description: 'Facts and requests of all contexts' });
    if (features.archive) {
      new Archive(this, 'Archive', {
        archiveName: ARCHIVE,
        sourceEventBus: bus,
        eventPattern: { source: [{ prefix: `${PREFIX}.` }] as never },
        retention: Duration.days(0),
        description: 'Every event, for ever: what replays are made from',
      });
    }
    new Topic(this, 'Notifications', {
      topicName: TOPIC,
      displayName: 'Entregas de los Alpes',
      enforceSSL: true,
      masterKey: Alias.fromAliasName(this, 'SnsKey', 'alias/aws/sns'),
    });
    if (features.sockets) this.#live();
    this.#alarms();
    new CfnOutput(this, 'BusName', { value: BUS });
    new CfnOutput(this, 'EventLogTable', { value: EVENT_LOG });
  }

  #live(): void {
    const api = new WebSocketApi(this, 'Live', {
      apiName: LIVE,
      description: 'Lo que pasa, en vivo',
      routeSelectionExpression: '$request.body.accion',
    });
    new CfnOutput(this, 'LiveApiId', { value: api.apiId, exportName: LIVE });
  }

  /** Whoever is on duty subscribes to it. */
  #alarms(): void {
    const topic = new Topic(this, 'Alarms', { topicName: ALARMS, displayName: 'Alarmas de Alpes', enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    new CfnOutput(this, 'AlarmsTopic', { value: topic.topicArn });
  }

  #view({ name, partition, sort, ttl, indexes }: TableShape, shared: object): void {
    const text = (key: string) => ({ name: key, type: AttributeType.STRING });
    const table = new Table(this, name, {
      ...shared,
      tableName: name,
      partitionKey: text(partition),
      ...(sort && { sortKey: text(sort) }),
      ...(ttl && { timeToLiveAttribute: ttl }),
    });
    for (const index of indexes) {
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.partition),
        ...(index.sort && { sortKey: text(index.sort) }),
      });
    }
  }
}
