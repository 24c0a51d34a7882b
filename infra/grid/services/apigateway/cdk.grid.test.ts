import { App, aws_apigateway as apigateway, aws_lambda as lambda, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../service.ts';
import { createBench, functionArn } from './testing/bench.ts';

const json = { 'content-type': 'application/json' };
const seen: JsonObject[] = [];
/** The tokens that the authorizer was asked about. */
const asked: string[] = [];
const bench = createBench({
  ordenes: (event) => {
    seen.push(event);
    return { statusCode: 200, body: JSON.stringify({ ruta: event.resource }) };
  },
  guardia: ({ authorizationToken, methodArn }) => {
    asked.push(authorizationToken);
    const Effect = authorizationToken === 'Bearer ok' ? 'Allow' : 'Deny';
    return {
      principalId: 'cliente-1',
      context: { alcance: 'ordenes:leer', nivel: 2 },
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: '*', Resource: methodArn }] },
    };
  },
});
let url = '';

beforeAll(async () => {
  url = await bench.deploy(template() as never);
});
afterAll(() => bench.stop());

/** An API as CDK's own constructs write it. */
function template(): JsonObject {
  const stack = new Stack(new App(), 'Prueba');
  const made = (functionName: string) =>
    new lambda.Function(stack, functionName, {
      functionName,
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('-'),
    });
  const api = new apigateway.RestApi(stack, 'Api', {
    restApiName: 'ordenes',
    cloudWatchRole: true,
    deployOptions: {
      stageName: 'prod',
      variables: { color: 'azul' },
      methodOptions: { '/ordenes/POST': { throttlingRateLimit: 1, throttlingBurstLimit: 2 } },
    },
  });
  api.addGatewayResponse('Default4xx', {
    type: apigateway.ResponseType.DEFAULT_4XX,
    responseHeaders: { 'Content-Type': "'application/problem+json'", 'X-Peticion': 'context.requestId' },
    templates: {
      'application/json':
        '{"title":$context.error.messageString,"type":"urn:$context.error.responseType","detail":"$!context.error.validationErrorString"}',
    },
  });
  const authorizer = new apigateway.TokenAuthorizer(stack, 'Guardia', {
    handler: made('guardia'),
    validationRegex: 'Bearer .+',
  });
  const integration = new apigateway.LambdaIntegration(made('ordenes'));
  const model = api.addModel('Orden', {
    schema: {
      type: apigateway.JsonSchemaType.OBJECT,
      required: ['sku'],
      properties: {
        sku: { type: apigateway.JsonSchemaType.STRING },
        cantidad: { type: apigateway.JsonSchemaType.INTEGER, minimum: 1 },
      },
    },
  });
  const ordenes = api.root.addResource('ordenes');
  ordenes.addCorsPreflight({ allowOrigins: ['https://a.example', 'https://b.example'], allowMethods: ['GET', 'POST'] });
  ordenes.addMethod('GET', integration, {
    requestParameters: { 'method.request.querystring.estado': true },
    requestValidator: api.addRequestValidator('Parametros', { validateRequestParameters: true }),
  });
  ordenes.addMethod('POST', integration, {
    requestModels: { 'application/json': model },
    requestValidator: api.addRequestValidator('Cuerpo', { validateRequestBody: true }),
  });
  ordenes.addResource('{id}').addMethod('GET', integration, { authorizer, operationName: 'verOrden' });
  return Template.fromStack(stack).toJSON();
}

test('a function gets the proxy event and its permission is checked for the method', async () => {
  const response = await fetch(`${url}/ordenes/a%2Fb?x=1&x=2&y=%C3%B1`, {
    headers: { authorization: 'Bearer ok', 'User-Agent': 'prueba', 'X-A': '1' },
  });
  expect([response.status, await response.json()]).toStrictEqual([200, { ruta: '/ordenes/{id}' }]);
  const [api] = bench.service.apis();
  const event = seen.at(-1);
  expect(event).toMatchObject({
    resource: '/ordenes/{id}',
    path: '/ordenes/a%2Fb',
    httpMethod: 'GET',
    headers: {
      Authorization: 'Bearer ok',
      'User-Agent': 'prueba',
      'X-A': '1',
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Proto': 'http',
    },
    multiValueHeaders: { 'X-A': ['1'] },
    queryStringParameters: { x: '2', y: 'ñ' },
    multiValueQueryStringParameters: { x: ['1', '2'], y: ['ñ'] },
    pathParameters: { id: 'a%2Fb' },
    stageVariables: { color: 'azul' },
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: api?.id,
      stage: 'prod',
      path: '/prod/ordenes/a%2Fb',
      resourcePath: '/ordenes/{id}',
      operationName: 'verOrden',
      httpMethod: 'GET',
      protocol: 'HTTP/1.1',
      requestId: response.headers.get('x-amzn-requestid'),
      extendedRequestId: response.headers.get('x-amz-apigw-id'),
      identity: { sourceIp: '127.0.0.1', userAgent: 'prueba' },
      authorizer: { principalId: 'cliente-1', alcance: 'ordenes:leer', nivel: '2' },
    },
  });
  expect(event?.headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  expect(event?.headers).not.toHaveProperty('connection');
  expect(bench.checks.slice(-2)).toStrictEqual([
    {
      source: { service: 'apigateway.amazonaws.com', arn: expect.stringMatching(`:${api?.id}/authorizers/\\w{6}$`) },
      permission: { action: 'lambda:InvokeFunction', resource: functionArn('guardia') },
    },
    {
      source: {
        service: 'apigateway.amazonaws.com',
        arn: `arn:aws:execute-api:us-east-1:000000000000:${api?.id}/prod/GET/ordenes/{id}`,
      },
      permission: { action: 'lambda:InvokeFunction', resource: functionArn('ordenes') },
    },
  ]);
});

