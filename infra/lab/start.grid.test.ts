import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';

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

test('a port in use is told in one line', async () => {
  const { port } = other.address() as AddressInfo;
  const { code, lines } = await start('--memory', '--port', String(port));
  expect([code, lines.length]).toStrictEqual([1, 1]);
  expect(lines[0]).toMatch(`127.0.0.1:${port}`);
});

test.each([[['--port', 'abc']], [['--port', '']], [['--prot', '1']], [['--host', '']], [['de más']]])(
  '%j is bad usage',
  async (args) => {
    const { code, lines } = await start(...args);
    expect([code, lines[1]]).toStrictEqual([2, '']);
  },
);
