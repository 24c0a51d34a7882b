import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Shop, startShop } from '../testing/shop.ts';

let shop: Shop;
let url = '';
beforeAll(async () => {
  shop = await startShop();
  url = shop.output('Url').replace(/\/$/, '');
});
afterAll(() => shop.stop());

const statusAndBody = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${url}${path}`, init);
  return [answer.status, await answer.text()];
};
const failure = (status: number, message: string) => [status, JSON.stringify({ message })];

test('its URL is a path of the endpoint, which the outputs and the list of APIs name', () => {
  const base = `${shop.grid.endpoint}/_aws/execute-api`;
  expect(url).toBe(`${base}/${shop.output('Id')}`);
  expect(shop.output('DevUrl')).toBe(`${url}/dev`);
  expect(shop.grid.apis).toStrictEqual({
    tienda: url,
    'tienda/dev': `${url}/dev`,
    rapida: shop.output('QuickUrl'),
  });
});

test('a function gets the event of format 2.0, and what it returns is the answer', async () => {
  const answer = await fetch(`${url}/ordenes/a%20b?x=1&x=2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'User-Agent': 'prueba', 'X-A': '1', cookie: 'c=1; d=2' },
    body: '{"a":1}',
  });
  expect([answer.status, answer.headers.get('content-type')]).toStrictEqual([200, 'application/json']);
  const id = shop.output('Id');
  const event = (await answer.json()) as { headers: Record<string, string> };
  expect(event).toStrictEqual({
    version: '2.0',
    routeKey: 'POST /ordenes/{id}',
    rawPath: '/ordenes/a b',
    rawQueryString: 'x=1&x=2',
    cookies: ['c=1', 'd=2'],
    headers: expect.objectContaining({
      'content-length': '7',
      'content-type': 'application/json',
      host: new URL(url).host,
      'user-agent': 'prueba',
      'x-a': '1',
      'x-forwarded-for': '127.0.0.1',
    }),
    queryStringParameters: { x: '1,2' },
    requestContext: {
      accountId: '000000000000',
      apiId: id,
      domainName: `${id}.execute-api.us-east-1.amazonaws.com`,
      domainPrefix: id,
      http: {
        method: 'POST',
        path: '/ordenes/a b',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'prueba',
      },
      requestId: answer.headers.get('apigw-requestid'),
      routeKey: 'POST /ordenes/{id}',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    body: '{"a":1}',
    pathParameters: { id: 'a b' },
    isBase64Encoded: false,
  });
  expect(event.headers).not.toHaveProperty('cookie');
  expect(event.headers).not.toHaveProperty('connection');
});

test('a function of format 1.0 gets that, for any method', async () => {
  const answer = await fetch(`${url}/viejo/x/y`, { method: 'DELETE' });
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await answer.json()).toMatchObject({
    version: '1.0',
    resource: '/viejo/{proxy+}',
    path: '/viejo/x/y',
    httpMethod: 'DELETE',
    pathParameters: { proxy: 'x/y' },
    requestContext: { resourcePath: '/viejo/{proxy+}', stage: '$default' },
  });
});

