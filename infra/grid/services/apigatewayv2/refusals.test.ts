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
  await expect(bring(changes)).rejects.toThrow(name);
});

test('what is not refused is deployed', () => bring());