test.each([
  ['no route', 'GET /nada', {}, 403, 'Missing Authentication Token', 'MISSING_AUTHENTICATION_TOKEN'],
  ['no token', 'GET /ordenes/1', {}, 401, 'Unauthorized', 'UNAUTHORIZED'],
  [
    'a token of another form',
    'GET /ordenes/1',
    { headers: { authorization: 'Basic x' } },
    401,
    'Unauthorized',
    'UNAUTHORIZED',
  ],
  [
    'a parameter that is missing',
    'GET /ordenes',
    {},
    400,
    'Missing required request parameters: [estado]',
    'BAD_REQUEST_PARAMETERS',
  ],
  [
    'a body that is not JSON',
    'POST /ordenes',
    { body: '{', headers: json },
    400,
    'Invalid request body',
    'BAD_REQUEST_BODY',
  ],
])('%s is answered in the words of the gateway response', async (_, request, init, status, title, type) => {
  const [method = '', path] = request.split(' ');
  const response = await fetch(`${url}${path}`, { method, ...init });
  expect([response.status, await response.json()]).toStrictEqual([status, { title, type: `urn:${type}`, detail: '' }]);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('x-peticion')).toBe(response.headers.get('x-amzn-requestid'));
  bench.clock.advance(5000);
});

test('a body against the model is told what is wrong with it', async () => {
  const response = await fetch(`${url}/ordenes`, { method: 'POST', headers: json, body: '{"cantidad":0}' });
  expect(await response.json()).toMatchObject({
    title: 'Invalid request body',
    detail:
      '[object has missing required properties (["sku"]), numeric instance is lower than the required minimum (minimum: 1, found: 0)]',
  });
  bench.clock.advance(5000);
});

// https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html: "Otherwise, it will return a 401 Unauthorized response
// without calling the Lambda function."
test.each(['Basic ok', 'Bearer ', 'Un Bearer ok'])('the authorizer is not asked about %j', async (authorization) => {
  const before = asked.length;
  expect((await fetch(`${url}/ordenes/1`, { headers: { authorization } })).status).toBe(401);
  expect(asked.slice(before)).toStrictEqual([]);
});

test('a denied caller gets 403', async () => {
  const response = await fetch(`${url}/ordenes/1`, { headers: { authorization: 'Bearer otro' } });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ type: 'urn:ACCESS_DENIED' });
});

test('a method over its limit answers 429 until the bucket fills', async () => {
  const post = async () =>
    (await fetch(`${url}/ordenes`, { method: 'POST', headers: json, body: '{"sku":"a"}' })).status;
  bench.clock.freeze();
  expect([await post(), await post(), await post()]).toStrictEqual([200, 200, 429]);
  bench.clock.advance(1000);
  expect([await post(), await post()]).toStrictEqual([200, 429]);
  bench.clock.resume();
});

test.each([
  ['https://a.example', 'https://a.example'],
  ['https://b.example', 'https://b.example'],
  ['https://c.example', 'https://a.example'],
])('the preflight of %s allows %s', async (origin, allowed) => {
  const response = await fetch(`${url}/ordenes`, { method: 'OPTIONS', headers: { origin } });
  expect([response.status, response.headers.get('access-control-allow-origin')]).toStrictEqual([204, allowed]);
  expect(response.headers.get('access-control-allow-methods')).toBe('GET,POST');
  expect(response.headers.get('vary')).toBe('Origin');
});

test('its port tells its health', async () => {
  const response = await fetch(`${url}/_alpes/health`);
  expect([response.status, await response.json()]).toStrictEqual([
    200,
    { status: 'ok', api: 'ordenes', stage: 'prod' },
  ]);
});
