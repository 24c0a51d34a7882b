import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Bundle, Extra } from '#infra/cdk/bundleCache.ts';
import { type AloneBundles, aloneBundles, aloneOf } from './alone.ts';

const bundle = (name: string, files: readonly string[], extra: Extra = {}): Bundle => ({
  name,
  entry: `entry of ${name}`,
  extra,
  folder: '',
  hash: '',
  bytes: 0,
  inputs: Object.fromEntries(files.map((file) => [file, 1])),
});
const namesOf = (bundles: readonly Bundle[], views: readonly string[] = []) =>
  Object.entries(
    aloneOf({
      bundles: Object.fromEntries(bundles.map((one) => [one.name, one])),
      generations: Object.fromEntries(views.map((view) => [view, 'generation'])),
    }),
  ).map(([file, ordered]) => [file, ordered.map(({ name }) => name)]);

test('a source changes the functions alone that it is in, when they are few', () => {
  const commands = ['a', 'b', 'c', 'd'].map((name) =>
    bundle(name, [`${name}.ts`, 'all.ts', 'node_modules/p.js', ...(name === 'd' ? [] : ['few.ts'])]),
  );
  expect(namesOf(commands)).toStrictEqual([
    ['a.ts', ['a']],
    ['few.ts', ['a', 'b', 'c']],
    ['b.ts', ['b']],
    ['c.ts', ['c']],
    ['d.ts', ['d']],
  ]);
});

test('what a view is folded with changes no function alone, be it the query that reads it', () => {
  const bundles = [bundle('view', ['fold.ts', 'row.ts']), bundle('query', ['row.ts', 'query.ts'])];
  expect(namesOf(bundles, ['view'])).toStrictEqual([['query.ts', ['query']]]);
});

test('a function that has more beside its code is not changed alone', () => {
  expect(namesOf([bundle('openapi', ['openapi.ts'], { 'openapi.json': '{}' })])).toStrictEqual([]);
});

test('a function is ordered with the entry that it had', () => {
  expect(aloneOf({ bundles: { a: bundle('a', ['a.ts']) }, generations: {} })).toStrictEqual({
    'a.ts': [{ name: 'a', entry: 'entry of a', extra: {} }],
  });
});

let folder: string;
let alone: AloneBundles;
const at = (name: string) => path.join(folder, name);
const orderOf = (name: string) => ({ name, entry: `export { handler } from '${at(`${name}.ts`)}';`, extra: {} });

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-alone-'));
  alone = await aloneBundles(at('bundles'));
  for (const name of ['a', 'b', 'c', 'd']) writeFileSync(at(`${name}.ts`), `export const handler = '${name}';`);
  alone.learn({ 'a.ts': [orderOf('a')], 'ab.ts': ['a', 'b'].map(orderOf), 'cd.ts': ['c', 'd'].map(orderOf) });
});
afterEach(() => {
  alone.close();
  rmSync(folder, { recursive: true });
});

test('the functions that saved files are in are bundled, each once', async () => {
  const bundles = await alone.bundle(['a.ts', 'ab.ts']);
  expect(bundles.map(({ name }) => name)).toStrictEqual(['a', 'b']);
  for (const { name, folder: place } of bundles)
    expect(readFileSync(path.join(place, 'index.mjs'), 'utf8')).toContain(`"${name}"`);
});

test('none is, when one of the files may change more, or when they are in too many', async () => {
  expect(await alone.bundle(['a.ts', 'fold.ts'])).toStrictEqual([]);
  expect(await alone.bundle(['ab.ts', 'cd.ts'])).toStrictEqual([]);
  expect(await alone.bundle([])).toStrictEqual([]);
});

test('none is when it does not compile, and is when it is mended', async () => {
  writeFileSync(at('a.ts'), 'export const = 1;');
  expect(await alone.bundle(['a.ts'])).toStrictEqual([]);
  writeFileSync(at('a.ts'), 'export const handler = 1;');
  expect(await alone.bundle(['a.ts'])).toHaveLength(1);
});

test.each(['infra/cdk/bundle.ts', 'package-lock.json'])('none is any more after %s has changed', async (file) => {
  alone.learn({ 'a.ts': [orderOf('a')], [file]: [orderOf('a')] });
  expect(await alone.bundle([file])).toStrictEqual([]);
  expect(await alone.bundle(['a.ts'])).toStrictEqual([]);
});
