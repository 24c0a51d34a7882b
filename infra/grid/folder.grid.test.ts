import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGrid } from './grid.ts';
import { synthTrip } from './testing/tripApp.ts';

const folder = mkdtempSync(join(tmpdir(), 'grid-test-'));
const whole = join(folder, 'whole');
const other = join(folder, 'other');
let assembly: string;

beforeAll(async () => {
  assembly = synthTrip({ outdir: join(folder, 'assembly') });
  for (const dataFolder of [whole, other]) await (await startGrid({ assembly, dataFolder })).stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of a folder that a grid has used, after `harm` was done to it. */
function harmed(harm: (data: string) => void): string {
  const data = mkdtempSync(join(folder, 'data-'));
  cpSync(whole, data, { recursive: true });
  harm(data);
  return data;
}

/** What the grid's program says of a folder on the error stream, and how it ends. */
async function started(data: string) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), '--assembly', assembly, '--data', data, '--port', '0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, lines: errors.trim().split('\n') };
}

const remove = (file: string) => (data: string) => {
  for (const found of readdirSync(data).filter((name) => name.startsWith(file))) rmSync(join(data, found));
};

test.each<[string, (data: string) => void, RegExp]>([
  ['lost the engine’s file', remove('dynamodb.sqlite'), /dynamodb\.sqlite is missing/],
  ['lost the grid’s own file', remove('grid.sqlite'), /grid\.sqlite is missing/],
  ['lost its record', remove('grid.json'), /grid\.json is missing/],
  ['has a broken record', (data) => writeFileSync(join(data, 'grid.json'), '{'), /grid\.json cannot be read/],
  [
    'has a file that is no database',
    (data) => writeFileSync(join(data, 'dynamodb.sqlite'), 'x'.repeat(5_000)),
    /dynamodb\.sqlite cannot be read/,
  ],
  [
    'has a file that was cut',
    (data) => {
      const file = join(data, 'dynamodb.sqlite');
      truncateSync(file, statSync(file).size / 2);
    },
    /dynamodb\.sqlite cannot be read/,
  ],
  ...['null', '[]', '{"id":"x","files":[null]}', '{"files":'].map((text): [string, (data: string) => void, RegExp] => [
    `has the record ${text}`,
    (data) => writeFileSync(join(data, 'grid.json'), text),
    /grid\.json cannot be read/,
  ]),
  [
    'has an empty file',
    (data) => {
      remove('dynamodb.sqlite')(data);
      writeFileSync(join(data, 'dynamodb.sqlite'), '');
    },
    /dynamodb\.sqlite cannot be read/,
  ],
  [
    'has a file of another folder',
    (data) => {
      remove('dynamodb.sqlite')(data);
      cpSync(join(other, 'dynamodb.sqlite'), join(data, 'dynamodb.sqlite'));
    },
    /dynamodb\.sqlite belongs to another folder/,
  ],
])('a folder that %s is told in one line, and the process ends', async (_what, harm, problem) => {
  const data = harmed(harm);
  const { code, lines } = await started(data);
  expect([code, lines.length]).toStrictEqual([1, 1]);
  expect(lines[0]).toMatch(problem);
  expect(lines[0]).toContain(data);
});

test('a folder that is whole starts, also where it was moved', async () => {
  const grid = await startGrid({ assembly, dataFolder: harmed(() => {}) });
  await grid.stop();
});
