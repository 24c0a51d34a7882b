import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { bundleAll, type KeptCompiler, keptCompiler } from './bundle.ts';
import type { Ordered } from './bundleCache.ts';
import { entrySource } from './derive/entries.ts';
import { functionsOf } from './derive/functions.ts';

let folder: string;
let kept: KeptCompiler;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-compiled-'));
  kept = await keptCompiler();
});
afterEach(async () => {
  await kept.close();
  rmSync(folder, { recursive: true });
});

const save = (text: string) => writeFileSync(path.join(folder, 'source.ts'), text);
const orderOf = (name: string, exported: string): Ordered => ({
  name,
  entry: `export { ${exported} } from '${path.join(folder, 'source.ts')}';`,
  extra: {},
});

test('a compiler that stays makes byte for byte what one run for all makes', async () => {
  const ordered = functionsOf(contextos)
    .filter(({ name }) => ['cancelarOrden', 'verOrden', 'relay'].includes(name))
    .map((declared) => ({ name: declared.name, entry: entrySource(declared, contextos), extra: {} }));
  expect(ordered).toHaveLength(3);
  const together = Object.values(await bundleAll(ordered, path.join(folder, 'together')));
  const inTurn = await bundleAll(ordered.toReversed(), path.join(folder, 'inTurn'), kept.compile);
  for (const { name, folder: place, hash, inputs } of together) {
    for (const file of ['index.mjs', 'index.mjs.map'])
      expect(
        readFileSync(path.join(inTurn[name]?.folder ?? '', file)).equals(readFileSync(path.join(place, file))),
      ).toBe(true);
    expect(inTurn[name]).toMatchObject({ hash, inputs });
  }
}, 60_000);

test('a compiler that stays sees each change', async () => {
  const one = orderOf('one', 'a');
  const codeOf = async () => Buffer.from((await kept.compile([one]))('one').code).toString();
  for (const value of ['first', 'other']) {
    save(`export const a = '${value}';`);
    expect(await codeOf()).toContain(value);
  }
});

test('who asks a compiler that stays at the same time gets what he asked for', async () => {
  save("export const a = 'first'; export const b = 'other';");
  const [first, other] = await Promise.all([kept.compile([orderOf('one', 'a')]), kept.compile([orderOf('two', 'b')])]);
  expect(Buffer.from(first('one').code).toString()).toContain('first');
  expect(Buffer.from(other('two').code).toString()).toContain('other');
});

test('what does not compile is an error, and what comes after it is compiled', async () => {
  save('export const = 1;');
  await expect(kept.compile([orderOf('one', 'a')])).rejects.toThrow('source.ts:1:13');
  save('export const a = 1;');
  expect((await kept.compile([orderOf('one', 'a')]))('one').inputs).toHaveProperty([
    path.relative('.', path.join(folder, 'source.ts')),
  ]);
});
