import { beforeAll, describe, expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { codeOf, type FunctionCode } from '../code.ts';
import { functionsOf, isBehindApi, servesPages } from '../derive/functions.ts';
import { routesOf } from '../derive/routes.ts';
import { EVERYTHING } from '../testing/everything.ts';
import { NAMES, type Synthesized, synthesized, target } from '../testing/synthesized.ts';

let code: FunctionCode;
let app: Synthesized;
let plain: Synthesized;
let emulated: Synthesized;

beforeAll(async () => {
  code = await codeOf(contextos);
  app = synthesized(code, { nag: true, account: EVERYTHING });
  plain = synthesized(code);
  emulated = synthesized(code, { account: EVERYTHING, grid: 'localstack' });
}, 600_000);

/** What only an account has. */
const ACCOUNTS =
  /^AWS::(WAFv2::.*|Budgets::.*|Backup::.*|ApiGateway::(DomainName|BasePathMapping|UsagePlan|UsagePlanKey|ApiKey)|ApiGatewayV2::(DomainName|ApiMapping)|CodeDeploy::.*|Lambda::(Version|Alias))$/;

test('breaks no rule of AWS Solutions', () => expect(app.findings).toEqual([]));

test('every stack stays below the 500 resources of CloudFormation', () => {
  for (const [stack, all] of Map.groupBy(app.resources, (one) => one.stack))
    expect(all.length, stack).toBeLessThan(475);
});

describe('a domain', () => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html
  test('is regional, with its certificate and no TLS before 1.2, and leads from its path to the stage', () => {
    const [domain] = app.of('AWS::ApiGateway::DomainName');
    expect(domain?.properties).toMatchObject({
      DomainName: 'api.alpes.co',
      RegionalCertificateArn: EVERYTHING.domain.certificate,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'TLS_1_2',
    });
    const [mapping, ...more] = app.of('AWS::ApiGateway::BasePathMapping');
    expect(more).toEqual([]);
    expect(mapping?.properties.BasePath).toBe('entregas');
    expect(target(mapping?.properties.DomainName)).toBe(domain?.id);
    expect(target(mapping?.properties.Stage)).toBe(app.of('AWS::ApiGateway::Stage')[0]?.id);
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-mappings.html
  test('of its own has the WebSocket API, and pages connect there', () => {
    const [domain] = app.of('AWS::ApiGatewayV2::DomainName');
    expect(domain?.properties).toMatchObject({
      DomainName: 'vivo.alpes.co',
      DomainNameConfigurations: [
        { CertificateArn: EVERYTHING.live.certificate, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
    });
    expect(app.of('AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
    expect(variables('LIVE_URL')).toEqual(['wss://vivo.alpes.co']);
  });

  test('is where links in messages lead, if nobody says another root of the pages', () => {
    const roots = variables('PAGE_URL').map((value) => (value as any)['Fn::If']?.[1]);
    expect(new Set(roots)).toEqual(new Set(['https://api.alpes.co/entregas/']));
  });

  test('has them at its root where no path is said', () => {
    const { path: _, ...domain } = EVERYTHING.domain;
    const atRoot = synthesized(code, { account: { domain } });
    expect(atRoot.of('AWS::ApiGateway::BasePathMapping')[0]?.properties).not.toHaveProperty('BasePath');
    expect(new Set(variables('PAGE_URL', atRoot).map((value) => (value as any)['Fn::If']?.[1]))).toEqual(
      new Set(['https://api.alpes.co/']),
    );
  });

  test('leaves the stack the export that others hold on to until they are deployed', () => {
    const exported = ({ templates }: Synthesized) =>
      Object.values(JSON.parse(templates[NAMES.of('api')] as string).Outputs as Record<string, any>).flatMap(
        ({ Export }) => Export?.Name ?? [],
      );
    expect(exported(plain)).not.toEqual([]);
    expect(exported(app)).toEqual(expect.arrayContaining(exported(plain)));
  });

  test('is an origin of which pages put and get files, as those are that may ask the API', () => {
    const [bucket] = app.of('AWS::S3::Bucket');
    const AllowedOrigins = bucket?.properties.CorsConfiguration.CorsRules[0].AllowedOrigins;
    expect(AllowedOrigins['Fn::Split'][1]['Fn::Join'][1].slice(1)).toEqual([
      ['https://api.alpes.co', ...EVERYTHING.cors].join(),
    ]);
  });
});

describe('other origins', () => {
  const shared = routesOf(functionsOf(contextos)).filter(({ declared }) => !servesPages(declared));

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
  test('get an answer to their preflight on every route that is no page, without a token', () => {
    const answering = app.of('AWS::ApiGateway::Method').filter(({ properties }) => preflightOf(properties));
    expect(answering).toHaveLength(new Set(shared.map(({ path }) => path)).size);
    for (const { id, properties } of answering) {
      expect(properties, id).toMatchObject({ HttpMethod: 'ANY', AuthorizationType: 'NONE' });
      const { Integration, MethodResponses } = properties;
      expect(Integration.RequestTemplates['application/json']).toBe(
        '#if($context.httpMethod == "OPTIONS"){"statusCode": 204}#else{"statusCode": 405}#end',
      );
      const { ResponseParameters, ResponseTemplates } = preflightOf(properties);
      expect(ResponseParameters).toMatchObject({
        'method.response.header.Access-Control-Allow-Origin': `'${EVERYTHING.cors[0]}'`,
        'method.response.header.Vary': "'Origin'",
        'method.response.header.Access-Control-Allow-Headers':
          "'Authorization,Content-Type,Idempotency-Key,If-None-Match,X-Correlation-Id'",
      });
      expect(ResponseTemplates['application/json']).toContain(`"${EVERYTHING.cors[1]}"`);
      expect(MethodResponses.map(({ StatusCode }: any) => StatusCode)).toEqual(['405', '204']);
    }
  });

  test('are told to the functions behind those routes, which write the header themselves, and to no others', () => {
    const told = app
      .of('AWS::Lambda::Function')
      .filter(({ properties }) => properties.Environment.Variables.CORS_ORIGINS !== undefined);
    expect(told.map(({ properties }) => properties.FunctionName).sort()).toEqual(
      [...new Set(shared.map(({ declared }) => NAMES.of(declared.name)))].sort(),
    );
    expect(new Set(variables('CORS_ORIGINS'))).toEqual(new Set([EVERYTHING.cors.join(' ')]));
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
  test("may read every answer of API Gateway's own", () => {
    const answers = app.of('AWS::ApiGateway::GatewayResponse');
    expect(answers.map(({ properties }) => properties.ResponseType)).toEqual(
      expect.arrayContaining(['DEFAULT_4XX', 'DEFAULT_5XX', 'QUOTA_EXCEEDED', 'UNAUTHORIZED']),
    );
    for (const { id, properties } of answers)
      expect(properties.ResponseParameters, id).toMatchObject({
        'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
      });
  });
});

describe('the firewall', () => {
  // https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
  test("asks AWS's common rules and known bad inputs, and counts each address", () => {
    const [acl] = app.of('AWS::WAFv2::WebACL');
    expect(acl?.properties).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
    const { Rules } = acl?.properties ?? {};
    expect(Rules.flatMap(({ Statement }: any) => Statement.ManagedRuleGroupStatement?.Name ?? [])).toEqual([
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
    ]);
    expect(Rules.flatMap(({ Statement }: any) => Statement.RateBasedStatement ?? [])).toEqual([
      { Limit: 600, EvaluationWindowSec: 60, AggregateKeyType: 'IP' },
    ]);
    expect(Rules.map(({ Priority }: any) => Priority)).toEqual([0, 1, 2]);
  });

  test('keeps no request as a sample', () =>
    expect(app.templates[NAMES.of('api')]).not.toContain('"SampledRequestsEnabled": true'));

  // https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
  test('stands before the stage', () => {
    const [association] = app.of('AWS::WAFv2::WebACLAssociation');
    const [api] = app.of('AWS::ApiGateway::RestApi');
    const [stage] = app.of('AWS::ApiGateway::Stage');
    expect(association?.properties.ResourceArn['Fn::Join'][1]).toEqual([
      'arn:',
      { Ref: 'AWS::Partition' },
      ':apigateway:',
      { Ref: 'AWS::Region' },
      '::/restapis/',
      { Ref: api?.id },
      '/stages/',
      { Ref: stage?.id },
    ]);
  });
});

describe('the plan', () => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
  test('has a key for each of its customers and one for everybody else, which the authorizer knows and nobody sends', () => {
    expect(app.of('AWS::ApiGateway::RestApi')[0]?.properties.ApiKeySourceType).toBe('AUTHORIZER');
    const [said, ...more] = variables('METERS');
    expect(more).toEqual([]);
    const { prefix, customers, others } = JSON.parse(said as string);
    const values = app.of('AWS::ApiGateway::ApiKey').map(({ properties }) => properties.Value);
    expect(values.sort()).toEqual([...customers.map((customer: string) => prefix + customer), others].sort());
    for (const value of values) expect(value.length).toBeGreaterThanOrEqual(20);
    expect(app.of('AWS::ApiGateway::UsagePlanKey')).toHaveLength(values.length);
  });

  test('bounds its customers, and nobody else', () => {
    const plans = app.of('AWS::ApiGateway::UsagePlan').map(({ properties }) => properties);
    expect(plans.map(({ Throttle, Quota }) => ({ Throttle, Quota }))).toEqual([
      { Throttle: { RateLimit: 50, BurstLimit: 100 }, Quota: { Limit: 1_000_000, Period: 'MONTH' } },
      { Throttle: undefined, Quota: undefined },
    ]);
  });

  test('counts what needs a token, and nothing else', () => {
    for (const { id, properties } of app.of('AWS::ApiGateway::Method'))
      expect(properties.ApiKeyRequired ?? false, id).toBe(properties.AuthorizationType === 'CUSTOM');
  });
});

describe('a release', () => {
  const called = functionsOf(contextos)
    .filter(isBehindApi)
    .map(({ name }) => name)
    .sort();
  const nameOf = (stack: string, reference: unknown) =>
    app.of('AWS::Lambda::Function').find((one) => one.stack === stack && one.id === target(reference))?.properties;

  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
  test('is of every function that the API calls, and of no other: a version, and the alias by which it is called', () => {
    const aliases = app.of('AWS::Lambda::Alias');
    expect(aliases.map(({ stack, properties }) => nameOf(stack, properties.FunctionName)?.FunctionName).sort()).toEqual(
      called.map((name) => NAMES.of(name)),
    );
    for (const { stack, id, properties } of aliases) {
      const version = app
        .of('AWS::Lambda::Version')
        .find((one) => one.stack === stack && one.id === target(properties.FunctionVersion));
      expect(version?.properties.FunctionName, id).toEqual(properties.FunctionName);
      // What served is there until CloudFormation has cleaned up, so that an alias can go back to it, and is no burden later.
      expect(version?.deletionPolicy ?? 'Delete', id).toBe('Delete');
    }
    expect(app.of('AWS::Lambda::Version')).toHaveLength(called.length);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html (Description: replacement)
  test('is one more when only the value of a parameter is another', () => {
    for (const { stack, properties } of app.of('AWS::Lambda::Version')) {
      const digest = { Ref: 'SettingsDigest' };
      expect(properties.Description).toEqual(digest);
      expect(nameOf(stack, properties.FunctionName)?.Description).toEqual(digest);
      expect(JSON.parse(app.templates[stack] as string).Parameters.SettingsDigest).not.toHaveProperty('Default');
    }
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integrate-aliases.html
  test('is what the API calls and has leave to: the alias, for each route and for who asks', () => {
    const ofApi = app.templates[NAMES.of('api')] as string;
    const named = [...ofApi.matchAll(/:function:(alpes-prod-\w+)(:\w+)?/g)];
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set(called.map((name) => NAMES.of(name))));
    expect(new Set(named.map(([, , qualifier]) => qualifier))).toEqual(new Set([':vigente']));
    const leave = app.of('AWS::Lambda::Permission').filter(({ stack }) => stack === NAMES.of('api'));
    expect(leave.length).toBeGreaterThanOrEqual(called.length);
    for (const { id, properties } of leave) expect(JSON.stringify(properties.FunctionName), id).toContain(':vigente"');
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
  test("moves by CodeDeploy, and back by the API's alarms, which are there before it", () => {
    const watching = NAMES.of('vigilancia');
    const groups = app.of('AWS::CodeDeploy::DeploymentGroup');
    expect(groups.map(({ properties }) => properties.DeploymentGroupName).sort()).toEqual(
      called.map((name) => NAMES.of(name)),
    );
    const alarms = app
      .of('AWS::CloudWatch::Alarm')
      .filter(({ properties }) => properties.Namespace === 'AWS/ApiGateway');
    expect(alarms.map(({ stack, properties }) => [stack, properties.MetricName, properties.AlarmName])).toEqual([
      [watching, '5XXError', 'alpes-prod-api-falla'],
      [watching, 'Latency', 'alpes-prod-api-lenta'],
    ]);
    for (const { id, stack, properties } of groups) {
      expect(stack).toBe(watching);
      expect(properties, id).toMatchObject({
        AlarmConfiguration: { Enabled: true, Alarms: alarms.map((one) => ({ Name: one.properties.AlarmName })) },
        AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
        DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      });
    }
    for (const stack of new Set(app.of('AWS::Lambda::Alias').map((one) => one.stack))) {
      expect(app.dependencies[stack], stack).toContain(watching);
      const { Resources } = JSON.parse(app.templates[stack] as string);
      for (const { Type, Properties, UpdatePolicy } of Object.values<any>(Resources))
        if (Type === 'AWS::Lambda::Alias')
          expect(UpdatePolicy).toEqual({
            CodeDeployLambdaAliasUpdate: {
              ApplicationName: NAMES.system,
              DeploymentGroupName: nameOf(stack, Properties.FunctionName)?.FunctionName,
            },
          });
    }
    // A period of the alarms is over before traffic has moved.
    for (const { properties } of alarms) expect(properties.Period * properties.EvaluationPeriods).toBeLessThan(600);
  });

  test('asks no alarm where it is to end one', () => {
    const atOnce = synthesized(code, { account: { shift: 'AT_ONCE' } });
    for (const { properties } of atOnce.of('AWS::CodeDeploy::DeploymentGroup')) {
      expect(properties.DeploymentConfigName).toBe('CodeDeployDefault.LambdaAllAtOnce');
      expect(properties.AlarmConfiguration.Enabled).toBe(false);
    }
    expect(atOnce.of('AWS::Lambda::Alias')).toHaveLength(called.length);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
test('runs are kept for who reads a stream, who lets callers in and what runs by the clock, and for nobody else', () => {
  const reserved = (of: Synthesized) =>
    Object.fromEntries(
      of.of('AWS::Lambda::Function').flatMap(({ properties: { FunctionName, ReservedConcurrentExecutions } }) => {
        return ReservedConcurrentExecutions === undefined ? [] : [[FunctionName, ReservedConcurrentExecutions]];
      }),
    );
  const { stream, authorizer, clock } = EVERYTHING.reserved;
  const due = functionsOf(contextos).flatMap(({ kind, name, declaration }) => {
    if (kind !== 'technical') return [];
    const { on } = declaration.trigger;
    if (on === 'eventLog' || on === 'table') return [[NAMES.of(name), stream] as const];
    if (on === 'authorizer' || on === 'socketAuthorizer') return [[NAMES.of(name), authorizer] as const];
    return on === 'schedule' ? [[NAMES.of(name), clock] as const] : [];
  });
  expect(reserved(app)).toEqual(Object.fromEntries(due));
  expect(Object.keys(reserved(app))).toEqual(
    expect.arrayContaining(['relay', 'autorizador', 'plazos'].map((name) => NAMES.of(name))),
  );
  expect([reserved(plain), reserved(emulated)]).toEqual([{}, {}]);
});

describe('what it costs', () => {
  // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
  test('is told to whoever alarms are told, by the month', () => {
    const [budget] = app.of('AWS::Budgets::Budget');
    expect(budget?.properties.Budget).toMatchObject({
      BudgetName: NAMES.of('presupuesto'),
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 500, Unit: 'USD' },
    });
    const told = budget?.properties.NotificationsWithSubscribers.map(({ Notification, Subscribers }: any) => [
      Notification.NotificationType,
      Notification.Threshold,
      Subscribers.map(({ SubscriptionType, Address }: any) => [SubscriptionType, Address.Ref]),
    ]);
    const alarms = app.of('AWS::SNS::Topic').find(({ properties }) => properties.TopicName === NAMES.alarms);
    expect(told).toEqual([
      ['ACTUAL', 80, [['SNS', alarms?.id]]],
      ['FORECASTED', 100, [['SNS', alarms?.id]]],
    ]);
    const allowed = app
      .of('AWS::SNS::TopicPolicy')
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Principal }) => Principal?.Service === 'budgets.amazonaws.com');
    expect(allowed.map(({ Action, Resource }) => [Action, Resource.Ref])).toEqual([['sns:Publish', alarms?.id]]);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.tableclasses.html
  test('is less for the event log, and for no other table, where it is kept as what is seldom read', () => {
    const classes = (of: Synthesized) =>
      of
        .of('AWS::DynamoDB::Table')
        .flatMap(({ properties: { TableName, TableClass } }) => (TableClass ? [[TableName, TableClass]] : []));
    expect(classes(app)).toEqual([[NAMES.eventLog, 'STANDARD_INFREQUENT_ACCESS']]);
    expect([...classes(plain), ...classes(emulated)]).toEqual([]);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
  test('is told apart by system, stage and context on AWS, also where nobody says anything', () => {
    for (const [stack, tags] of Object.entries(plain.tags))
      expect(tags, stack).toStrictEqual({ system: 'alpes', stage: 'prod', context: NAMES.short(stack) });
    expect(Object.values(emulated.tags).filter((tags) => Object.keys(tags).length > 0)).toEqual([]);
  });
});

describe('a copy for another account', () => {
  const { vault, days, keys } = EVERYTHING.backup;
  const plans = () =>
    Object.fromEntries(
      app.of('AWS::Backup::BackupSelection').map(({ properties: { BackupPlanId, BackupSelection } }) => {
        const { properties } = app.of('AWS::Backup::BackupPlan').find(({ id }) => id === target(BackupPlanId)) ?? {};
        const [table, ...more] = BackupSelection.Resources;
        expect(more).toEqual([]);
        const { properties: copied } = app.of('AWS::DynamoDB::Table').find(({ id }) => id === target(table)) ?? {};
        return [copied?.TableName, properties?.BackupPlan.BackupPlanRule];
      }),
    );

  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
  test('is made each day of the log, and kept there for as long as somebody says', () => {
    expect(Object.keys(plans()).sort()).toEqual([NAMES.keys, NAMES.eventLog]);
    const [own] = app.of('AWS::Backup::BackupVault');
    expect(own).toMatchObject({
      properties: { BackupVaultName: 'alpes-prod-copias' },
      deletionPolicy: 'RetainExceptOnCreate',
    });
    for (const rules of Object.values(plans()))
      expect(rules).toMatchObject([
        { ScheduleExpression: 'cron(0 8 * * ? *)', TargetBackupVault: { 'Fn::GetAtt': [own?.id, 'BackupVaultName'] } },
      ]);
    expect(plans()[NAMES.eventLog][0].CopyActions).toEqual([
      { DestinationBackupVaultArn: vault, Lifecycle: { DeleteAfterDays: days } },
    ]);
  });

  // https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html: "within 8 hours following recovery point expiration";
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html: a copy is as old as its source.
  test('of the keys is gone, here and there, before a deleted key could not be brought back any more', () => {
    const [rule] = plans()[NAMES.keys];
    const [copy, ...others] = rule.CopyActions;
    expect(others).toEqual([]);
    expect(copy.DestinationBackupVaultArn).toBe(keys);
    const recovery = app.of('AWS::DynamoDB::Table').find(({ properties }) => properties.TableName === NAMES.keys)
      ?.properties.PointInTimeRecoverySpecification.RecoveryPeriodInDays;
    for (const { DeleteAfterDays, ...more } of [rule.Lifecycle, copy.Lifecycle]) {
      expect(more).toEqual({});
      expect(DeleteAfterDays * 24 + 8).toBeLessThan(recovery * 24);
    }
  });

  test('of the keys is not made where nobody names a vault for them, and is refused for a stage that keeps none', () => {
    const logAlone = synthesized(code, { account: { backup: { vault, days } } });
    expect(logAlone.of('AWS::Backup::BackupPlan')).toHaveLength(1);
    expect(JSON.stringify(logAlone.resources)).not.toContain(keys);
    expect(() => synthesized(code, { stage: 'dev', account: { backup: EVERYTHING.backup } })).toThrow(
      "The context's account.dev.backup.keys: the stage dev keeps no key that was deleted, and no copy of one.",
    );
  });

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
  test('is made by a role that reads these tables, and puts them there and nowhere else', () => {
    const [selection] = app.of('AWS::Backup::BackupSelection');
    const role = target(selection?.properties.BackupSelection.IamRoleArn);
    const { properties } = app.of('AWS::IAM::Role').find(({ id }) => id === role) ?? {};
    expect(properties).not.toHaveProperty('ManagedPolicyArns');
    const statements = app
      .of('AWS::IAM::Policy')
      .filter((one) => one.properties.Roles.some((of: unknown) => target(of) === role))
      .flatMap((one) => one.properties.PolicyDocument.Statement);
    const may = (action: string) => statements.filter(({ Action }) => [Action].flat().includes(action));
    expect(may('backup:CopyIntoBackupVault').map(({ Resource }) => Resource)).toEqual([[vault, keys]]);
    expect(may('backup:CopyFromBackupVault').map(({ Condition }) => Condition)).toEqual([
      { 'ForAnyValue:ArnEquals': { 'backup:CopyTargets': [vault, keys] } },
    ]);
    const tables = may('dynamodb:StartAwsBackupJob').flatMap(({ Resource }) => Resource.map(target));
    const named = app.of('AWS::DynamoDB::Table').filter(({ id }) => tables.includes(id));
    expect(named.map((one) => one.properties.TableName).sort()).toEqual([NAMES.keys, NAMES.eventLog]);
  });

  // https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-backup.html
  test('that was not made is told to whoever alarms are told', () => {
    const alarms = app.of('AWS::SNS::Topic').find(({ properties }) => properties.TopicName === NAMES.alarms)?.id;
    const rules = app
      .of('AWS::Events::Rule')
      .filter(({ properties }) => properties.EventPattern?.source?.[0] === 'aws.backup');
    expect(rules.map(({ properties }) => properties.EventPattern['detail-type']).sort()).toEqual([
      ['Backup Job State Change'],
      ['Copy Job State Change'],
    ]);
    for (const { id, properties } of rules) {
      expect(properties.EventPattern.detail.state, id).toContain('FAILED');
      expect(
        properties.Targets.map(({ Arn }: any) => target(Arn)),
        id,
      ).toEqual([alarms]);
    }
    const allowed = app
      .of('AWS::SNS::TopicPolicy')
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Principal }) => Principal?.Service === 'events.amazonaws.com');
    expect(allowed.map(({ Action, Resource }) => [Action, target(Resource)])).toContainEqual(['sns:Publish', alarms]);
  });
});

test('nothing of an account is there where nobody says so, nor where a grid has none', () => {
  for (const one of [plain, emulated]) {
    expect(one.resources.filter(({ type }) => ACCOUNTS.test(type))).toEqual([]);
    expect(Object.values(one.templates).join()).not.toContain('tienda.co');
  }
});

/** How a method answers a preflight, if it does. */
function preflightOf({ Integration: { IntegrationResponses = [] } }: any): any {
  return IntegrationResponses.find(({ SelectionPattern }: any) => SelectionPattern === '204');
}

/** What functions have as a variable. */
function variables(name: string, of = app): unknown[] {
  return of.of('AWS::Lambda::Function').flatMap(({ properties }) => properties.Environment.Variables[name] ?? []);
}
