import { describe, expect, test } from 'vitest';
import { emptyHttpApi, type Stage } from '../state.ts';
import { authorizerEvent, integrationEvent, invocationArn, routeArn } from './events.ts';
import type { HttpExchange, Routed } from './exchange.ts';
import { patternOf, type RoutePattern } from './routing.ts';

const DEFAULT: Stage = { name: '$default', automatic: true, variables: {}, throttling: {} };
const DEV: Stage = { ...DEFAULT, name: 'dev', variables: { color: 'azul' } };
const HEADERS = {
  single: { Host: 'h', 'X-A': '2', 'User-Agent': 'prueba', cookie: 'c=3' },
  multi: { Host: ['h'], 'X-A': ['1', '2'], 'User-Agent': ['prueba'], cookie: ['a=1; b=2', 'c=3'] },
  lower: { host: 'h', 'x-a': '2', 'user-agent': 'prueba', cookie: 'c=3' },
};

function routed(
  key: string,
  { exchange = {}, ...more }: Partial<Omit<Routed, 'exchange'>> & { exchange?: object } = {},
) {
  const given: HttpExchange = {
    api: { ...emptyHttpApi('abcdefghij'), name: 'api' },
    stage: DEFAULT,
    requestId: 'id=',
    at: Date.UTC(2020, 2, 12, 19, 3, 58),
    verb: 'GET',
    path: '/my/path',
    rawQuery: '',
    query: null,
    headers: { single: {}, multi: {}, lower: {} },
    protocol: 'HTTP/1.1',
    sourceIp: '127.0.0.1',
    body: Buffer.alloc(0),
    ...exchange,
  };
  const pattern = patternOf(key) as RoutePattern;
  const route = { id: 'r', key, pattern, scopes: [] };
  return { exchange: given, route, pathParameters: {}, ...more };
}

const FULL = routed('POST /ordenes/{id}', {
  exchange: {
    stage: DEV,
    verb: 'POST',
    path: '/ordenes/a%2Fb%C3%B1',
    rawQuery: 'x=1&x=2&y=%C3%B1',
    query: { single: { x: '2', y: 'ñ' }, multi: { x: ['1', '2'], y: ['ñ'] } },
    headers: HEADERS,
    body: Buffer.from('hola'),
  },
  pathParameters: { id: 'a/bñ' },
  caller: { claims: { sub: 'ana' }, scopes: null },
});

const CONTEXT_2 = {
  accountId: '000000000000',
  apiId: 'abcdefghij',
  domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
  domainPrefix: 'abcdefghij',
  requestId: 'id=',
  time: '12/Mar/2020:19:03:58 +0000',
  timeEpoch: 1584039838000,
};
const HTTP = { protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' };

describe('format 2.0', () => {
  test('of a request with everything', () => {
    expect(JSON.parse(integrationEvent(FULL, '2.0'))).toStrictEqual({
      version: '2.0',
      routeKey: 'POST /ordenes/{id}',
      rawPath: '/dev/ordenes/a/bñ',
      rawQueryString: 'x=1&x=2&y=%C3%B1',
      cookies: ['a=1', 'b=2', 'c=3'],
      headers: { 'content-length': '4', host: 'h', 'x-a': '1,2', 'user-agent': 'prueba' },
      queryStringParameters: { x: '1,2', y: 'ñ' },
      requestContext: {
        ...CONTEXT_2,
        authorizer: { jwt: { claims: { sub: 'ana' }, scopes: null } },
        http: { ...HTTP, method: 'POST', path: '/dev/ordenes/a/bñ', userAgent: 'prueba' },
        routeKey: 'POST /ordenes/{id}',
        stage: 'dev',
      },
      body: 'aG9sYQ==',
      pathParameters: { id: 'a/bñ' },
      isBase64Encoded: true,
      stageVariables: { color: 'azul' },
    });
  });

  test('of a request with nothing: what is empty is not there', () => {
    expect(JSON.parse(integrationEvent(routed('$default'), '2.0'))).toStrictEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/my/path',
      rawQueryString: '',
      headers: { 'content-length': '0' },
      requestContext: {
        ...CONTEXT_2,
        http: { ...HTTP, method: 'GET', path: '/my/path', userAgent: '' },
        routeKey: '$default',
        stage: '$default',
      },
      isBase64Encoded: false,
    });
  });

  test('of what an authorizer says', () => {
    const caller = { principalId: 'ana', context: { nivel: 2, roles: ['a'] } };
    const event = JSON.parse(integrationEvent(routed('$default', { caller }), '2.0'));
    expect(event.requestContext.authorizer).toStrictEqual({ lambda: { nivel: 2, roles: ['a'] } });
  });

  test.each([
    ['text/html; charset=utf-8', false],
    ['application/json', false],
    ['Application/JSON; charset=utf-8', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/json-patch+json', true],
    ['application/problem+json', true],
    ['application/x-www-form-urlencoded', true],
    ['image/png', true],
    [undefined, true],
  ])('a body of the type %s is in base64: %s', (type, binary) => {
    const lower = type === undefined ? {} : { 'content-type': type };
    const exchange = { body: Buffer.from('ñ'), headers: { single: {}, multi: {}, lower } };
    const { body, isBase64Encoded } = JSON.parse(integrationEvent(routed('$default', { exchange }), '2.0'));
    expect([body, isBase64Encoded]).toStrictEqual([binary ? 'w7E=' : 'ñ', binary]);
  });
});

