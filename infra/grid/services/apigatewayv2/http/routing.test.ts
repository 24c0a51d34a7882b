import { expect, test } from 'vitest';
import { patternOf, type RoutePattern, selectRoute } from './routing.ts';

const routesOf = (...keys: string[]) => keys.map((key) => ({ key, pattern: patternOf(key) as RoutePattern }));

/** The example of the developer guide, and a few more. */
const PETS = routesOf(
  '$default',
  'ANY /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/dog/{id}',
  'GET /pets/dog/1',
  'ANY /pets/dog/1',
  'ANY /pets/{kind}/food',
  'ANY /pets/dog/{proxy+}',
  'GET /',
);

test.each<[string, string, Record<string, string>]>([
  ['GET /pets/dog/1', 'GET /pets/dog/1', {}],
  ['PUT /pets/dog/1', 'ANY /pets/dog/1', {}],
  ['GET /pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
  ['GET /pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
  ['POST /test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
  // The whole path counts before a greedy variable behind more literals.
  ['GET /pets/dog/food', 'GET /pets/dog/{id}', { id: 'food' }],
  ['POST /pets/dog/food', 'ANY /pets/{kind}/food', { kind: 'dog' }],
  ['GET /pets/dog/2/toys', 'ANY /pets/dog/{proxy+}', { proxy: '2/toys' }],
  ['HEAD /pets/dog/2', 'ANY /pets/dog/{proxy+}', { proxy: '2' }],
  ['GET /', 'GET /', {}],
  ['POST /', '$default', {}],
  ['GET /pets/', 'GET /pets/{proxy+}', { proxy: '' }],
  ['GET /pets/dog/', 'ANY /pets/dog/{proxy+}', { proxy: '' }],
  ['GET /pets/dog/a%2Fb', 'GET /pets/dog/{id}', { id: 'a/b' }],
  ['GET /pets/d%6Fg/1', 'GET /pets/dog/1', {}],
  ['GET /pets/dog/%E0', 'GET /pets/dog/{id}', { id: '%E0' }],
])('%s leads to %s', (request, key, parameters) => {
  const [verb = '', path = ''] = request.split(' ');
  const match = selectRoute(PETS, verb, path);
  expect([match?.route.key, match?.parameters]).toStrictEqual([key, parameters]);
});

test.each([
  ['GET /ordenes/', 'GET /ordenes'],
  ['GET /ordenes', 'GET /ordenes/{proxy+}'],
  ['GET /', 'ANY /{proxy+}'],
  ['GET /ordenes/', 'GET /ordenes/{id}'],
  ['HEAD /ordenes', 'GET /ordenes'],
  ['GET /Ordenes', 'GET /ordenes'],
  ['GET /ordenes/1', 'GET /ordenes'],
])('%s does not lead to %s', (request, key) => {
  const [verb = '', path = ''] = request.split(' ');
  expect(selectRoute(routesOf(key), verb, path)).toBeUndefined();
});

test.each([
  '',
  'GET',
  'GET ordenes',
  'get /ordenes',
  'TRACE /',
  'GET /a/',
  'GET /a//b',
  'GET /{a+}/b',
  'GET /a{b}',
  '$connect',
])('%j is no route key', (key) => expect(patternOf(key)).toBeUndefined());
