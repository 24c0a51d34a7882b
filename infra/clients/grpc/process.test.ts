import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport } from '@connectrpc/connect-node';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { OrdenesService } from './gen/entregas/v1/ordenes_pb.ts';
import { grpcJs, outcomeOf } from './testing/grpcJs.ts';
import { startUpstream, type Upstream } from './testing/upstream.ts';

let upstream: Upstream;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.answers(() => ({ body: { ordenId: 'o1', version: 1 } }));
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-grpc-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await upstream?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the adapter as a user does, and gives its port once it listens. */
async function begin(...args: string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts'), '--port', '0', ...args]);
  children.push(child);
  let out = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  const port = await vi.waitFor(() => {
    const [, found] = /127\.0\.0\.1:(\d+)/.exec(out) ?? [];
    expect(found).toBeDefined();
    return Number(found);
  }, 30_000);
  return { child, port };
}

test('a server that is killed in the middle is UNAVAILABLE, and its client goes on with the next one', async () => {
  const { child, port } = await begin('--url', upstream.url);
  const client = grpcJs(port);
  const call = client.reading('OrdenesService', 'seguirOrden', { ordenId: 'o1' });
  const failed = once(call, 'error');
  await once(call, 'data');
  child.kill('SIGKILL');
  expect(outcomeOf((await failed)[0]).code).toBe('UNAVAILABLE');
  await begin('--url', upstream.url, '--port', String(port));
  await vi.waitFor(async () => {
    expect((await client.unary('OrdenesService', 'verOrden', { ordenId: 'o1' })).answer).toMatchObject({ version: 1 });
  }, 30_000);
  client.close();
});

test('outputs.json says which API, and SIGTERM ends it in good order', async () => {
  writeFileSync(path.join(folder, 'outputs.json'), JSON.stringify({ apiUrl: upstream.url }));
  const { child, port } = await begin('--outputs', path.join(folder, 'outputs.json'));
  const client = grpcJs(port);
  expect((await client.unary('OrdenesService', 'verOrden', { ordenId: 'o1' })).answer).toMatchObject({ version: 1 });
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toStrictEqual([0, null]);
  client.close();
});

test('it ends in good order too when nobody reads any more what it says', async () => {
  const { child } = await begin('--url', upstream.url);
  child.stdout?.destroy();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toStrictEqual([0, null]);
});

test('with a certificate all of it is by TLS', async () => {
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => path.join(folder, name)) as [string, string];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  execFileSync('openssl', [...made, '-keyout', key, '-out', cert, ...subject], { stdio: 'pipe' });
  const { port } = await begin('--url', upstream.url, '--cert', cert, '--key', key);
  const where = { baseUrl: `https://127.0.0.1:${port}`, nodeOptions: { ca: readFileSync(cert) } };
  for (const transport of [
    createGrpcTransport(where),
    createConnectTransport({ ...where, httpVersion: '1.1' }),
    createConnectTransport({ ...where, httpVersion: '2' }),
  ])
    expect(await createClient(OrdenesService, transport).verOrden({ ordenId: 'o1' })).toMatchObject({ version: 1 });
});

test('a wrong use is exit 2 and one line, above how it is used', async () => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts'), '--cert', 'a']);
  let err = '';
  child.stderr.on('data', (text) => {
    err += text;
  });
  expect(await once(child, 'close')).toStrictEqual([2, null]);
  expect(err).toMatch(/^--cert and --key go together\.\n\nServes/);
});