describe('format 1.0', () => {
  const CONTEXT_1 = {
    accountId: '000000000000',
    apiId: 'abcdefghij',
    domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'abcdefghij',
    extendedRequestId: 'id=',
    protocol: 'HTTP/1.1',
    requestId: 'id=',
    requestTime: '12/Mar/2020:19:03:58 +0000',
    requestTimeEpoch: 1584039838000,
    resourceId: null,
  };
  const IDENTITY = {
    accessKey: null,
    accountId: null,
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: '127.0.0.1',
    user: null,
    userArn: null,
  };

  test('of a request with everything', () => {
    expect(JSON.parse(integrationEvent(FULL, '1.0'))).toStrictEqual({
      version: '1.0',
      resource: '/ordenes/{id}',
      path: '/dev/ordenes/a/bñ',
      httpMethod: 'POST',
      headers: { 'Content-Length': '4', ...HEADERS.single },
      multiValueHeaders: { 'Content-Length': ['4'], ...HEADERS.multi },
      queryStringParameters: { x: '2', y: 'ñ' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: ['ñ'] },
      requestContext: {
        ...CONTEXT_1,
        authorizer: { claims: { sub: 'ana' }, scopes: null },
        httpMethod: 'POST',
        identity: { ...IDENTITY, userAgent: 'prueba' },
        path: '/dev/ordenes/a/bñ',
        resourcePath: '/ordenes/{id}',
        stage: 'dev',
      },
      pathParameters: { id: 'a/bñ' },
      stageVariables: { color: 'azul' },
      body: 'aG9sYQ==',
      isBase64Encoded: true,
    });
  });

  test('of a request with nothing: what is empty is null', () => {
    expect(JSON.parse(integrationEvent(routed('$default'), '1.0'))).toStrictEqual({
      version: '1.0',
      resource: '$default',
      path: '/my/path',
      httpMethod: 'GET',
      headers: { 'Content-Length': '0' },
      multiValueHeaders: { 'Content-Length': ['0'] },
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      requestContext: {
        ...CONTEXT_1,
        authorizer: { claims: null, scopes: null },
        httpMethod: 'GET',
        identity: { ...IDENTITY, userAgent: null },
        path: '/my/path',
        resourcePath: '$default',
        stage: '$default',
      },
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  test('of what an authorizer says', () => {
    const caller = { principalId: 'ana', context: { nivel: 2 } };
    const event = JSON.parse(integrationEvent(routed('$default', { caller }), '1.0'));
    expect(event.requestContext.authorizer).toStrictEqual({ principalId: 'ana', nivel: 2 });
  });
});

test('the event of an authorizer has no body, and what identifies the caller', () => {
  const { body: _, isBase64Encoded: __, ...of2 } = JSON.parse(integrationEvent(FULL, '2.0'));
  expect(JSON.parse(authorizerEvent(FULL, '2.0', ['a', 'b']))).toStrictEqual({
    ...of2,
    type: 'REQUEST',
    routeArn: 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/POST/ordenes/a/bñ',
    identitySource: ['a', 'b'],
  });
  expect(JSON.parse(authorizerEvent(FULL, '1.0', ['a', 'b']))).toMatchObject({
    version: '1.0',
    type: 'REQUEST',
    methodArn: 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/POST/ordenes/a/bñ',
    identitySource: 'a,b',
    authorizationToken: 'a,b',
    resource: '/ordenes/{id}',
  });
  expect(JSON.parse(authorizerEvent(FULL, '2.0', []))).toMatchObject({ identitySource: null });
});

test('a route is known by its key to a function, and by what was asked for to a policy', () => {
  const arn = 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij';
  expect(invocationArn(FULL)).toBe(`${arn}/dev/POST/ordenes/{id}`);
  expect(invocationArn(routed('$default'))).toBe(`${arn}/$default/$default`);
  expect(routeArn(routed('$default').exchange)).toBe(`${arn}/$default/GET/my/path`);
});
