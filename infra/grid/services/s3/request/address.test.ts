import { expect, test } from 'vitest';
import { addressOf } from './address.ts';

test.each([
  ['127.0.0.1:4566', '/', undefined, undefined],
  ['127.0.0.1:4566', '/fotos', 'fotos', undefined],
  ['127.0.0.1:4566', '/fotos/', 'fotos', undefined],
  ['127.0.0.1:4566', '/fotos/a/b c.jpg', 'fotos', 'a/b c.jpg'],
  ['127.0.0.1:4566', '/fotos//a', 'fotos', '/a'],
  ['127.0.0.1:4566', '/fotos/dos\nlíneas', 'fotos', 'dos\nlíneas'],
  ['localhost:4566', '/fotos/a', 'fotos', 'a'],
  ['s3.localhost:4566', '/fotos/a', 'fotos', 'a'],
  ['s3.us-east-1.localhost', '/fotos/a', 'fotos', 'a'],
  ['fotos.localhost:4566', '/a/b', 'fotos', 'a/b'],
  ['fotos.s3.localhost:4566', '/a', 'fotos', 'a'],
  ['fotos.de.hoy.s3.us-east-1.localhost:4566', '/', 'fotos.de.hoy', undefined],
])('http://%s%s is bucket %s, key %s', (host, path, bucket, key) => {
  expect(addressOf(host, path)).toStrictEqual({ bucket, key });
});
