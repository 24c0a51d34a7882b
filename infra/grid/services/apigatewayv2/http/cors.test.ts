import { expect, test } from 'vitest';
import type { Cors } from '../state.ts';
import { corsHeaders, isPreflight, withoutCors } from './cors.ts';

const NOTHING: Cors = {
  allowOrigins: [],
  allowMethods: [],
  allowHeaders: [],
  exposeHeaders: [],
  allowCredentials: false,
};
const ALL: Cors = {
  allowOrigins: ['https://a.example', 'http://*'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization', 'x-a'],
  exposeHeaders: ['date'],
  allowCredentials: true,
  maxAgeSeconds: 0,
};
const preflight = { 'access-control-request-method': 'POST' };

test.each<[string, Partial<Cors>, string, Record<string, string>, Record<string, string>]>([
  ['no origin', ALL, 'GET', {}, {}],
  ['another origin', ALL, 'GET', { origin: 'https://b.example' }, {}],
  ['an origin that only begins so', ALL, 'GET', { origin: 'https://a.example.evil' }, {}],
  [
    'a request of an origin',
    ALL,
    'GET',
    { origin: 'https://a.example' },
    {
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'date',
    },
  ],
  [
    'any origin of a scheme',
    { allowOrigins: ['http://*'] },
    'GET',
    { origin: 'http://localhost:5173' },
    { 'access-control-allow-origin': 'http://localhost:5173' },
  ],
  ['any origin', { allowOrigins: ['*'] }, 'GET', { origin: 'null' }, { 'access-control-allow-origin': '*' }],
  [
    'a preflight',
    ALL,
    'OPTIONS',
    { origin: 'https://a.example', ...preflight },
    {
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization,x-a',
      'access-control-max-age': '0',
    },
  ],
  ['a preflight of another origin', ALL, 'OPTIONS', { origin: 'https://b.example', ...preflight }, {}],
  [
    'a preflight where little is configured',
    { allowOrigins: ['*'] },
    'OPTIONS',
    { origin: 'https://a.example', ...preflight },
    { 'access-control-allow-origin': '*' },
  ],
])('%s', (_, cors, verb, headers, expected) => {
  expect(Object.fromEntries(corsHeaders({ ...NOTHING, ...cors }, { verb, headers }))).toStrictEqual(expected);
});

test.each([
  ['OPTIONS', { origin: 'a', ...preflight }, true],
  ['OPTIONS', { origin: 'a' }, false],
  ['OPTIONS', preflight, false],
  ['GET', { origin: 'a', ...preflight }, false],
])('%s with %o is a preflight: %s', (verb, headers, is) => {
  expect(isPreflight({ verb, headers: headers as Record<string, string> })).toBe(is);
});

test("an integration's headers of CORS do not count", () => {
  expect(
    withoutCors([
      ['Access-Control-Allow-Origin', '*'],
      ['X-A', '1'],
    ]),
  ).toStrictEqual([['X-A', '1']]);
});
