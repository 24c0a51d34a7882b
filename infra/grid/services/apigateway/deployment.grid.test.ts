import type { IncomingMessage } from 'node:http';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import paths from '../../conformance/apigateway/paths.json' with { type: 'json' };
import type { JsonObject } from '../../service.ts';
import { createBench, invocationUri } from './testing/bench.ts';

const proxy = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri('eco') };
const api = (properties: JsonObject, more: JsonObject = {}) => ({
  Resources: {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'a', ...more } },
    Metodo: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        HttpMethod: 'GET',
        Integration: proxy,
        ...properties,
      },
    },
    Foto: { Type: 'AWS::ApiGateway::Deployment', DependsOn: 'Metodo', Properties: { RestApiId: { Ref: 'Api' } } },
    Etapa: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Foto' }, StageName: 'dev' },
    },
  },
});

const document = (operation: JsonObject) => ({ openapi: '3.0.1', paths: { '/a': { get: operation } } });

function bench() {
  const made = createBench({ eco: ({ path, requestContext }) => ({ body: `${requestContext.path} ${path}` }) });
  onTestFinished(() => made.stop());
  return made;
}

test.each([
  ['AuthorizationType AWS_IAM', api({ AuthorizationType: 'AWS_IAM' })],
  ['AuthorizationType COGNITO_USER_POOLS', api({ AuthorizationType: 'COGNITO_USER_POOLS' })],
  ['ApiKeyRequired', api({ ApiKeyRequired: true })],
  ['Integration.Type HTTP_PROXY', api({ Integration: { Type: 'HTTP_PROXY', Uri: 'https://a.example' } })],
  ['Integration.ConnectionType VPC_LINK', api({ Integration: { ...proxy, ConnectionType: 'VPC_LINK' } })],
  ['Integration.RequestParameters', api({ Integration: { ...proxy, RequestParameters: {} } })],
  ['Integration.Uri', api({ Integration: { ...proxy, Uri: 'arn:aws:apigateway:us-east-1:sqs:path/a' } })],
  ['"AuthorizationScopes"', api({ AuthorizationScopes: ['a'] })],
  ['DisableExecuteApiEndpoint', api({}, { DisableExecuteApiEndpoint: true })],
  ['OpenAPI 3.0 (3.1.0)', api({}, { Body: { openapi: '3.1.0' } })],
  [
    'x-amazon-apigateway-auth in get /a',
    api({}, { Body: document({ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }) }),
  ],
  ['the security scheme llave', api({}, { Body: document({ security: [{ llave: [] }] }) })],
  [
    'x-amazon-apigateway-api-key-source',
    api({}, { Body: { openapi: '3.0.1', 'x-amazon-apigateway-api-key-source': 'HEADER' } }),
  ],
  ['AWS::ApiGateway::UsagePlan', { Resources: { Plan: { Type: 'AWS::ApiGateway::UsagePlan' } } }],
  ['AWS::ApiGateway::VpcLink', { Resources: { Enlace: { Type: 'AWS::ApiGateway::VpcLink' } } }],
])('%s is refused by name', async (name, template) => {
  await expect(bench().deploy(template)).rejects.toThrow(name);
});

