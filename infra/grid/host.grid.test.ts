import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, type GridOptions, startGrid } from './grid.ts';
import { synthTrip } from './testing/tripApp.ts';

const folder = mkdtempSync(join(tmpdir(), 'grid-test-'));
let assembly: string;

beforeAll(() => {
  assembly = synthTrip({ outdir: join(folder, 'assembly') });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function onGrid(options: Partial<GridOptions>, work: (grid: Grid) => Promise<void>): Promise<void> {
  const grid = await startGrid({ assembly, ...options });
  try {
    await work(grid);
  } finally {
    await grid.stop();
  }
}

/** What answers at another address of this machine than the loopback that URLs name. */
async function elsewhere(url: string | undefined): Promise<number | string> {
  const other = new URL(String(url));
  other.hostname = '127.0.0.2';
  return fetch(other).then(
    ({ status }) => status,
    ({ cause }) => cause.code,
  );
}

// Only Linux has all of 127.0.0.0/8 on its loopback.
test.skipIf(process.platform !== 'linux')('it listens on 127.0.0.1 only, unless it is told', async () => {
  const lines: string[] = [];
  const onLog = (line: string) => void lines.push(line);
  await onGrid({ onLog }, async ({ endpoint, apis }) => {
    expect(await elsewhere(`${endpoint}/_alpes/health`)).toBe('ECONNREFUSED');
    expect(await elsewhere(`${apis.Api}/_alpes/health`)).toBe('ECONNREFUSED');
  });
  expect(lines).toStrictEqual([]);
  await onGrid({ onLog, host: '0.0.0.0' }, async ({ endpoint, apis }) => {
    expect(await elsewhere(`${endpoint}/_alpes/health`)).toBe(200);
    expect(await elsewhere(`${apis.Api}/_alpes/health`)).toBe(200);
    expect(await fetch(`${endpoint}/_alpes/health`).then(({ status }) => status)).toBe(200);
  });
  expect(lines).toStrictEqual([expect.stringMatching(/^Listening on 0\.0\.0\.0: whoever reaches this machine may/)]);
});
