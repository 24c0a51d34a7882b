import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../service.ts';
import { createBench, functionArn, invocationUri } from './testing/bench.ts';

let decide: (event: JsonObject) => unknown;
const asked: JsonObject[] = [];
const bench = createBench({
  eco: (event) => ({ statusCode: 200, body: JSON.stringify(event) }),
  guardia: (event) => {
    asked.push(event);
    return decide(event);
  },
});
let url = '';

const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('eco'), timeoutInMillis: 3000 };
const guard = {
  type: 'apiKey',
  name: 'Unused',
  in: 'header',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': {
    type: 'request',
    identitySource: 'method.request.header.Authorization, method.request.querystring.cliente',
    authorizerUri: invocationUri('guardia'),
    authorizerResultTtlInSeconds: 60,
  },
};
const guarded = (by: string) => ({ get: { 'x-amazon-apigateway-integration': integration, security: [{ [by]: [] }] } });
const body = {
  openapi: '3.0.1',
  info: { title: 'bodegas', version: '1' },
  paths: { '/cerrada/{id}': guarded('guardia'), '/vigilada': guarded('guardia2') },
  components: { securitySchemes: { guardia: guard, guardia2: guard } },
};
const template = {
  Resources: {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: body } },
    Foto: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
    Etapa: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Foto' }, StageName: 'dev' },
    },
  },
};

beforeAll(async () => {
  url = await bench.deploy(template);
});
beforeEach(() => {
  asked.length = 0;
  decide = () => policy('Allow', '*');
});
afterAll(() => bench.stop());

const policy = (Effect: string, Resource: string, more: JsonObject = {}) => ({
  principalId: 'c',
  policyDocument: { Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }] },
  ...more,
});
const closed = (path = '/cerrada/1?cliente=a', headers: Record<string, string> = { authorization: 'x' }) =>
  fetch(`${url}${path}`, { headers });

test('a request authorizer sees the request; its decision is kept for its time and identity', async () => {
  expect((await closed()).status).toBe(200);
  expect(asked[0]).toMatchObject({
    type: 'REQUEST',
    resource: '/cerrada/{id}',
    path: '/cerrada/1',
    pathParameters: { id: '1' },
    queryStringParameters: { cliente: 'a' },
  });
  expect(asked[0]?.methodArn).toMatch(/\/dev\/GET\/cerrada\/1$/);
  await closed('/cerrada/2?cliente=a');
  expect(asked).toHaveLength(1);
  await closed('/cerrada/1?cliente=b');
  expect(asked).toHaveLength(2);
  bench.clock.advance(60_000);
  await closed();
  expect(asked).toHaveLength(3);
});

test('what one authorizer has decided for a caller is not asked of another', async () => {
  expect((await closed('/cerrada/1?cliente=dos')).status).toBe(200);
  decide = () => policy('Deny', '*');
  expect((await closed('/vigilada?cliente=dos')).status).toBe(403);
  expect((await closed('/cerrada/1?cliente=dos')).status).toBe(200);
  expect(asked).toHaveLength(2);
});

test.each([
  ['without an identity source', () => policy('Allow', '*'), '/cerrada/1?cliente=', 401, '{"message":"Unauthorized"}'],
  [
    'told Unauthorized',
    () => {
      throw new Error('Unauthorized');
    },
    undefined,
    401,
    '{"message":"Unauthorized"}',
  ],
  [
    'with another error',
    () => {
      throw new Error('otro');
    },
    undefined,
    500,
    '{"message":null}',
  ],
  ['without a policy', () => ({ principalId: 'c' }), undefined, 500, '{"message":null}'],
  [
    'without a principal',
    () => ({ ...policy('Allow', '*'), principalId: undefined }),
    undefined,
    500,
    '{"message":null}',
  ],
  [
    'with an object in the context',
    () => policy('Allow', '*', { context: { a: {} } }),
    undefined,
    500,
    '{"message":null}',
  ],
  [
    'with no statement that fits',
    () => policy('Allow', '*/POST/*'),
    undefined,
    403,
    '{"Message":"User is not authorized to access this resource"}',
  ],
  [
    'with a deny',
    () => policy('Deny', '*'),
    undefined,
    403,
    '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
  ],
])('an authorizer %s', async (name, handler, path, status, text) => {
  decide = handler;
  const response = await closed(path ?? `/cerrada/1?cliente=${name}`);
  expect([response.status, await response.text()]).toStrictEqual([status, text]);
});

test('a permission is asked for the authorizer and for the method', async () => {
  bench.checks.length = 0;
  await closed('/cerrada/9?cliente=p');
  expect(
    bench.checks.map(({ permission, source }) => [permission.resource, source.arn.replace(/^.*?\//, '')]),
  ).toStrictEqual([
    [functionArn('guardia'), expect.stringMatching(/^authorizers\/\w{6}$/)],
    [functionArn('eco'), 'dev/GET/cerrada/{id}'],
  ]);
});
