// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub and selection expressions look like
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startGrid } from '../../grid.ts';
import type { JsonObject } from '../../service.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';
import { connect } from './testing/client.ts';

const allow = (Action: string, more: object) => ({ Statement: [{ Effect: 'Allow', Action, ...more }] });
const of = (Type: string, Properties: object, more: object = {}) => ({ Type, Properties, ...more });
const v2 = (type: string, properties: object, more?: object) =>
  of(`AWS::ApiGatewayV2::${type}`, { ...(type !== 'Api' && { ApiId: { Ref: 'Api' } }), ...properties }, more);

/** An API written by hand, with a function that answers with the route's key. */
function template(changes: Record<string, object> = {}): JsonObject {
  return {
    Resources: {
      Role: of('AWS::IAM::Role', {
        AssumeRolePolicyDocument: allow('sts:AssumeRole', { Principal: { Service: 'lambda.amazonaws.com' } }),
      }),
      Fn: of('AWS::Lambda::Function', {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: 'exports.handler = async (e) => ({ statusCode: 200, body: e.requestContext.routeKey });' },
      }),
      Permission: of('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] },
        Principal: 'apigateway.amazonaws.com',
        SourceArn: { 'Fn::Sub': 'arn:aws:execute-api:us-east-1:000000000000:${Api}/dev/uno' },
      }),
      Api: v2('Api', { Name: 'mano', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '${request.body.a.b}' }),
      Integration: v2('Integration', {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: {
          'Fn::Sub': 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations',
        },
      }),
      ...route('Uno', 'uno'),
      Deployment: v2('Deployment', {}, { DependsOn: ['Uno', 'UnoResponse'] }),
      Stage: v2('Stage', { StageName: 'dev', DeploymentId: { Ref: 'Deployment' } }),
      ...changes,
    },
    Outputs: {
      Url: { Value: { 'Fn::Sub': '${Api.ApiEndpoint}/${Stage}' } },
      Id: { Value: { 'Fn::GetAtt': ['Api', 'ApiId'] } },
    },
  };
}

function route(name: string, RouteKey: string, more: object = {}): Record<string, object> {
  return {
    [name]: v2('Route', { RouteKey, Target: { 'Fn::Sub': 'integrations/${Integration}' }, ...more }),
    [`${name}Response`]: v2('RouteResponse', { RouteId: { Ref: name }, RouteResponseKey: '$default' }),
  };
}

async function start(changes?: Record<string, object>) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mano-'));
  const grid = await startGrid({ assembly: writeAssembly(template(changes)), dataFolder });
  onTestFinished(() => grid.stop());
  return { grid, dataFolder, url: String(grid.outputs.stack?.Url) };
}

const ask = async (client: Awaited<ReturnType<typeof connect>>, key: string) => {
  client.send({ a: { b: key } });
  return client.next();
};

test('a stage shows what its deployment took a picture of, and a function lets in the routes of its permission alone', async () => {
  // Nothing of the deployment depends on this route: the picture is taken before it is there.
  const late = route('Dos', 'dos', {});
  const { grid, url } = await start({ ...late, Dos: { ...late.Dos, DependsOn: 'Deployment' } });
  const client = await connect(url);
  expect(await ask(client, 'uno')).toBe('uno');
  expect(JSON.parse(await ask(client, 'dos')).message).toBe('Forbidden');

  const automatic = v2('Stage', { StageName: 'dev', AutoDeploy: true });
  await grid.update(writeAssembly(template({ ...route('Dos', 'dos'), Stage: automatic })));
  expect(await ask(client, 'uno')).toBe('uno');
  // Now the route is there, and the function does not know it.
  expect(JSON.parse(await ask(client, 'dos')).message).toBe('Internal server error');
  client.socket.close();
});

test('a stage without a deployment has no routes', async () => {
  const { url } = await start({ Stage: v2('Stage', { StageName: 'dev' }) });
  const client = await connect(url);
  expect(JSON.parse(await ask(client, 'uno')).message).toBe('Forbidden');
  client.socket.close();
});

