// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub looks like
import { expect, onTestFinished, test } from 'vitest';
import { Clock } from '../../clock.ts';
import { deploy } from '../../cloudformation/deploy.ts';
import type { GridContext } from '../../service.ts';
import { Store } from '../../store.ts';
import { neighbours } from '../apigateway/testing/bench.ts';
import { apigatewayv2Service } from './service.ts';
import { of, route, template, v2 } from './testing/template.ts';

/** Deploys an API with these resources changed, beside functions that nobody calls. */
async function bring(changes?: Record<string, object>): Promise<void> {
  const [clock, store] = [new Clock(), new Store(':memory:')];
  onTestFinished(() => {
    clock.stop();
    store.close();
  });
  const { resources } = apigatewayv2Service({ clock, store } as GridContext);
  const types = new Map([...Object.entries(resources), ...Object.entries(neighbours())]);
  const stacks = [{ name: 'Prueba', template: template(changes), parameters: {} }];
  await deploy({ stacks, types, parameters: {}, store, log: () => {} });
}

const authorizer = (properties: object) => ({
  Authorizer: v2('Authorizer', {
    Name: 'a',
    AuthorizerType: 'REQUEST',
    AuthorizerUri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations',
    ...properties,
  }),
});

test.each<[string, Record<string, object>]>([
  ['ProtocolType MQTT', { Api: v2('Api', { Name: 'a', ProtocolType: 'MQTT' }) }],
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
  [
    'CorsConfiguration of an API with ProtocolType WEBSOCKET',
    { Api: v2('Api', { ProtocolType: 'WEBSOCKET', CorsConfiguration: {} }) },
  ],
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
  [
    'AuthorizerResultTtlInSeconds of an API with ProtocolType WEBSOCKET',
    authorizer({ AuthorizerResultTtlInSeconds: 60 }),
  ],
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
  await expect(bring(changes)).rejects.toThrow(name);
});

const http = (api: object, changes: Record<string, object> = {}) => ({
  Api: v2('Api', { Name: 'a', ProtocolType: 'HTTP', ...api }),
  Integration: v2('Integration', {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    PayloadFormatVersion: '2.0',
  }),
  Uno: httpRoute('GET /uno'),
  UnoResponse: of('AWS::Lambda::Permission', { FunctionName: 'f', Action: 'a', Principal: 'p' }),
  Stage: v2('Stage', { StageName: '$default', AutoDeploy: true }),
  ...changes,
});
const httpRoute = (RouteKey: string, more: object = {}) =>
  v2('Route', { RouteKey, Target: { 'Fn::Sub': 'integrations/${Integration}' }, ...more });
const httpIntegration = (properties: object) => ({
  Integration: v2('Integration', {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    PayloadFormatVersion: '2.0',
    ...properties,
  }),
});
const url = { IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://a.example', PayloadFormatVersion: '1.0' };
const lambda = (properties: object) =>
  authorizer({ AuthorizerPayloadFormatVersion: '2.0', IdentitySource: ['$request.header.a'], ...properties });
const jwt = (properties: object) =>
  v2('Authorizer', {
    Name: 'j',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://a.example', Audience: ['a'] },
    ...properties,
  });

test.each<[string, Record<string, object>]>([
  ['RouteSelectionExpression of an HTTP API is', http({ RouteSelectionExpression: '$request.body.a' })],
  ['CorsConfiguration.AllowPorts', http({ CorsConfiguration: { AllowPorts: [1] } })],
  ['allowOrigin is *', http({ CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true } })],
  ['origin https://a.example/', http({ CorsConfiguration: { AllowOrigins: ['https://a.example/'] } })],
  ['has GET, not a list', http({ CorsConfiguration: { AllowMethods: 'GET' } })],
  ['RouteKey and CredentialsArn need a Target', http({ RouteKey: 'GET /' })],
  ['DisableExecuteApiEndpoint', http({ DisableExecuteApiEndpoint: true })],
  ['"Body"', http({ Body: {} })],
  ['route key uno is not formatted', http({}, { Uno: httpRoute('uno') })],
  ['Route with key GET /uno already exists', http({}, { Dos: httpRoute('GET /uno') })],
  ['AuthorizationType AWS_IAM', http({}, { Uno: httpRoute('GET /uno', { AuthorizationType: 'AWS_IAM' }) })],
  ['requires a valid JWT authorizer', http({}, { Uno: httpRoute('GET /uno', { AuthorizationType: 'JWT' }) })],
  ['Authorization Scopes are only valid', http({}, { Uno: httpRoute('GET /uno', { AuthorizationScopes: ['a'] }) })],
  [
    'RouteResponseSelectionExpression of an API with ProtocolType HTTP',
    http({}, { Uno: httpRoute('GET /uno', { RouteResponseSelectionExpression: '$default' }) }),
  ],
  [
    'a RouteResponse of an API with ProtocolType HTTP',
    http({}, { Respuesta: v2('RouteResponse', { RouteId: { Ref: 'Uno' }, RouteResponseKey: '$default' }) }),
  ],
  ['PayloadFormatVersion must be', http({}, httpIntegration({ PayloadFormatVersion: '3.0' }))],
  ['"IntegrationSubtype"', http({}, httpIntegration({ IntegrationSubtype: 'SQS-SendMessage' }))],
  ['"RequestParameters"', http({}, httpIntegration({ RequestParameters: {} }))],
  ['ConnectionType VPC_LINK', http({}, httpIntegration({ ConnectionType: 'VPC_LINK' }))],
  ['between 50 ms and 30000 ms', http({}, httpIntegration({ TimeoutInMillis: 30_001 }))],
  ['HTTP_PROXY has PayloadFormatVersion 1.0', http({}, httpIntegration({ IntegrationType: 'HTTP_PROXY' }))],
  ['HTTP_PROXY needs an IntegrationMethod', http({}, httpIntegration(url))],
  [
    'with HTTP_PROXY (a URL)',
    http({}, httpIntegration({ ...url, IntegrationMethod: 'GET', IntegrationUri: 'arn:aws:elasticloadbalancing:x' })),
  ],
  ['AuthorizerPayloadFormatVersion must be', http({}, authorizer({}))],
  ['Caching needs', http({}, lambda({ AuthorizerResultTtlInSeconds: 1, IdentitySource: [] }))],
  ['between 0 and 3600', http({}, lambda({ AuthorizerResultTtlInSeconds: 3601 }))],
  [
    'EnableSimpleResponses needs',
    http({}, lambda({ AuthorizerPayloadFormatVersion: '1.0', EnableSimpleResponses: true })),
  ],
  ['IdentitySource route.request.header.a', http({}, lambda({ IdentitySource: ['route.request.header.a'] }))],
  ['one identity source', http({}, { J: jwt({ IdentitySource: [] }) })],
  ['Invalid issuer', http({}, { J: jwt({ JwtConfiguration: { Issuer: 'a', Audience: ['a'] } }) })],
  ['at least one audience', http({}, { J: jwt({ JwtConfiguration: { Issuer: 'https://a.example' } }) })],
  ['AWS::ApiGatewayV2::ApiMapping', http({}, { Mapping: of('AWS::ApiGatewayV2::ApiMapping', { Stage: 'a' }) })],
])('%s is refused of an HTTP API', async (name, changes) => {
  await expect(bring(changes)).rejects.toThrow(name);
});

test('what is not refused of an HTTP API is deployed', () =>
  bring(http({ CorsConfiguration: { AllowOrigins: ['https://*'] } }, { ...lambda({}), J: jwt({}) })));

test('what is not refused is deployed', () => bring());
