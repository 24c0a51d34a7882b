import { CfnCondition, CfnOutput, CfnParameter, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AttributeType,
  BillingMode,
  type CfnTable,
  ProjectionType,
  StreamViewType,
  Table,
  TableClass,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { Archive, EventBus } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FileStore } from '#shared/model/fileStore.ts';
import type { ForeignTable } from '#shared/model/foreignTable.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { watchThrottles } from '../constructs/alarms.ts';
import { bucketName } from '../constructs/arns.ts';
import { Backup } from '../constructs/backup.ts';
import { budgeted } from '../constructs/budget.ts';
import { StageStack } from '../constructs/stageStack.ts';
import type { StageSettings } from '../defaults.ts';
import type { TableShape } from '../derive/tables.ts';
import type { GridFeatures } from '../grids.ts';
import { DATA_STACK, DELETION_PROTECTION, SOURCE } from '../names.ts';

interface Props {
  readonly settings: StageSettings;
  readonly features: GridFeatures;
  readonly views: readonly TableShape[];
  readonly stores: readonly FileStore[];
  readonly foreign: readonly ForeignTable[];
}

/**
 * What outlives the functions: the event log, the keys, the views, the files, the tables of other systems, the bus with its
 * archive, the topic of notifications, and the WebSocket API, which functions must know and which calls functions.
 */
export class DataStack extends StageStack {
  readonly eventLog: Table;
  /** The tables that other systems write, by name. */
  readonly foreign: ReadonlyMap<string, Table>;

  constructor(scope: Construct, { settings, features, views, stores, foreign }: Props) {
    super(scope, DATA_STACK, { settings, features });
    const { names } = this;
    const { backup, logClass } = settings.account;
    const keeping = { removalPolicy: settings.removal };
    const shared = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
    };
    this.eventLog = new Table(this, 'EventLog', {
      ...shared,
      ...keeping,
      ...recoverable(),
      tableName: names.eventLog,
      ...(logClass && { tableClass: TableClass[logClass] }),
      partitionKey: { name: 'stream', type: AttributeType.STRING },
      sortKey: { name: 'version', type: AttributeType.NUMBER },
      stream: StreamViewType.NEW_IMAGE,
    });
    const keys = new Table(this, 'Keys', {
      ...shared,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.#wrapping(settings),
      ...keeping,
      ...recoverable(settings.keyRecoveryDays),
      tableName: names.keys,
      partitionKey: { name: 'subject', type: AttributeType.STRING },
    });
    this.foreign = new Map(
      foreign.map(({ name, key }) => {
        const table = new Table(this, name, {
          ...shared,
          ...keeping,
          ...recoverable(),
          tableName: names.of(name),
          partitionKey: { name: key, type: AttributeType.NUMBER },
          stream: StreamViewType.NEW_AND_OLD_IMAGES,
        });
        return [name, table];
      }),
    );
    if (settings.deletionProtection) this.#protect(this.eventLog, keys, ...this.foreign.values());
    watchThrottles(this, names.eventLog);
    this.#views(views, shared, { ...keeping, ...recoverable() });
    if (stores.length > 0) this.#files(stores, settings);

