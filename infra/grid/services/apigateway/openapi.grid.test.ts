import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AwsError, type Call, type JsonObject, type RawAnswer } from '../../service.ts';
import { createBench, invocationUri } from './testing/bench.ts';

let answer: (event: JsonObject) => unknown;
const bench = createBench({
  eco: (event) => answer(event),
});
let url = '';

const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('eco'), timeoutInMillis: 3000 };
const operation = (more: JsonObject = {}) => ({ 'x-amazon-apigateway-integration': integration, ...more });
const body = {
  openapi: '3.0.1',
  info: { title: 'bodegas', version: '1' },
  'x-amazon-apigateway-request-validators': { todo: { validateRequestBody: true, validateRequestParameters: true } },
  'x-amazon-apigateway-gateway-responses': { THROTTLED: { statusCode: 503 } },
  paths: {
    '/': {
      get: operation(),
      options: {
        'x-amazon-apigateway-integration': {
          type: 'mock',
          passthroughBehavior: 'when_no_match',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: '200',
              responseParameters: {
                'method.response.header.Access-Control-Allow-Origin': "'*'",
                'method.response.header.X-Etapa': 'context.stage',
              },
              responseTemplates: { 'application/json': '{"ip":"$context.identity.sourceIp"}' },
            },
          },
        },
      },
    },
    '/eco/{proxy+}': { 'x-amazon-apigateway-any-method': operation() },
    '/abierta': { get: operation({ security: [] }) },
    '/bodegas': {
      parameters: [{ name: 'X-Ciudad', in: 'header', required: true, schema: { type: 'string' } }],
      post: operation({
        operationId: 'registrarBodega',
        'x-amazon-apigateway-request-validator': 'todo',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Bodega' } } } },
      }),
    },
  },
  components: {
    schemas: {
      Bodega: { type: 'object', required: ['lugar'], properties: { lugar: { $ref: '#/components/schemas/Lugar' } } },
      Lugar: { type: 'object', properties: { lat: { type: 'number', maximum: 90, nullable: true } } },
    },
  },
};
const template = {
  Resources: {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Body: body, BinaryMediaTypes: ['image/*'], MinimumCompressionSize: 2000 },
    },
    Foto: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
    Etapa: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        DeploymentId: { Ref: 'Foto' },
        StageName: 'dev',
        AccessLogSetting: {
          DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:accesos',
          Format: '$context.httpMethod $context.path $context.status $context.nada',
        },
      },
    },
  },
};

beforeAll(async () => {
  url = await bench.deploy(template);
});
beforeEach(() => {
  answer = (event) => ({ statusCode: 200, body: JSON.stringify(event) });
});
afterAll(() => bench.stop());

test.each([
  ['another member', () => ({ cuerpo: 1 }), 502],
  ['not an object', () => 'hola', 502],
  ['a header that HTTP does not allow', () => ({ headers: { 'X-A': 'a\nb' } }), 502],
  [
    'a function error',
    () => {
      throw new Error('no');
    },
    502,
  ],
  [
    'a throttled function',
    () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    },
    500,
  ],
  [
    'a function that may not be invoked',
    () => {
      throw new AwsError('AccessDeniedException', 'no', 403);
    },
    500,
  ],
])('%s is an internal server error', async (_, handler, status) => {
  answer = handler;
  const response = await fetch(`${url}/`);
  expect([response.status, await response.text()]).toStrictEqual([status, '{"message":"Internal server error"}']);
});

test('an integration that takes too long answers 504, on the clock of the grid', async () => {
  const started = Promise.withResolvers<void>();
  answer = () => new Promise(() => started.resolve());
  const response = fetch(`${url}/`);
  await started.promise;
  bench.clock.advance(3000);
  expect([(await response).status, await (await response).json()]).toStrictEqual([
    504,
    { message: 'Endpoint request timed out' },
  ]);
});

