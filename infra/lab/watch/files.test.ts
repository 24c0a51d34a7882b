import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchFiles } from './files.ts';

let folder: string;
let told: string[];
let stop: () => void;

const at = (name: string) => path.join(folder, name);
const save = (name: string, text: string) => writeFileSync(at(name), text);
const isTold = (...files: string[]) => vi.waitFor(() => expect(told).toEqual(expect.arrayContaining(files.map(at))));

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-watch-'));
  mkdirSync(at('a/b'), { recursive: true });
  save('a/b/x.ts', '1');
  save('alone.json', '{}');
  told = [];
  stop = watchFiles([at('a'), at('alone.json')], (files) => told.push(...files));
});

afterEach(() => {
  stop();
  rmSync(folder, { recursive: true });
});

test('a file is told each time that it is saved, in place or by an editor that replaces it', async () => {
  save('a/b/x.ts', '2');
  await isTold('a/b/x.ts');
  save('a/b/x.ts.tmp', '3');
  renameSync(at('a/b/x.ts.tmp'), at('a/b/x.ts'));
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(1));
  told = [];
  save('a/b/x.ts', '4');
  await isTold('a/b/x.ts');
});

test('a single file is told too', async () => {
  save('beside.json', '[]');
  save('alone.json.tmp', '[]');
  renameSync(at('alone.json.tmp'), at('alone.json'));
  await isTold('alone.json');
  expect(new Set(told)).toStrictEqual(new Set([at('alone.json')]));
});

test('new folders are watched, with what is in them already', async () => {
  mkdirSync(at('a/c/d'), { recursive: true });
  save('a/c/d/y.ts', '1');
  await isTold('a/c/d/y.ts');
  told = [];
  save('a/c/d/y.ts', '2');
  await isTold('a/c/d/y.ts');
});

test('a file that goes is told', async () => {
  rmSync(at('a/b/x.ts'));
  await isTold('a/b/x.ts');
});

test('tests, and what editors lay beside a file, are not', async () => {
  for (const name of ['x.test.ts', '.x.ts.swp', 'x.ts~', '4913']) save(`a/${name}`, '');
  save('a/z.ts', '');
  await isTold('a/z.ts');
  expect(told).toStrictEqual([at('a/z.ts')]);
});

test('what is saved together is told together', async () => {
  const calls: (readonly string[])[] = [];
  const stopCounting = watchFiles([at('a')], (files) => calls.push(files));
  for (const name of ['1.ts', '2.ts', '3.ts']) save(`a/${name}`, '');
  await vi.waitFor(() => expect(calls).toStrictEqual([['1.ts', '2.ts', '3.ts'].map((name) => at(`a/${name}`))]));
  stopCounting();
});