    const bus = new EventBus(this, 'Bus', {
      eventBusName: names.system,
      description: 'Facts and requests of all contexts',
    });
    bus.applyRemovalPolicy(settings.removal);
    if (features.archive) {
      const archive = new Archive(this, 'Archive', {
        archiveName: names.system,
        sourceEventBus: bus,
        eventPattern: { source: [{ prefix: `${SOURCE}.` }] as never },
        retention: Duration.days(0),
        description: 'Every event, for ever: what replays are made from',
      });
      archive.applyRemovalPolicy(settings.removal);
    }
    new Topic(this, 'Notifications', {
      topicName: names.topic,
      displayName: 'Entregas de los Alpes',
      enforceSSL: true,
      masterKey: Alias.fromAliasName(this, 'SnsKey', 'alias/aws/sns'),
    });
    if (features.sockets) this.#live();
    const alarms = this.#alarms(settings);
    if (backup) new Backup(this, backup, { eventLog: this.eventLog, keys, alarms, settings });
    new CfnOutput(this, 'BusName', { value: names.system });
    new CfnOutput(this, 'EventLogTable', { value: names.eventLog });
  }

  /**
   * By which the customers' keys are encrypted where they lie, and in whatever copy is made of their table. Who may read the
   * table may use it through the table, as with AWS's own key, and in no other way.
   */
  #wrapping({ removal }: StageSettings): Key {
    const key = new Key(this, 'Wrapping', {
      alias: this.names.keys,
      description: 'By which the keys of customers are encrypted',
      enableKeyRotation: true,
      removalPolicy: removal,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:CreateGrant',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:CallerAccount': this.account,
            'kms:ViaService': `dynamodb.${this.region}.amazonaws.com`,
          },
        },
      }),
    );
    return key;
  }

  /** Nobody deletes them, save a first deployment that takes back what it has just made: a next try would meet it. */
  #protect(...tables: readonly Table[]): void {
    const { valueAsString: given } = new CfnParameter(this, DELETION_PROTECTION, {
      type: 'String',
      allowedValues: ['true', 'false'],
      default: 'true',
      description:
        'Whether the event log, the keys and the tables of other systems are protected from deletion: not while they are deployed first',
    });
    const condition = new CfnCondition(this, 'Protected', { expression: Fn.conditionEquals(given, 'true') });
    for (const table of tables)
      (table.node.defaultChild as CfnTable).deletionProtectionEnabled = Fn.conditionIf(
        condition.logicalId,
        true,
        false,
      );
  }

  #live(): void {
    const api = new WebSocketApi(this, 'Live', {
      apiName: this.names.live,
      description: 'Lo que pasa, en vivo',
      routeSelectionExpression: '$request.body.accion',
    });
    new CfnOutput(this, 'LiveApiId', { value: api.apiId, exportName: this.names.live });
  }

  /** Whoever is on duty subscribes to it; one address may be given at once. */
  #alarms({ account }: StageSettings): Topic {
    const topic = new Topic(this, 'Alarms', {
      topicName: this.names.alarms,
      displayName: 'Alarmas de Alpes',
      enforceSSL: true,
    });
    const { valueAsString: endpoint } = new CfnParameter(this, 'AlarmEmail', {
      type: 'String',
      default: '',
      description: 'The mail address that alarms go to, which has to confirm that; none where it is empty',
    });
    const onDuty = new CfnSubscription(this, 'OnDuty', { topicArn: topic.topicArn, protocol: 'email', endpoint });
    onDuty.cfnOptions.condition = new CfnCondition(this, 'SomebodyOnDuty', {
      expression: Fn.conditionNot(Fn.conditionEquals(endpoint, '')),
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    if (account.budget) budgeted(topic, account.budget);
    new CfnOutput(this, 'AlarmsTopic', { value: topic.topicArn });
    return topic;
  }

  /** Who has a signed address puts and gets a file by it, from the page of the system; nobody else gets in. */
  #files(stores: readonly FileStore[], { removal, account: { domain, cors = [] } }: StageSettings): void {
    const origins = new CfnParameter(this, 'FileOrigins', {
      type: 'CommaDelimitedList',
      description: 'Where the page is that puts and gets files: its origins, with one * in each at most',
      default: 'https://*.amazonaws.com',
    });
    const named = [...(domain ? [`https://${domain.name}`] : []), ...cors];
    const allowedOrigins = named.length === 0 ? origins.valueAsList : joined(origins.valueAsList, named);
    for (const { name, days } of stores) {
      const bucket = new Bucket(this, name, {
        bucketName: bucketName(this, name),
        removalPolicy: removal,
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        encryption: BucketEncryption.S3_MANAGED,
        enforceSSL: true,
        cors: [
          {
            allowedOrigins,
            allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
            allowedHeaders: ['content-type'],
            maxAge: Duration.hours(1).toSeconds(),
          },
        ],
        lifecycleRules: [{ expiration: Duration.days(days) }],
      });
      acknowledge(bucket, {
        S1: 'Each address is signed by a function, which logs for whom; there is no other way in.',
      });
    }
  }

  /** One after the other where they have indexes: of such, DynamoDB makes few at once, and refuses more (see AWS::DynamoDB::Table). */
  #views(views: readonly TableShape[], shared: object, kept: object): void {
    let before: Table | undefined;
    for (const view of views) {
      const table = this.#view(view, {
        ...shared,
        ...(view.rebuilt ? { removalPolicy: RemovalPolicy.DESTROY } : kept),
      });
      if (view.rebuilt) acknowledge(table, { DDB3: 'It can be made again from the event log, which is recovered.' });
      if (view.indexes.length === 0) continue;
      if (before) table.node.addDependency(before);
      before = table;
    }
  }

  #view({ name, partition, sort, ttl, indexes }: TableShape, shared: object): Table {
    const text = (key: string) => ({ name: key, type: AttributeType.STRING });
    const table = new Table(this, `vista-${name}`, {
      ...shared,
      tableName: this.names.view(name),
      partitionKey: text(partition),
      ...(sort && { sortKey: text(sort) }),
      ...(ttl && { timeToLiveAttribute: ttl }),
    });
    for (const index of indexes) {
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.partition),
        ...(index.sort && { sortKey: text(index.sort) }),
        projectionType: index.keysOnly ? ProjectionType.KEYS_ONLY : ProjectionType.ALL,
      });
    }
    return table;
  }
}

/** A list that a parameter has, and more. */
function joined(given: string[], more: readonly string[]): string[] {
  return Fn.split(',', Fn.join(',', [Fn.join(',', given), ...more]));
}

/** That a table can be brought back as it was at any second of so many days; of none for 0. */
function recoverable(days = 35): Pick<TableProps, 'pointInTimeRecoverySpecification'> {
  return {
    pointInTimeRecoverySpecification:
      days === 0
        ? { pointInTimeRecoveryEnabled: false }
        : { pointInTimeRecoveryEnabled: true, ...(days < 35 && { recoveryPeriodInDays: days }) },
  };
}
