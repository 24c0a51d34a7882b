import { expect, test } from 'vitest';
import { isFromForeignPage, meansThisMachine } from './visitors.ts';

test.each([
  ['127.0.0.1:4566', true],
  ['192.168.1.5:4566', true],
  ['[::1]:4566', true],
  ['localhost:4566', true],
  ['LOCALHOST', true],
  ['localhost.', true],
  ['abc123.execute-api.localhost:4567', true],
  ['host.docker.internal:4566', true],
  ['malo.example:4566', false],
  ['127.0.0.1.malo.example', false],
  ['localhost.malo.example', false],
  ['malolocalhost', false],
  ['alpes:4566', false],
  ['127.0.0.1@malo.example', false],
  ['malo.example/127.0.0.1', false],
  ['', false],
  ['%', false],
  [undefined, true],
])('on the loopback, the host %j is this machine: %j', (host, meant) => {
  expect(meansThisMachine(host, '127.0.0.1')).toBe(meant);
});

test('where others may reach it, the name that it listens on and names of private networks are its own', () => {
  expect(['alpes:4566', 'malo.example'].map((host) => meansThisMachine(host, '0.0.0.0'))).toStrictEqual([true, false]);
  expect(['casa.local:1', 'otra.local'].map((host) => meansThisMachine(host, 'Casa.local'))).toStrictEqual([
    true,
    false,
  ]);
});

test.each([
  [undefined, false],
  ['http://localhost:4566', false],
  ['http://localhost:3000', true],
  ['https://localhost:4566', true],
  ['http://malo.example', true],
  ['null', true],
])('the origin %j is a foreign page: %j', (origin, foreign) => {
  expect(isFromForeignPage({ host: 'localhost:4566', ...(origin !== undefined && { origin }) })).toBe(foreign);
});
