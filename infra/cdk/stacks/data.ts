import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Archive, EventBus } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageSettings } from '../defaults.ts';
import type { TableShape } from '../derive/tables.ts';
import type { GridFeatures } from '../grids.ts';
import { ARCHIVE, BUS, EVENT_LOG, KEYS, PREFIX, TOPIC } from '../names.ts';

interface Props extends StackProps {
  readonly settings: StageSettings;
  readonly features: GridFeatures;
  readonly views: readonly TableShape[];
}

/** What outlives the functions: the event log, the keys, the views, the bus with its archive, the topic of notifications. */
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
    new Topic(this, 'Notifications', { topicName: TOPIC, displayName: 'Entregas de los Alpes', enforceSSL: true });
    new CfnOutput(this, 'BusName', { value: BUS });
    new CfnOutput(this, 'EventLogTable', { value: EVENT_LOG });
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