test('settings of a route and the access log', async () => {
  const { grid, url, dataFolder } = await start({
    Stage: v2('Stage', {
      StageName: 'dev',
      DeploymentId: { Ref: 'Deployment' },
      RouteSettings: { uno: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 } },
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:vivo',
        Format:
          '$context.eventType $context.routeKey $context.status $context.identity.sourceIp $context.error.message',
      },
    }),
  });
  grid.clock.freeze();
  const client = await connect(url);
  expect(await ask(client, 'uno')).toBe('uno');
  expect(JSON.parse(await ask(client, 'uno')).message).toBe('Too Many Requests');
  expect(JSON.parse(await ask(client, 'nadie')).message).toBe('Forbidden');
  await grid.stop();
  expect(readFileSync(join(dataFolder, 'logs/vivo.log'), 'utf8').trim().split('\n')).toStrictEqual([
    'CONNECT $connect 200 127.0.0.1 -',
    'MESSAGE uno 200 127.0.0.1 -',
    'MESSAGE uno 429 127.0.0.1 Too Many Requests',
    'MESSAGE $default 403 127.0.0.1 Forbidden',
  ]);
  client.socket.close();
});

const authorizer = (properties: object) => ({
  Authorizer: v2('Authorizer', {
    Name: 'a',
    AuthorizerType: 'REQUEST',
    AuthorizerUri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations',
    ...properties,
  }),
});

test.each<[string, Record<string, object>]>([
  ['ProtocolType HTTP', { Api: v2('Api', { Name: 'a', ProtocolType: 'HTTP' }) }],
  [
    'RouteSelectionExpression $request.header.a',
    { Api: v2('Api', { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.header.a' }) },
  ],
  [
    'DisableExecuteApiEndpoint',
    {
      Api: v2('Api', {
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.a',
        DisableExecuteApiEndpoint: true,
      }),
    },
  ],
  ['"CorsConfiguration"', { Api: v2('Api', { ProtocolType: 'WEBSOCKET', CorsConfiguration: {} }) }],
  ['AuthorizationType AWS_IAM', route('Uno', 'uno', { AuthorizationType: 'AWS_IAM' })],
  ['ApiKeyRequired', route('Uno', 'uno', { ApiKeyRequired: true })],
  ['"RequestModels"', route('Uno', 'uno', { RequestModels: {} })],
  ['RouteResponseSelectionExpression $x', route('Uno', 'uno', { RouteResponseSelectionExpression: '$x' })],
  ['there is no such integration', route('Uno', 'uno', { Target: 'integrations/nadie' })],
  ['Route with key uno already exists', route('Dos', 'uno')],
  [
    'authorization is restricted to the $connect route only',
    { ...authorizer({}), ...route('Uno', 'uno', { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } }) },
  ],
  ['AuthorizerType JWT', authorizer({ AuthorizerType: 'JWT' })],
  ['IdentitySource $request.header.a', authorizer({ IdentitySource: ['$request.header.a'] })],
  ['"AuthorizerResultTtlInSeconds"', authorizer({ AuthorizerResultTtlInSeconds: 60 })],
  ['IntegrationType MOCK', { Integration: v2('Integration', { IntegrationType: 'MOCK' }) }],
  [
    'ConnectionType VPC_LINK',
    { Integration: v2('Integration', { IntegrationType: 'AWS_PROXY', ConnectionType: 'VPC_LINK' }) },
  ],
  ['"RequestTemplates"', { Integration: v2('Integration', { IntegrationType: 'AWS_PROXY', RequestTemplates: {} }) }],
  [
    'between 50 ms and 29000 ms',
    { Integration: v2('Integration', { IntegrationType: 'AWS_PROXY', TimeoutInMillis: 49 }) },
  ],
  ['Deployment id nadie does not exist', { Stage: v2('Stage', { StageName: 'dev', DeploymentId: 'nadie' }) }],
  ['Stage name only allows', { Stage: v2('Stage', { StageName: 'a/b', AutoDeploy: true }) }],
  ['AWS::ApiGatewayV2::DomainName', { Domain: of('AWS::ApiGatewayV2::DomainName', { DomainName: 'a.example' }) }],
])('%s is refused by name', async (name, changes) => {
  await expect(start(changes)).rejects.toThrow(name);
});