test('every method reaches a greedy resource; HEAD has no body', async () => {
  const event = await (await fetch(`${url}/eco/a/b%20c/`, { method: 'PATCH', body: 'ñ' })).json();
  expect(event).toMatchObject({
    resource: '/eco/{proxy+}',
    pathParameters: { proxy: 'a/b%20c' },
    body: 'ñ',
    httpMethod: 'PATCH',
  });
  const head = await fetch(`${url}/eco/a`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toStrictEqual([200, '']);
});

test('binary bodies travel as base64 in both directions', async () => {
  answer = ({ body: sent, isBase64Encoded }) => ({
    headers: { 'Content-Type': 'image/png', 'X-Was': isBase64Encoded },
    body: sent,
    isBase64Encoded: true,
  });
  const sent = Buffer.from([0, 255, 128]);
  const response = await fetch(`${url}/eco/x`, {
    method: 'PUT',
    body: sent,
    headers: { 'content-type': 'image/png', accept: 'image/png' },
  });
  expect(response.headers.get('x-was')).toBe('true');
  expect(Buffer.from(await response.arrayBuffer())).toStrictEqual(sent);
});

test('a mock of the document answers from its templates', async () => {
  const response = await fetch(`${url}/`, { method: 'OPTIONS' });
  expect([response.status, await response.text()]).toStrictEqual([200, '{"ip":"127.0.0.1"}']);
  expect([response.headers.get('access-control-allow-origin'), response.headers.get('x-etapa')]).toStrictEqual([
    '*',
    'dev',
  ]);
});

test('large answers are compressed for who accepts it', async () => {
  answer = () => ({ body: 'a'.repeat(5000) });
  const response = await fetch(`${url}/`, { headers: { 'accept-encoding': 'gzip' } });
  expect([response.headers.get('content-encoding'), (await response.text()).length]).toStrictEqual(['gzip', 5000]);
});

test.each([
  ['gzip', gzipSync, 413, 'Request Too Long'],
  ['deflate', deflateSync, 413, 'Request Too Long'],
  ['gzip', (body: Buffer) => body.subarray(0, 9), 400, 'Could not decompress the body'],
])('a body in %s that is more than 10 MB, or nothing, unpacked is refused', async (coding, pack, status, message) => {
  const headers = { 'content-encoding': coding };
  const response = await fetch(`${url}/eco/x`, {
    method: 'POST',
    headers,
    body: Buffer.from(pack(Buffer.alloc(10 * 1024 * 1024 + 1))),
  });
  expect([response.status, await response.json()]).toStrictEqual([status, { message }]);
});

test('a body over 10 MB is refused', async () => {
  const response = await fetch(`${url}/eco/x`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
  expect([response.status, await response.json()]).toStrictEqual([413, { message: 'Request Too Long' }]);
});

test('several cookies and repeated headers come and go', async () => {
  answer = ({ multiValueHeaders, headers }) => ({
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    body: JSON.stringify([multiValueHeaders['X-A'], headers['X-A']]),
  });
  const response = await new Promise<string>((resolve, reject) => {
    const outgoing = httpRequest(`${url}/`, (incoming) => {
      incoming.setEncoding('utf8').on('data', (text) => resolve(`${incoming.headers['set-cookie']} ${text}`));
    });
    outgoing.on('error', reject).setHeader('X-A', ['1', '2']).end();
  });
  expect(response).toBe('a=1,b=2 [["1","2"],"2"]');
});

test('a trace is passed on, and the forwarding headers are extended', async () => {
  const trace = 'Root=1-67891233-abcdef012345678912345678;Sampled=1';
  const response = await fetch(`${url}/`, { headers: { 'x-amzn-trace-id': trace, 'x-forwarded-for': '10.0.0.1' } });
  expect(response.headers.get('x-amzn-trace-id')).toBe(trace);
  expect(((await response.json()) as JsonObject).headers).toMatchObject({
    'X-Amzn-Trace-Id': trace,
    'X-Forwarded-For': '10.0.0.1, 127.0.0.1',
  });
});

test.each(['', 'Sampled=0', 'Root=casa;Sampled=0'])('a trace header without a trace gets one: "%s"', async (given) => {
  const response = await fetch(`${url}/`, { headers: { 'x-amzn-trace-id': given } });
  const trace = response.headers.get('x-amzn-trace-id');
  expect(trace).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;Sampled=0)?$/);
  expect(trace?.endsWith(';Sampled=0')).toBe(given !== '');
  expect(((await response.json()) as JsonObject).headers).toMatchObject({ 'X-Amzn-Trace-Id': trace });
});

test('names like __proto__ are names like others', async () => {
  const event = (await (await fetch(`${url}/?__proto__=1&constructor=2`)).json()) as JsonObject;
  expect(Object.entries(event.queryStringParameters)).toStrictEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ]);
});

test('parameters and body are validated as the document says', async () => {
  const post = async (payload: string, headers: Record<string, string> = { 'x-ciudad': 'Cali' }) => {
    const response = await fetch(`${url}/bodegas`, {
      method: 'POST',
      body: payload,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    });
    return [response.status, ((await response.json()) as JsonObject).message];
  };
  expect(await post('{"lugar":{"lat":4}}')).toStrictEqual([200, undefined]);
  expect(await post('{"lugar":{}}', {})).toStrictEqual([400, 'Missing required request parameters: [X-Ciudad]']);
  for (const wrong of ['', '{}', '{"lugar":{"lat":91}}', '{"lugar":{"lat":null}}'])
    expect(await post(wrong)).toStrictEqual([400, 'Invalid request body']);
});

test('tools see the API', async () => {
  const [api] = bench.service.apis();
  const run = (action: string, input: JsonObject) =>
    bench.service.actions[action]?.run({ input } as unknown as Call) as JsonObject;
  expect(run('GetRestApis', {}).item).toMatchObject([{ id: api?.id, name: 'bodegas' }]);
  expect(run('GetStages', { restApiId: api?.id }).item).toMatchObject([{ stageName: 'dev' }]);
  expect(run('GetResources', { restApiId: api?.id }).item.map(({ path }: JsonObject) => path)).toContain(
    '/eco/{proxy+}',
  );
  const exported = run('GetExport', {
    restApiId: api?.id,
    stageName: 'dev',
    exportType: 'oas30',
  }) as unknown as RawAnswer;
  expect(JSON.parse(String(exported.body)).paths['/bodegas'].post).toMatchObject({
    operationId: 'registrarBodega',
    requestBody: { required: true },
  });
});

test('answers are written to the access log', async () => {
  await fetch(`${url}/nada`);
  await bench.service.stop?.();
  const log = readFileSync(join(bench.grid.dataFolder, 'logs', 'accesos.log'), 'utf8')
    .trim()
    .split('\n');
  expect(log.at(-1)).toBe('GET /dev/nada 403 -');
});
