import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import type { Aggregates } from '#shared/model/command.ts';
import type { Context } from '#shared/model/context.ts';
import { bundleContexts, codeOf, type FunctionCode } from './code.ts';
import { viewsOf } from './constructs/viewed.ts';
import { stageOf } from './defaults.ts';
import { functionsOf, ofKind } from './derive/functions.ts';
import { memoryOf } from './derive/memory.ts';
import { tablesOf } from './derive/tables.ts';
import { type Found, NAMES, type Synthesized, synthesized, target, temporary } from './testing/synthesized.ts';

let code: FunctionCode;
let app: Synthesized;

beforeAll(async () => {
  code = await codeOf(contextos);
  app = synthesized(code, { nag: true });
}, 600_000);

/** CloudFormation's limit is 500; a stack that comes near it must be split before it hurts. */
const MOST_RESOURCES = 450;
const MOST_BYTES = 500 * 1024;
/** What takes no resource; see AWS's Service Authorization Reference. */
const WITHOUT_RESOURCE = [
  'xray:BatchGetTraces',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'dynamodb:ListStreams',
];

describe('functions', () => {
  test('each has a role of its own', () => {
    const roles = functions().map(({ stack, properties }) => `${stack}/${target(properties.Role)}`);
    expect(new Set(roles).size).toBe(roles.length);
  });

  test('no role has a wildcard, save for actions that take no resource', () => {
    for (const { id, properties } of app.of('AWS::IAM::Policy')) {
      for (const { Action, Resource, Effect } of properties.PolicyDocument.Statement) {
        const actions = [Action].flat() as string[];
        if (Effect === 'Deny') continue;
        expect(actions.join(), id).not.toContain('*');
        // The files of one bucket, whose keys nobody knows beforehand, are not everything.
        if (actions.every((action) => /^s3:\w+Object$/.test(action))) {
          for (const one of [Resource].flat())
            expect(JSON.stringify(one), id).toMatch(new RegExp(`:s3:::${NAMES.of('')}\\w+-.*/\\*"`));
          continue;
        }
        const everything = [Resource].flat().some((one) => /\*"?$/.test(JSON.stringify(one)));
        // A telephone has no ARN: whoever may send to any may publish to no topic.
        const denied = properties.PolicyDocument.Statement.some(
          (one: any) => one.Effect === 'Deny' && one.Action === 'sns:Publish',
        );
        const allowed = denied ? [...WITHOUT_RESOURCE, 'sns:Publish'] : WITHOUT_RESOURCE;
        if (everything) expect(allowed, `${id}: ${actions}`).toEqual(expect.arrayContaining(actions));
      }
    }
  });

  test('mail may come from the address of the stage only', () => {
    const statements = app
      .of('AWS::IAM::Policy')
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Action }) => JSON.stringify(Action).includes('ses:'));
    expect(statements).toHaveLength(1);
    expect(statements[0].Condition).toEqual({ StringEquals: { 'ses:FromAddress': { Ref: 'MailSender' } } });
  });

  test("each command's role reaches the streams of its own aggregates only", () => {
    for (const { name } of ofKind(functionsOf(contextos), 'command')) {
      const statements = policiesOf(name).filter((one) =>
        JSON.stringify(one.Resource).includes(`table/${NAMES.eventLog}`),
      );
      expect(statements.length, name).toBeGreaterThan(0);
      for (const { Condition } of statements) {
        expect(Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'], name).toBeDefined();
      }
    }
  });

  test('what a command only consults it may read and check, and not write', () => {
    for (const { name, declaration } of ofKind(functionsOf(contextos), 'command')) {
      if (declaration.kind === 'command') continue;
      const streams = (of: Aggregates = {}) => Object.values(of).map((aggregate) => `${aggregate.name}#*`);
      const written = policiesOf(name)
        .filter(({ Action }) => [Action].flat().includes('dynamodb:PutItem'))
        .map(({ Condition }) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'])
        .map((keys) => [keys].flat());
      expect(written, name).toEqual([streams(declaration.over)]);
      const consulted = streams(declaration.consults);
      const checked = policiesOf(name).find(({ Condition }) =>
        [Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']].flat().includes(consulted[0]),
      );
      if (consulted.length > 0)
        expect([checked?.Action].flat().sort(), name).toEqual(['dynamodb:ConditionCheckItem', 'dynamodb:Query']);
    }
  });

  test('each has a log group with a retention, traces, and alarms for errors and throttles', () => {
    for (const { stack, id, properties } of functions()) {
      const log = find(stack, target(properties.LoggingConfig?.LogGroup));
      expect(log?.properties.RetentionInDays, id).toBeGreaterThan(0);
      expect(properties.TracingConfig?.Mode, id).toBe('Active');
      for (const metric of ['Errors', 'Throttles']) expect(alarmed(metric, id), `${metric} of ${id}`).toBe(true);
    }
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
  test('each has the memory of what it does, twice what any was seen to use', () => {
    const known = functionsOf(contextos).map((declared) => [NAMES.of(declared.name), memoryOf(declared)]);
    expect(
      functions()
        .map(({ properties }) => [properties.FunctionName, properties.MemorySize])
        .sort(),
    ).toEqual(known.sort());
    const other = known.filter(([, mb]) => mb !== 512).map(([name, mb]) => `${name} ${mb}`);
    expect(other).toEqual(expect.arrayContaining(['alpes-prod-entregarSms 256', 'alpes-prod-reservarInventario 1024']));
    // 110 MB: docs/operations.md says how that was seen.
    expect(Math.min(...known.map(([, mb]) => Number(mb)))).toBeGreaterThan(2 * 110);
  });

  test('what goes wrong in a stack is told once, by one alarm of all of its alarms', () => {
    for (const { id, properties } of app.of('AWS::CloudWatch::Alarm'))
      expect(properties.AlarmActions, id).toBeUndefined();
    const composites = app.of('AWS::CloudWatch::CompositeAlarm');
    for (const stack of new Set(app.of('AWS::CloudWatch::Alarm').map((alarm) => alarm.stack))) {
      const own = composites.filter((alarm) => alarm.stack === stack);
      const parts = own.flatMap(({ id, properties }) => {
        const rule = JSON.stringify(properties.AlarmRule);
        const named = [...rule.matchAll(/"Ref":"(\w+)"/g)].map(([, part]) => part as string);
        // PutCompositeAlarm takes as many children, and a rule of 10,240 characters: here with names that CloudFormation makes.
        expect(named.length, id).toBeLessThanOrEqual(100);
        const text = named.map((part) => `ALARM("${stack}-${part}-ABCDEFGHIJKLM")`).join(' OR ');
        expect(text.length, id).toBeLessThanOrEqual(10_240);
        return named;
      });
      const told = own.filter(({ properties }) => properties.AlarmActions);
      expect(told.map(({ properties }) => properties.AlarmName)).toEqual([stack]);
      const all = [...app.of('AWS::CloudWatch::Alarm'), ...composites].filter((alarm) => alarm.stack === stack);
      expect([...parts, ...told.map(({ id }) => id)].sort(), stack).toEqual(all.map(({ id }) => id).sort());
    }
  });
});

describe('asynchronous paths', () => {
  test('each queue has a dead-letter queue or is one, with an alarm for anything in it', () => {
    const queues = app.of('AWS::SQS::Queue');
    const dead = new Set(
      queues.flatMap(({ properties }) => target(properties.RedrivePolicy?.deadLetterTargetArn) ?? []),
    );
    for (const { id, properties } of queues) {
      const isDead = dead.has(id) || String(properties.QueueName).endsWith('-dlq');
      expect(isDead || properties.RedrivePolicy?.maxReceiveCount > 0, id).toBe(true);
      const metric = isDead ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage';
      expect(alarmed(metric, id), `${metric} of ${id}`).toBe(true);
      expect(properties.SqsManagedSseEnabled, id).toBe(true);
    }
  });

  test('a message is not late that is to wait until nothing more can come of somebody who was forgotten', () => {
    const queue = app
      .of('AWS::SQS::Queue')
      .find(({ properties }) => properties.QueueName === NAMES.of('borrarEvidencias'));
    // A minute and a half until no instance trusts the key, and five minutes for which an address to bring a proof is good.
    expect(thresholdOf('ApproximateAgeOfOldestMessage', queue?.id ?? '')).toBeGreaterThan(390);
  });

  test('each target of a rule has retries, an age limit and a dead-letter queue', () => {
    for (const { id, properties } of app.of('AWS::Events::Rule')) {
      for (const { RetryPolicy, DeadLetterConfig } of properties.Targets) {
        expect(RetryPolicy.MaximumRetryAttempts, id).toBeGreaterThan(0);
        expect(RetryPolicy.MaximumEventAgeInSeconds, id).toBeGreaterThan(0);
        expect(target(DeadLetterConfig.Arn), id).toBeDefined();
      }
    }
  });

  test('each channel of the notifications has a queue that gets its messages as they are, and a dead-letter queue', () => {
    const channels = ofKind(functionsOf(contextos), 'notification').flatMap(({ declaration }) =>
      Object.keys(declaration.channels),
    );
    const subscriptions = app.of('AWS::SNS::Subscription').filter(({ properties }) => properties.Protocol === 'sqs');
    expect(subscriptions.map(({ properties }) => properties.FilterPolicy)).toEqual(
      channels.map((canal) => ({ canal: [canal] })),
    );
    for (const { id, properties } of subscriptions) {
      expect(properties.RawMessageDelivery, id).toBe(true);
      expect(target(properties.RedrivePolicy.deadLetterTargetArn), id).toBeDefined();
    }
  });

  test('a function that a rule invokes keeps what it could not do', () => {
    const direct = app
      .of('AWS::Events::Rule')
      .flatMap(({ stack, properties }) => properties.Targets.map(({ Arn }: any) => find(stack, target(Arn))))
      .filter((found) => found?.type === 'AWS::Lambda::Function');
    expect(direct.length).toBeGreaterThan(0);
    for (const { id } of direct) {
      const config = app.of('AWS::Lambda::EventInvokeConfig').find((one) => target(one.properties.FunctionName) === id);
      expect(config?.properties.DestinationConfig.OnFailure.Destination, id).toBeDefined();
    }
  });

  test('a stream mapping bisects, and gives up only what the stream is about to drop, and tells it; its lag has an alarm', () => {
    const mappings = app.of('AWS::Lambda::EventSourceMapping').filter(({ properties }) => properties.StartingPosition);
    expect(mappings.length).toBeGreaterThan(0);
    for (const { id, properties } of mappings) {
      expect(properties.BisectBatchOnFunctionError, id).toBe(true);
      // Without a number of its own, Lambda tries for as long as records are young enough; a stream keeps them for 24 hours.
      expect(properties.MaximumRetryAttempts, id).toBeUndefined();
      expect(properties.MaximumRecordAgeInSeconds, id).toBe(23 * 3_600);
      expect(target(properties.DestinationConfig?.OnFailure?.Destination), id).toBeDefined();
      expect(app.of('AWS::CloudWatch::Alarm').some((one) => one.properties.MetricName === 'IteratorAge')).toBe(true);
    }
  });

  test('a queue feeds its function message by message, and hides a message longer than the function may take', () => {
    const mappings = app.of('AWS::Lambda::EventSourceMapping').filter(({ properties }) => !properties.StartingPosition);
    for (const { stack, id, properties } of mappings) {
      expect(properties.FunctionResponseTypes, id).toEqual(['ReportBatchItemFailures']);
      expect(properties.ScalingConfig?.MaximumConcurrency, id).toBeGreaterThanOrEqual(2);
      const timeout = find(stack, target(properties.FunctionName))?.properties.Timeout;
      const visibility = find(stack, target(properties.EventSourceArn))?.properties.VisibilityTimeout;
      expect(visibility, id).toBeGreaterThanOrEqual(6 * timeout);
    }
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 1,000 runs at once, unless an account has others.
  test('all queues together, as full as may be, leave room for who waits for an answer', () => {
    const most = app
      .of('AWS::Lambda::EventSourceMapping')
      .reduce((sum, { properties }) => sum + (properties.ScalingConfig?.MaximumConcurrency ?? 0), 0);
    expect(most).toBeLessThanOrEqual(850);
  });

  test('a view by which commands find their way is told of a change at once', () => {
    for (const { name, declaration } of ofKind(functionsOf(contextos), 'command')) {
      for (const view of viewsOf(declaration).map((one) => one.name)) {
        const { id } = functions().find(({ properties }) => properties.FunctionName === NAMES.of(view)) as Found;
        const fed = app
          .of('AWS::Lambda::EventSourceMapping')
          .filter(({ properties }) => target(properties.FunctionName) === id);
        const windows = fed.map(({ properties }) => properties.MaximumBatchingWindowInSeconds);
        expect(windows, `${view}, for ${name}`).toEqual(fed.map(() => undefined));
        expect(fed.length, view).toBeGreaterThan(0);
      }
    }
  });

  test.each(['PlazosIncumplidos', 'EsperasDePersonas'])('%s of each saga has an alarm', (metric) => {
    const alarms = app.of('AWS::CloudWatch::Alarm').filter(({ properties }) => properties.MetricName === metric);
    expect(alarms).toHaveLength(ofKind(functionsOf(contextos), 'saga').length);
  });
});

test('messages that no service takes for long have an alarm in each context that has queues', () => {
  const alarms = app
    .of('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => properties.MetricName === 'MensajesSinServicio');
  const services = alarms.flatMap(({ properties }) => properties.Dimensions.map(({ Value }: any) => Value));
  const logging = new Map(
    app
      .of('AWS::Lambda::Function')
      .map(({ id, properties }) => [id, properties.Environment?.Variables?.POWERTOOLS_SERVICE_NAME]),
  );
  const fed = app.of('AWS::Lambda::EventSourceMapping').filter(({ properties }) => properties.ScalingConfig);
  const contexts = new Set(fed.map(({ properties }) => logging.get(target(properties.FunctionName) ?? '')));
  expect(services.sort()).toEqual([...contexts].sort());
});

describe('data', () => {
  const rebuilt = new Set(
    tablesOf(functionsOf(contextos))
      .filter((table) => table.rebuilt)
      .map(({ name }) => NAMES.view(name)),
  );

  test('all tables are encrypted; what cannot be made again can be restored, and keys for three days only', () => {
    for (const { id, properties } of app.of('AWS::DynamoDB::Table')) {
      expect(properties.SSESpecification?.SSEEnabled, id).toBe(true);
      const recovery = properties.PointInTimeRecoverySpecification;
      if (rebuilt.has(properties.TableName)) expect(recovery, id).toBeUndefined();
      else if (properties.TableName === NAMES.keys)
        expect(recovery).toEqual({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 3 });
      else expect(recovery, id).toEqual({ PointInTimeRecoveryEnabled: true });
    }
  });

  test("the customers' keys are encrypted by a key of ours, which nobody uses but through their table", () => {
    const [key, ...others] = app.of('AWS::KMS::Key');
    expect(others).toEqual([]);
    expect(key?.properties.EnableKeyRotation).toBe(true);
    const keys = app.of('AWS::DynamoDB::Table').find(({ properties }) => properties.TableName === NAMES.keys);
    expect(target(keys?.properties.SSESpecification.KMSMasterKeyId)).toBe(key?.id);
    const open = key?.properties.KeyPolicy.Statement.filter(({ Principal }: any) => Principal.AWS === '*');
    expect(open).toHaveLength(1);
    expect(open[0].Condition).toEqual({
      StringEquals: {
        'kms:CallerAccount': { Ref: 'AWS::AccountId' },
        'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
      },
    });
  });

  test('alarms go to whoever is named, and to nobody else', () => {
    const [onDuty, ...others] = app
      .of('AWS::SNS::Subscription')
      .filter(({ properties }) => properties.Protocol !== 'sqs');
    expect(others).toEqual([]);
    expect(onDuty?.properties).toMatchObject({ Protocol: 'email', Endpoint: { Ref: 'AlarmEmail' } });
    const { Conditions, Resources } = JSON.parse(app.templates[NAMES.of('datos')] as string);
    expect(Resources[onDuty?.id as string].Condition).toBe('SomebodyOnDuty');
    expect(Conditions.SomebodyOnDuty).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AlarmEmail' }, ''] }] });
  });

  test('what whoever uses the API feels has an alarm, and a part of the requests is traced', () => {
    const metrics = app.of('AWS::CloudWatch::Alarm').map(({ properties }) => properties.MetricName);
    expect(metrics).toEqual(expect.arrayContaining(['5XXError', 'Latency', 'WriteThrottleEvents']));
    const rules = app.of('AWS::XRay::SamplingRule').map(({ properties }) => properties.SamplingRule);
    expect(rules.filter(({ URLPath }) => URLPath === '*')).toMatchObject([{ FixedRate: 0.05, Priority: 1000 }]);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
  test('in production nothing deletes a log, a file, the bus with its archive or a table that cannot be made again but the failure of the deployment that made it', () => {
    const all = [
      'AWS::DynamoDB::Table',
      'AWS::Logs::LogGroup',
      'AWS::S3::Bucket',
      'AWS::Events::EventBus',
      'AWS::Events::Archive',
    ].flatMap(app.of);
    const kept = all.filter(({ properties }) => !rebuilt.has(properties.TableName));
    for (const { id, deletionPolicy } of kept) expect(deletionPolicy, id).toBe('RetainExceptOnCreate');
    const guarded = app.of('AWS::DynamoDB::Table').filter(({ properties }) => properties.DeletionProtectionEnabled);
    expect(guarded.map(({ properties }) => properties.TableName).sort()).toEqual([
      NAMES.keys,
      NAMES.eventLog,
      NAMES.of('usuarios-legado'),
    ]);
    const { Parameters, Conditions } = JSON.parse(app.templates[NAMES.of('datos')] as string);
    for (const { properties } of guarded)
      expect(properties.DeletionProtectionEnabled).toEqual({ 'Fn::If': ['Protected', true, false] });
    expect(Conditions.Protected).toEqual({ 'Fn::Equals': [{ Ref: 'DeletionProtection' }, 'true'] });
    expect(Parameters.DeletionProtection.Default).toBe('true');
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
  test('tables with indexes are made one after the other', () => {
    const indexed = app.of('AWS::DynamoDB::Table').filter(({ properties }) => properties.GlobalSecondaryIndexes);
    const waits = indexed.map(({ dependsOn }) => dependsOn.filter((id) => indexed.some((one) => one.id === id)));
    expect(waits.map(({ length }) => length).sort()).toEqual([0, ...indexed.slice(1).map(() => 1)]);
    expect(new Set(waits.flat()).size).toBe(indexed.length - 1);
  });
});

test('a list may query the indexes that it selects by, and scan only where it shows the whole view', () => {
  const rightsOf = (name: string) =>
    app
      .of('AWS::IAM::Policy')
      .filter(({ id }) => id.startsWith(name))
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .flatMap(({ Action, Resource }: any) =>
        [Action].flat().flatMap((action) =>
          [Resource]
            .flat()
            .map((one) => `${action} ${/table\/[\w/-]*/.exec(JSON.stringify(one))?.[0]}`)
            .filter((right) => right.startsWith('dynamodb:')),
        ),
      )
      .sort();
  const reads = (view: string, ...rights: readonly string[]) => [
    `dynamodb:GetItem table/${NAMES.view(view)}`,
    ...rights.map((right) => right.replace('@', `table/${NAMES.view(view)}`)),
  ];
  expect(rightsOf('listarOrdenes')).toEqual(
    reads(
      'ordenes',
      'dynamodb:Query @/index/porCliente',
      'dynamodb:Query @/index/porEstado',
      'dynamodb:Query @/index/porReferencia',
    ),
  );
  expect(rightsOf('listarVehiculos')).toEqual(reads('flota', 'dynamodb:Query @/index/porBase', 'dynamodb:Scan @'));
  expect(rightsOf('listarProductos')).toEqual(reads('productos', 'dynamodb:Scan @'));
  expect(rightsOf('verAnalitica')).toEqual(reads('analitica', 'dynamodb:Query @/index/porGrupo'));
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Projections: what is projected is written once more.
test('an index has whole rows where somebody reads them by it, and else their keys alone, by which a customer is forgotten', () => {
  const readers = (table: string, index: string) =>
    // A role whose rights are too many for one policy has the rest in another.
    [...app.of('AWS::IAM::Policy'), ...app.of('AWS::IAM::ManagedPolicy')].filter(
      ({ id, properties }) =>
        // Whoever keeps the table finds by it what is to be forgotten.
        table !== NAMES.view(id.replace(/Role.*$/, '')) &&
        JSON.stringify(properties.PolicyDocument.Statement).includes(`table/${table}/index/${index}"`),
    );
  const indexes = app.of('AWS::DynamoDB::Table').flatMap(({ properties: { TableName, GlobalSecondaryIndexes = [] } }) =>
    GlobalSecondaryIndexes.map(({ IndexName, Projection }: any) => ({
      name: `${TableName}/${IndexName}`,
      isBare: Projection.ProjectionType === 'KEYS_ONLY',
      isRead: readers(TableName, IndexName).length > 0,
    })),
  );
  expect(indexes.length).toBeGreaterThan(15);
  for (const { name, isBare, isRead } of indexes) expect([name, isBare]).toEqual([name, !isRead]);
  expect(indexes.flatMap(({ name, isBare }) => (isBare ? [name] : [])).sort()).toEqual(
    ['avisos', 'clientes', 'entregas'].map((view) => `${NAMES.view(view)}/porCliente`),
  );
});

describe('the keys of customers', () => {
  /** What each role may do to the table of keys, with the condition under which it may. */
  const rights = () =>
    app
      .of('AWS::IAM::Policy')
      .flatMap(({ id, properties }) =>
        properties.PolicyDocument.Statement.filter(({ Resource }: any) =>
          JSON.stringify(Resource).includes(`:table/${NAMES.keys}`),
        ).flatMap(({ Action, Condition }: any) => [Action].flat().map((action) => ({ id, action, Condition }))),
      );

  test('can be made, but not overwritten, by whoever makes them', () => {
    const writing = rights().filter(({ action }) => action !== 'dynamodb:GetItem');
    const making = writing.filter(({ action }) => action === 'dynamodb:PartiQLInsert');
    expect(making.length).toBeGreaterThan(0);
    expect(writing.filter((right) => !making.includes(right))).toEqual([
      {
        id: expect.stringMatching(/^cerrarClave/),
        action: 'dynamodb:UpdateItem',
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['subject', 'closingAt'] } },
      },
      {
        id: expect.stringMatching(/^borrarClave/),
        action: 'dynamodb:PutItem',
        // What it puts in the place of a key cannot be a key.
        Condition: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['subject', 'closingAt', 'forgottenAt'] },
        },
      },
    ]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html: in quotes a text is the whole
// of a name, and without them one of its words.
test('the dashboard searches by a word of the names that there are', () => {
  const [board] = app.of('AWS::CloudWatch::Dashboard');
  const searches = JSON.stringify(board?.properties.DashboardBody).match(/SEARCH\('.*?'/g) ?? [];
  const named = searches.filter((search) => /} (FunctionName|QueueName)=/.test(search));
  expect(named.length).toBeGreaterThan(4);
  for (const search of named) expect(search).toMatch(/} (FunctionName|QueueName)=alpes \1=prod MetricName=/);
});

test.each([
  ['embedded', undefined, 'dev'],
  ['localstack', 'prod', 'prod'],
  ['aws', 'dev', 'dev'],
] as const)('on %s, said %s, the stage is %s', (grid, said, stage) => expect(stageOf(grid, said)).toBe(stage));

test('nothing goes to AWS without the name of a stage', () =>
  expect(() => stageOf('aws', undefined)).toThrow('must be said: dev, prod, relevo'));

describe('stages and regions side by side', () => {
  /** What names something else, something within what has a name, or is only shown. */
  /** API Gateway calls it by the API's id. */
  const EXECUTION_LOG = 'API-Gateway-Execution-Logs_/v1';
  const OTHERS = ['EventBusName', 'MetricName', 'OperationName', 'PolicyName', 'StageName', 'DisplayName'];

  test('everything is called by its stage, and so is what a stack exports', () => {
    const isOfStage = (name: unknown) => typeof name === 'string' && /(^|\/)alpes-prod(-|\/|$)/.test(name);
    const named = app.resources.flatMap(({ id, type, properties }) =>
      Object.entries({ ...properties, ...properties.SamplingRule })
        .filter(([property]) => /^(Name|\w+Name)$/.test(property) && isItsOwn(type, property))
        .map(([property, name]) => ({ what: `${id}.${property}`, name: textOf(name) }))
        .filter(({ name }) => name !== EXECUTION_LOG),
    );
    expect(named.length).toBeGreaterThan(300);
    expect(named.filter(({ name }) => !isOfStage(name))).toEqual([]);
    const exported = Object.values(app.templates).flatMap((text) =>
      Object.values((JSON.parse(text).Outputs ?? {}) as Record<string, any>).flatMap(
        ({ Export }) => Export?.Name ?? [],
      ),
    );
    expect(exported.length).toBeGreaterThan(0);
    expect(exported.filter((name) => !isOfStage(name))).toEqual([]);
    expect(Object.keys(app.templates).filter((stack) => !isOfStage(stack))).toEqual([]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: IAM has one set of names for all regions,
  // and S3 one for all accounts.
  test('what all regions share has no name, or the region in it', () => {
    for (const { id, properties } of [...app.of('AWS::IAM::Role'), ...app.of('AWS::IAM::ManagedPolicy')])
      expect([properties.RoleName, properties.ManagedPolicyName], id).toEqual([undefined, undefined]);
    for (const { id, properties } of app.of('AWS::S3::Bucket'))
      for (const part of ['AWS::AccountId', 'AWS::Region'])
        expect(JSON.stringify(properties.BucketName), id).toContain(`{"Ref":"${part}"}`);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html
  test('the role that API Gateway has for all stages of an account and region stays when one of them goes', () => {
    for (const { id, deletionPolicy } of app.of('AWS::ApiGateway::Account')) expect(deletionPolicy, id).toBe('Retain');
    const roles = app.of('AWS::IAM::Role').filter(({ id }) => id.includes('CloudWatchRole'));
    expect(roles.map(({ deletionPolicy }) => deletionPolicy)).toEqual(['Retain']);
  });

  function isItsOwn(type: string, property: string): boolean {
    if (property === 'FunctionName') return type === 'AWS::Lambda::Function';
    return !OTHERS.includes(property) && !type.endsWith('::Authorizer');
  }

  /** A name with what only a deployment knows left out. */
  function textOf(name: any): unknown {
    return name['Fn::Join']?.[1].filter((part: unknown) => typeof part === 'string').join('') ?? name;
  }
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
test("what API Gateway logs by itself has a retention, in a log group that is there before the API's stage", () => {
  const [stage] = app.of('AWS::ApiGateway::Stage');
  const groups = app
    .of('AWS::Logs::LogGroup')
    .filter(({ properties }) => JSON.stringify(properties.LogGroupName).includes('API-Gateway-Execution-Logs_'));
  expect(groups.map(({ properties }) => [properties.LogGroupName, properties.RetentionInDays])).toEqual([
    [{ 'Fn::Join': ['', ['API-Gateway-Execution-Logs_', stage?.properties.RestApiId, '/v1']] }, 90],
  ]);
  expect(stage?.dependsOn).toContain(groups[0]?.id);
});

test('keys of tokens come by a way that nobody else can write to', () => {
  const patterns = Object.values(app.templates).flatMap(
    (text) => JSON.parse(text).Parameters?.TokenKeys?.AllowedPattern ?? [],
  );
  expect(new Set(patterns).size).toBe(1);
  const isAllowed = (value: string) => new RegExp(`^(?:${patterns[0]})$`).test(value);
  expect(['https://a.co/keys', 'data:application/json;base64,e30', 'http://a.co/keys', ''].map(isAllowed)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
test.each([
  ['Bearer eyJh.e30.c2ln_-0', true],
  ['bearer eyJh.e30.c2ln', true],
  ['Bearer', false],
  ['Bearer abc', false],
  ['Bearer a.b', false],
  ['Bearer a.b.', false],
  ['Bearer a.b.c.d.e', false],
  ['Basic YTpi', false],
  ['Bearer a.b.c, Bearer a.b.c', false],
])('whether the authorizer is asked about "%s": %s', (value, isAsked) => {
  const [authorizer, ...others] = app.of('AWS::ApiGateway::Authorizer');
  expect(others).toEqual([]);
  expect(new RegExp(authorizer?.properties.IdentityValidationExpression).test(value)).toBe(isAsked);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
test('the API notes of each request whose it was, how long it took, and its trace', () => {
  const [stage] = app.of('AWS::ApiGateway::Stage');
  expect(JSON.parse(stage?.properties.AccessLogSetting.Format)).toMatchObject({
    principal: '$context.authorizer.principalId',
    latencyMs: '$context.responseLatency',
    integrationLatencyMs: '$context.integrationLatency',
    xrayTraceId: '$context.xrayTraceId',
  });
});

describe('the stacks', () => {
  const earlier = (stack: string): string[] => app.dependencies[stack]?.flatMap((one) => [one, ...earlier(one)]) ?? [];

  test('what publishes comes after whoever listens', () => {
    const [publisher] = functions().filter(({ properties }) => properties.FunctionName === NAMES.of('relay'));
    const listening = new Set(app.of('AWS::Events::Rule').map(({ stack }) => stack));
    expect(listening.size).toBeGreaterThan(5);
    expect(earlier(publisher?.stack as string)).toEqual(expect.arrayContaining([...listening]));
  });

  test('none of production is taken away without a word', () =>
    expect(Object.values(app.protectedStacks)).toEqual(Object.keys(app.templates).map(() => true)));
});

describe('the app', () => {
  test('cdk-nag has no finding that is not justified', () => expect(app.findings).toEqual([]));

  test('two synths give the same templates', () => expect(synthesized(code).templates).toEqual(app.templates));

  test('no stack comes near the limit of CloudFormation', () => {
    for (const stack of Object.keys(app.templates)) {
      expect(app.resources.filter((one) => one.stack === stack).length, stack).toBeLessThan(MOST_RESOURCES);
    }
  });

  test('there is no custom resource', () => {
    expect(app.resources.filter(({ type }) => /^Custom::|::CustomResource$/.test(type))).toEqual([]);
  });

  test('each bundle is under 500 KB and holds no manifest', () => {
    for (const { name, bytes, extra, inputs } of Object.values(code.bundles)) {
      // A document that lies beside the code grows with the API, and is not run.
      const beside = Object.values(extra).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      expect(bytes - beside, name).toBeLessThan(MOST_BYTES);
      expect(Object.keys(inputs).filter((file) => /contextos?\.ts$/.test(file), name)).toEqual([]);
    }
  });

  test('a new command changes no other bundle', async () => {
    const [first, ...others] = contextos as [Context, ...Context[]];
    const describing = others.filter(({ technical }) => 'verOpenapi' in technical);
    const before = await bundleContexts([withoutOneCommand(first), ...describing], temporary());
    const changed = Object.entries(before).filter(([name, { hash }]) => hash !== code.bundles[name]?.hash);
    // The API's description tells of every command, beside the code of the function that serves it.
    expect(changed.map(([name]) => name)).toEqual(['verAsyncapi', 'verOpenapi']);
  }, 120_000);

  test('neither the seedwork nor the constructs know a command', () => {
    const names = ofKind(functionsOf(contextos), 'command').map(({ name }) => name);
    const known = new RegExp(`\\b(${names.join('|')})\\b`);
    for (const file of [...sources('shared'), ...sources('infra/cdk')]) {
      expect(known.exec(readFileSync(file, 'utf8'))?.[0], file).toBeUndefined();
    }
  });
});

function functions(): Found[] {
  return app.of('AWS::Lambda::Function');
}

function find(stack: string, id: string | undefined): Found | undefined {
  return app.resources.find((one) => one.stack === stack && one.id === id);
}

function policiesOf(name: string): any[] {
  const role = functions().find(({ properties }) => properties.FunctionName === NAMES.of(name))?.properties.Role;
  return app
    .of('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((one: unknown) => target(one) === target(role)))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement);
}

function alarmed(metric: string, id: string): boolean {
  return thresholdOf(metric, id) !== undefined;
}

function thresholdOf(metric: string, id: string): number | undefined {
  return app
    .of('AWS::CloudWatch::Alarm')
    .find(
      ({ properties }) =>
        properties.MetricName === metric && properties.Dimensions.some(({ Value }: any) => target(Value) === id),
    )?.properties.Threshold;
}

function withoutOneCommand(context: Context): Context {
  const [, ...others] = Object.entries(context.commands);
  return { ...context, commands: Object.fromEntries(others) };
}

function sources(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .map((file) => path.join(folder, file));
}
