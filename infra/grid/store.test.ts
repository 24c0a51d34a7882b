import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Store } from './store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes until it has been told of the last commit, and dies by SIGKILL with that. */
const PROGRAM = `
  const { Store } = await import(${JSON.stringify(new URL('./store.ts', import.meta.url).href)});
  const store = new Store(process.argv[1], process.argv[2] === 'fsync');
  store.define('CREATE TABLE IF NOT EXISTS told (n INTEGER PRIMARY KEY)');
  for (let n = 0; n < 500; n++) await store.write(() => store.sql('INSERT INTO told VALUES (?)').run(n));
  process.kill(process.pid, 'SIGKILL');`;

test.each(['system', 'fsync'])('what was committed outlives SIGKILL (%s)', (durability) => {
  const file = join(folder, 'grid.sqlite');
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM, file, durability]);
  expect(signal).toBe('SIGKILL');
  const store = new Store(file);
  expect(store.sql('SELECT count(*) AS count FROM told').get()).toStrictEqual(expect.objectContaining({ count: 500 }));
  store.close();
});

test.each([
  [false, 1],
  [true, 2],
])('with fsync %s SQLite waits for the disk by level %i', (fsync, level) => {
  const store = new Store(join(folder, 'grid.sqlite'), fsync);
  expect(store.sql('PRAGMA synchronous').get()).toStrictEqual(expect.objectContaining({ synchronous: level }));
  store.close();
});

test('a unit of work that throws is rolled back alone', async () => {
  const store = new Store(':memory:');
  store.define('CREATE TABLE told (n INTEGER PRIMARY KEY)');
  const insert = (n: number) => store.sql('INSERT INTO told VALUES (?)').run(n);
  const outcomes = await Promise.allSettled([
    store.write(() => insert(1)),
    store.write(() => {
      insert(2);
      throw new Error('no');
    }),
    store.write(() => insert(3)),
  ]);
  expect(outcomes.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(
    store
      .sql('SELECT n FROM told ORDER BY n')
      .all()
      .map(({ n }) => n),
  ).toStrictEqual([1, 3]);
  store.close();
});
