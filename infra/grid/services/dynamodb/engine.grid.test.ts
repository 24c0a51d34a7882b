import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEngine } from './engine.ts';

/** A grid's process: starts an engine, says its process, origin and file, and lives on. */
const PROGRAM = `
  const { startEngine } = await import(${JSON.stringify(new URL('./engine.ts', import.meta.url).href)});
  const [dataFolder, inMemory] = process.argv.slice(1);
  const engine = await startEngine({ dataFolder, inMemory: inMemory === 'true', log: () => undefined });
  process.stdout.write(JSON.stringify({ pid: engine.pid, file: engine.file }) + '\\n');
  setInterval(() => undefined, 1000);`;

async function gridProcess(folder: string, inMemory: boolean) {
  const args = ['--input-type=module', '-e', PROGRAM, folder, String(inMemory)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
  return { child, ...(JSON.parse(line) as { pid: number; file: string }) };
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.each([false, true])('the engine ends when its grid is killed (in memory: %s)', async (inMemory) => {
  const folder = mkdtempSync(join(tmpdir(), 'alpes-engine-'));
  const { child, pid, file } = await gridProcess(folder, inMemory);
  expect([lives(pid), existsSync(file)]).toStrictEqual([true, true]);
  child.kill('SIGKILL');
  await expect.poll(() => lives(pid), { timeout: 10_000 }).toBe(false);
  await expect.poll(() => existsSync(file)).toBe(!inMemory);
  rmSync(folder, { recursive: true, force: true });
});

test('a stopped engine leaves no process, and no file when it keeps nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alpes-engine-'));
  const engine = await startEngine({ dataFolder: folder, inMemory: true, log: () => undefined });
  const [pid, file] = [Number(engine.pid), String(engine.file)];
  await engine.stop();
  expect([lives(pid), existsSync(file)]).toStrictEqual([false, false]);
  rmSync(folder, { recursive: true, force: true });
});
