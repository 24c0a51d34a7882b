import { expect, test } from 'vitest';
import { urlOf, warningOf } from './host.ts';

test.each([
  ['127.0.0.1', 'http://127.0.0.1:1'],
  ['0.0.0.0', 'http://127.0.0.1:1'],
  ['::', 'http://127.0.0.1:1'],
  ['::1', 'http://[::1]:1'],
  ['192.168.1.5', 'http://192.168.1.5:1'],
  ['localhost', 'http://localhost:1'],
])('a server on %s is reached at %s', (host, url) => {
  expect(urlOf(host, 1)).toBe(url);
});

test.each([
  ['127.0.0.1', false],
  ['127.0.0.2', false],
  ['::1', false],
  ['localhost', false],
  ['0.0.0.0', true],
  ['::', true],
  ['192.168.1.5', true],
  ['casa.local', true],
])('listening on %s is warned of: %s', (host, warned) => {
  expect(warningOf(host) !== undefined).toBe(warned);
});
