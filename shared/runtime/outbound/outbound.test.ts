import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isLoopback, isPublic } from './address.ts';
import { post } from './post.ts';
import { signedHeaders } from './signature.ts';

describe('an address', () => {
  test.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:81c::200e'])('%s is public', (address) =>
    expect(isPublic(address)).toBe(true),
  );
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.5',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    'tienda.example',
  ])('%s is not', (address) => expect(isPublic(address)).toBe(false));
  test.each([
    ['127.8.9.1', true],
    ['::1', true],
    ['10.0.0.1', false],
    ['localhost', false],
  ])('%s is of this machine: %s', (address, own) => expect(isLoopback(address)).toBe(own));
});

describe('posting to an address that somebody else has named', () => {
  let server: Server | undefined;
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
    server = undefined;
  });
  const listening = (listener: RequestListener) =>
    new Promise<number>((opened) => {
      const own = createServer(listener).listen(0, '127.0.0.1', () => opened((own.address() as AddressInfo).port));
      server = own;
    });
  const bounds = { timeoutMs: 5_000, mostBytes: 100, loopback: true };
  const sent = (url: string) => ({ url, headers: { 'X-Uno': '1' }, body: '{"año":1}' });

  test('gives the status, and follows no redirect', async () => {
    const seen: string[] = [];
    const port = await listening((request, response) => {
      request
        .setEncoding('utf8')
        .on('data', (text) => seen.push(`${request.method} ${request.headers['x-uno']} ${text}`));
      request.on('end', () => response.writeHead(307, { Location: '/otra' }).end());
    });
    expect(await post(sent(`http://localhost:${port}/x`), bounds)).toBe(307);
    expect(seen).toStrictEqual(['POST 1 {"año":1}']);
  });
  test('reads no more of an answer than it must', async () => {
    const port = await listening((_, response) => {
      response.writeHead(200);
      const more = () => response.write('x'.repeat(60), () => setImmediate(more));
      more();
    });
    expect(await post(sent(`http://127.0.0.1:${port}/`), bounds)).toBe(200);
  });
  test('gives up in time', async () => {
    const port = await listening(() => {});
    const asked = post(sent(`http://127.0.0.1:${port}/`), { ...bounds, timeoutMs: 100 });
    await expect(asked).rejects.toMatchObject({ code: 'sinRespuesta' });
  });
  test('tells when nobody listens', async () => {
    const port = await listening(() => {});
    server?.close();
    await expect(post(sent(`http://127.0.0.1:${port}/`), bounds)).rejects.toMatchObject({ code: 'sinConexion' });
  });
  test.each([
    ['http://127.0.0.1/', false],
    ['https://127.0.0.1/', false],
    ['https://localhost/', false],
    ['https://[::1]/', false],
    ['https://[::ffff:10.0.0.1]/', true],
    ['https://169.254.169.254/latest/meta-data', true],
    ['https://0x7f.1/', false],
    ['https://2130706433/', false],
    ['http://8.8.8.8/', true],
    ['http://10.0.0.1/', true],
  ])('does not go to %s (this machine allowed: %s)', async (url, loopback) => {
    await expect(post(sent(url), { ...bounds, loopback })).rejects.toMatchObject({ code: 'direccionNoPermitida' });
  });
});

test('a message is signed as Standard Webhooks says, by each secret', () => {
  // The example of the specification.
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330, body: '{"test": 2432232314}' };
  const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const right = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  expect(signedHeaders(message, [secret])).toStrictEqual({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': right,
  });
  expect(signedHeaders(message, ['AAAA', secret])['webhook-signature']?.split(' ')).toStrictEqual([
    expect.stringMatching(/^v1,/),
    right,
  ]);
});