test('an answer with cookies, bytes and a status', async () => {
  const answer = await fetch(`${url}/ordenes/1?como=cookies`);
  expect([answer.status, answer.headers.get('content-type')]).toStrictEqual([201, 'image/png']);
  expect(answer.headers.getSetCookie()).toStrictEqual(['a=1; Secure', 'b=2']);
  expect([...new Uint8Array(await answer.arrayBuffer())]).toStrictEqual([1, 2, 3]);
  // The API has its own CORS, and the page is none of those that it knows.
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test('HEAD is a method like any other', async () => {
  const head = await fetch(`${url}/viejo/x`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toStrictEqual([200, '']);
  expect((await fetch(`${url}/ordenes/1`, { method: 'HEAD' })).status).toBe(404);
});

test.each([
  ['no route', '/nada', 404, 'Not Found'],
  ['a slash more than the route has', '/ordenes/1/', 404, 'Not Found'],
  ['a function that fails', '/ordenes/1?como=falla', 500, 'Internal Server Error'],
  ['a malformed answer', '/ordenes/1?como=malformada', 500, 'Internal Server Error'],
  ['a function that does not let the API in', '/cerrada', 500, 'Internal Server Error'],
  ['a function that is late', '/tarda?como=tarda', 503, 'Service Unavailable'],
  ['no token', '/token', 401, 'Unauthorized'],
  ['nothing to ask the authorizer about', '/simple', 401, 'Unauthorized'],
])('%s: the answer is the own one of the gateway', async (_, path, status, message) => {
  expect(await statusAndBody(path)).toStrictEqual(failure(status, message));
});

test('text is an answer', async () => {
  expect(await statusAndBody('/ordenes/1?como=texto')).toStrictEqual([200, 'hola']);
});

test('a body of more than 10 MB is too large', async () => {
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect(await statusAndBody('/ordenes/1', { method: 'POST', body })).toStrictEqual(
    failure(413, 'Request Entity Too Large'),
  );
});

test('what a host name of AWS calls leads there too', async () => {
  const { hostname, port } = new URL(shop.grid.endpoint);
  const headers = { host: `${shop.output('Id')}.execute-api.localhost:${port}` };
  const body = await new Promise<string>((resolve, reject) => {
    request({ hostname, port, path: '/ordenes/1?como=texto', headers }, (answer) => {
      answer.setEncoding('utf8').on('data', resolve);
    })
      .on('error', reject)
      .end();
  });
  expect(body).toBe('hola');
});

test('the API of a Target takes everything; its function reaches the other by the URL in its environment', async () => {
  const answer = await fetch(`${shop.output('QuickUrl')}/lo/que/sea`, { method: 'PUT' });
  expect(await answer.json()).toMatchObject({
    routeKey: 'GET /ordenes/{id}',
    rawPath: '/ordenes/9',
    rawQueryString: 'x=1',
  });
});

test('the gateway answers a preflight, and a page of the configured origin may read answers', async () => {
  const origin = 'https://a.example';
  const preflight = { origin, 'access-control-request-method': 'POST' };
  const asked = await fetch(`${url}/ordenes/1`, { method: 'OPTIONS', headers: preflight });
  const corsOf = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
  expect([asked.status, corsOf(asked)]).toStrictEqual([
    204,
    {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '300',
    },
  ]);
  const sent = { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'x-a' };
  expect(corsOf(await fetch(`${url}/ordenes/1?como=cookies`, { headers: { origin } }))).toStrictEqual(sent);
  expect(corsOf(await fetch(`${url}/nada`, { headers: { origin } }))).toStrictEqual(sent);
  expect(corsOf(await fetch(`${url}/ordenes/1`, { headers: { origin: 'https://b.example' } }))).toStrictEqual({});
  // A route of any method takes the preflight too, and what guards it does not know browsers.
  expect((await fetch(`${url}/simple`, { method: 'OPTIONS', headers: preflight })).status).toBe(401);
  const taken = await fetch(`${url}/viejo/x`, { method: 'OPTIONS', headers: preflight });
  expect([taken.status, taken.headers.get('access-control-allow-origin')]).toStrictEqual([200, origin]);
});

test('a token of the issuer lets in, and says who calls', async () => {
  const token = await shop.token({ sub: 'ana', grupos: ['a', 'b'], nivel: 2 });
  const answer = await fetch(`${url}/token`, { headers: { authorization: `Bearer ${token}` } });
  const { requestContext } = (await answer.json()) as { requestContext: { authorizer: unknown } };
  expect(requestContext.authorizer).toStrictEqual({
    jwt: {
      claims: expect.objectContaining({ sub: 'ana', aud: 'tienda', grupos: '[a b]', nivel: '2' }),
      scopes: null,
    },
  });
});

test.each<[string, Record<string, string>, number, string]>([
  ['for another audience', { aud: 'otra' }, 401, 'error_description="the token does not have a valid audience"'],
  ['without a scope of the route', { scope: 'borrar' }, 403, 'Bearer scope="escribir leer" error="insufficient_scope"'],
])('a token %s does not', async (_, claims, status, challenge) => {
  const authorization = await shop.token(claims);
  const answer = await fetch(`${url}/token`, { method: 'POST', headers: { authorization } });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('www-authenticate')).toContain(challenge);
});

test.each([
  ['tells nothing of itself', 'mudo', 'OIDC discovery endpoint communication error'],
  ['has no keys where it says', 'sin-claves', 'JWKS communication error'],
])('no token lets in while its issuer %s', async (_, issuer, description) => {
  const authorization = await shop.token({});
  const answer = await fetch(`${url}/token/${issuer}`, { headers: { authorization } });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe(
    `Bearer scope="" error="invalid_token" error_description="${description}"`,
  );
});

test('a token with one of the scopes does', async () => {
  const authorization = await shop.token({ scope: 'leer otro' });
  const answer = await fetch(`${url}/token`, { method: 'POST', headers: { authorization } });
  const { requestContext } = (await answer.json()) as { requestContext: { authorizer: { jwt: object } } };
  expect(requestContext.authorizer.jwt).toMatchObject({ scopes: ['leer'] });
});

test('an authorizer that says yes or no is asked once a minute for the same caller', async () => {
  shop.grid.clock.freeze();
  const ask = (token: string) => fetch(`${url}/simple`, { headers: { 'x-token': token } });
  const said = async () => {
    const { requestContext } = (await (await ask('bueno')).json()) as {
      requestContext: { authorizer: { lambda: { vez: string } } };
    };
    return requestContext.authorizer.lambda;
  };
  const first = await said();
  expect(first).toStrictEqual({
    vez: expect.any(String),
    roles: ['a', 'b'],
    routeArn: `arn:aws:execute-api:us-east-1:000000000000:${shop.output('Id')}/$default/GET/simple`,
  });
  expect(await said()).toStrictEqual(first);
  shop.grid.clock.advance(60_000);
  expect((await said()).vez).not.toBe(first.vez);
  expect((await ask('malo')).status).toBe(403);
  expect((await ask('roto')).status).toBe(500);
  shop.grid.clock.resume();
});

test('an authorizer of format 1.0 gives a policy', async () => {
  const answer = await fetch(`${url}/politica?token=bueno`);
  const { requestContext } = (await answer.json()) as { requestContext: { authorizer: unknown } };
  expect(requestContext.authorizer).toStrictEqual({ lambda: { nivel: 2 } });
  expect(await statusAndBody('/politica?token=malo')).toStrictEqual(failure(403, 'Forbidden'));
  expect(await statusAndBody('/politica?token=nadie')).toStrictEqual(failure(401, 'Unauthorized'));
});

test('another server gets a request as it came, and its answer goes back', async () => {
  const answer = await fetch(`${url}/fuera/x/y%20z?q=1`, { method: 'PUT', headers: { 'x-b': '2' }, body: 'hola' });
  expect([answer.status, answer.headers.get('x-a'), await answer.text()]).toStrictEqual([202, '1', 'de fuera']);
  expect(answer.headers.getSetCookie()).toStrictEqual(['a=1', 'b=2']);
  expect(shop.handed.at(-1)).toMatchObject({
    method: 'PUT',
    url: '/base/x/y%20z?q=1',
    headers: { 'x-b': '2' },
    body: 'hola',
  });
});

test('a stage has its name in the path, its variables, its limits and its log; a new route shows at once', async () => {
  shop.grid.clock.freeze();
  const dev = shop.output('DevUrl');
  expect(await (await fetch(`${dev}/ordenes/1`)).json()).toMatchObject({
    rawPath: '/dev/ordenes/1',
    requestContext: { stage: 'dev', http: { path: '/dev/ordenes/1' } },
    stageVariables: { color: 'azul' },
  });
  const statusOf = async (path: string) => (await fetch(`${dev}${path}`)).status;
  expect([await statusOf('/ordenes/1'), await statusOf('/ordenes/1')]).toStrictEqual([200, 429]);
  shop.grid.clock.advance(1_000);
  expect(await statusOf('/ordenes/1')).toBe(200);
  expect(await statusOf('/nueva')).toBe(404);
  const changes = await shop.grid.update(shop.withRoute('/nueva'));
  expect(changes).toContainEqual(expect.stringMatching(/^Tienda: ShopGETnueva\w+ \(AWS::ApiGatewayV2::Route\)$/));
  shop.grid.clock.advance(1_000);
  expect(await statusOf('/nueva')).toBe(200);
  shop.grid.clock.resume();
  await shop.grid.stop();
  expect(shop.accesses()).toStrictEqual([
    'GET /dev/ordenes/1 GET /ordenes/{id} 200 -',
    'GET /dev/ordenes/1 GET /ordenes/{id} 200 -',
    'GET /dev/ordenes/1 GET /ordenes/{id} 429 Too Many Requests',
    'GET /dev/ordenes/1 GET /ordenes/{id} 200 -',
    'GET /dev/nueva - 404 Not Found',
    'GET /dev/nueva GET /nueva 200 -',
  ]);
});
