import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

let other: Server;

beforeAll(async () => {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
});

afterAll(() => other.close());

async function start(...args: string[]) {
  const child = spawn(process.execPath, ['infra/lab/start.ts', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, lines: errors.trim().split('\n') };
}

test.each([['--port'], ['--port', '0', '--issuer-port']])(
  'a port in use is told in one line: %s %s %s',
  async (...option) => {
    const { port } = other.address() as AddressInfo;
    const { code, lines } = await start('--memory', ...option, String(port));
    expect([code, lines.length]).toStrictEqual([1, 1]);
    expect(lines[0]).toMatch(`127.0.0.1:${port}`);
  },
);

test('what cannot start ends, with all that had begun beside it', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'alpes-'));
  writeFileSync(path.join(data, 'emisor.json'), '{');
  const { code, lines } = await start('--port', '0', '--data', data);
  expect([code, lines.length]).toStrictEqual([1, 1]);
  rmSync(data, { recursive: true, force: true });
});

test.each([
  [['--port', 'abc']],
  [['--port', '']],
  [['--prot', '1']],
  [['--host', '']],
  [['--page', 'x']],
  [['de más']],
])('%j is bad usage', async (args) => {
  const { code, lines } = await start(...args);
  expect([code, lines[1]]).toStrictEqual([2, '']);
});

test('as a user does it: npm start speaks English, and a SIGTERM to npm leaves no process', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'alpes-'));
  const npm = spawn('npm', ['start', '--', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const said = Promise.all([text(npm.stdout), text(npm.stderr)]);
  await vi.waitFor(() => expect(existsSync(path.join(data, 'outputs.json'))).toBe(true), 100_000);
  const pids = ['grid.pid', 'dynamodb.pid'].map((file) => Number(readFileSync(path.join(data, file), 'utf8')));
  npm.kill('SIGTERM');
  await once(npm, 'exit');
  await vi.waitFor(() => expect(pids.filter(isAlive)).toStrictEqual([]), 20_000);
  const [out, errors] = await said;
  const [beforeExample] = out.split('A first order:');
  expect(errors).toMatch(/^Demo data: 0\/(\d+)\n(Demo data: \d+\/\1\n)+Demo data: \1\/\1\n$/);
  expect(beforeExample).toMatch(/Entregas de los Alpes is ready/);
  expect(`${beforeExample?.replace('Entregas de los Alpes', '')}${errors}`).not.toMatch(/[áéíóúñ]/i);
  rmSync(data, { recursive: true, force: true });
}, 150_000);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
