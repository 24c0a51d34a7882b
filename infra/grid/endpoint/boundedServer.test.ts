import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createBoundedServer, readBody } from './boundedServer.ts';

const MOST = 100;
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** What a server that echoes bodies of up to 100 bytes says to bytes that a client writes, until the connection ends. */
async function said(bytes: string, end: 'half-closed' | 'left open'): Promise<string> {
  server = createBoundedServer(
    { requestMs: 200 },
    async (request, response) => response.end((await readBody(request, MOST)) ?? 'too large'),
    ({ status, code }) => `${status} ${code}`,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true });
  if (end === 'half-closed') socket.end(bytes);
  else socket.write(bytes);
  return text(socket);
}

const post = (headers: string, body = '') =>
  `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n\r\n${body}`;

test.each([
  ['a body that never comes to its end', post('Content-Length: 10', 'abc'), '408 RequestTimeoutException'],
  ['headers that never come to their end', 'POST / HTTP/1.1\r\nHost: x\r\n', '408 RequestTimeoutException'],
  ['headers of 20 KB', post(`X: ${'x'.repeat(20_000)}`), '431 RequestHeaderFieldsTooLargeException'],
  ['what is not HTTP', 'HOLA\r\n\r\n', '400 MalformedHttpRequestException'],
  ['two lengths that differ', post('Content-Length: 1\r\nContent-Length: 2'), '400 MalformedHttpRequestException'],
])('%s is answered, and the connection ends', async (_what, bytes, answer) => {
  expect(await said(bytes, 'left open')).toMatch(
    new RegExp(`^HTTP/1.1 ${answer.split(' ')[0]} [^]*\r\n\r\n${answer}$`),
  );
});

test('a client that has closed its half is answered', async () => {
  expect(await said(post('Content-Length: 4', 'hola'), 'half-closed')).toMatch(/\r\n\r\nhola$/);
});

test.each([
  ['by its length', post(`Content-Length: ${MOST + 1}`, 'x'.repeat(MOST + 1))],
  ['as it comes', post('Transfer-Encoding: chunked', `65\r\n${'x'.repeat(MOST + 1)}\r\n0\r\n\r\n`)],
])('a body of one byte too many is known %s', async (_how, bytes) => {
  expect(await said(bytes, 'left open')).toMatch(/too large/);
});

test('a body of just the limit is read', async () => {
  const body = 'x'.repeat(MOST);
  expect(await said(post(`Content-Length: ${MOST}`, body), 'left open')).toMatch(new RegExp(`\r\n\r\n${body}$`));
});