test('the endpoint leads to a stage by the paths of LocalStack', async () => {
  const { deploy, service } = bench();
  await deploy(api({}));
  const id = service.apis()[0]?.id;
  const endpoint = createServer((request: IncomingMessage, response) => {
    if (!service.handle(request, response)) response.writeHead(418).end();
  });
  onTestFinished(() => void endpoint.close());
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${(endpoint.address() as AddressInfo).port}${path}`);
    return [response.status, await response.text()];
  };
  expect(await get(`/_aws/execute-api/${id}/dev`)).toStrictEqual([200, '/dev/ /']);
  expect(await get(`/_aws/execute-api/${id}/dev/?a=1`)).toStrictEqual([200, '/dev/ /']);
  expect(await get(`/restapis/${id}/dev/_user_request_/`)).toStrictEqual([200, '/dev/ /']);
  expect(await get(`/restapis/${id}/dev/_user_request_/nada`)).toMatchObject([
    403,
    '{"message":"Missing Authentication Token"}',
  ]);
  expect(await get(`/restapis/${id}/otra/_user_request_/`)).toStrictEqual([404, '{"message":"Not Found"}']);
  expect(await get(`/restapis/${id}/resources`)).toStrictEqual([418, '']);
});

/** A port after which two are free. */
async function portBeforeTwo(): Promise<number> {
  const listens = (port: number) =>
    new Promise<Server | undefined>((resolve) => {
      const server = createServer().once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  const first = await listens(0);
  const { port } = (first as Server).address() as AddressInfo;
  const next = [await listens(port + 1), await listens(port + 2)];
  for (const server of [first, ...next]) server?.close();
  return next.every((server) => server) ? port : portBeforeTwo();
}

test.each([
  ['a', 'b'],
  ['b', 'a'],
])('APIs have the ports after the endpoint in the order of their names, deployed as %s, %s', async (...names) => {
  const { deploy, service, grid } = bench();
  const port = await portBeforeTwo();
  Object.assign(grid, { endpoint: `http://127.0.0.1:${port}` });
  const both = names.map((Name) => {
    const { Resources } = JSON.parse(
      JSON.stringify(api({}, { Name })).replaceAll(/"(Api|Metodo|Foto|Etapa)"/g, `"$1${Name}"`),
    );
    return Resources;
  });
  await deploy({ Resources: Object.assign({}, ...both) });
  expect(service.apis().map(({ name, url }) => [name, Number(new URL(url).port) - port])).toStrictEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

test.each(paths)('$case: what a function sees of the path', async ({ sent, path, contextPath, proxy }) => {
  const made = createBench({
    eco: (event) => ({ body: JSON.stringify([event.path, event.requestContext.path, event.pathParameters?.proxy]) }),
  });
  onTestFinished(() => made.stop());
  const { Resources } = api({ ResourceId: { Ref: 'Todo' } });
  const parent = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
  const Properties = { RestApiId: { Ref: 'Api' }, ParentId: parent, PathPart: '{proxy+}' };
  const url = await made.deploy({
    Resources: { ...Resources, Todo: { Type: 'AWS::ApiGateway::Resource', Properties } },
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    // As it is: `fetch` would mend the path.
    get({ port: new URL(url).port, path: sent }, resolve).on('error', reject);
  });
  expect(JSON.parse(await text(answer))).toStrictEqual([path, contextPath, proxy]);
});

test('a policy of the API keeps callers out', async () => {
  const Policy = {
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: '*',
        Resource: 'execute-api:/*',
        Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      },
    ],
  };
  const url = await bench().deploy(api({}, { Policy }));
  const response = await fetch(`${url}/`);
  expect(response.status).toBe(403);
  expect(((await response.json()) as JsonObject).Message).toMatch(
    /^User: anonymous is not authorized to perform: execute-api:Invoke on resource: /,
  );
});

test('a new deployment takes effect on the same port, and what is no longer in the template is gone', async () => {
  const { deploy, service } = bench();
  const before = await deploy(api({}));
  expect((await fetch(`${before}/`, { method: 'POST' })).status).toBe(403);
  expect(await deploy(api({ HttpMethod: 'POST' }))).toBe(before);
  expect((await fetch(`${before}/`, { method: 'POST' })).status).toBe(200);
  await deploy({ Resources: {} });
  expect(service.apis()).toStrictEqual([]);
  await expect(fetch(`${before}/`)).rejects.toThrow();
});

test('an answer is of the time of the grid', async () => {
  const { deploy, clock } = bench();
  const url = await deploy(api({}));
  clock.advance(86_400_000);
  const { headers } = await fetch(`${url}/`);
  expect(Math.abs(Date.parse(headers.get('date') ?? '') - clock.now())).toBeLessThan(60_000);
});

test('stopping waits for the requests that were taken', async () => {
  const release = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const made = createBench({
    eco: async () => {
      started.resolve();
      await release.promise;
      return { body: 'listo' };
    },
  });
  const url = await made.deploy(api({}));
  const response = fetch(`${url}/`);
  await started.promise;
  const stopped = made.stop();
  release.resolve();
  expect(await (await response).text()).toBe('listo');
  await stopped;
});
