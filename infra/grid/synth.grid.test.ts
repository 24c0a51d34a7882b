import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assemblyIn } from './synth.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grid-synth-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
/** An app that leaves what it is told by its environment. */
const ENV = `node -e "fs.writeFileSync('env.json', JSON.stringify(process.env))"`;

test('a folder without cdk.json is the assembly itself', async () => {
  expect(await assemblyIn(folder)).toBe(folder);
});

test('an app is told where to write, its context and the account of the grid', async () => {
  write('cdk.json', { app: ENV, output: 'out', context: { tienda: 'sur' } });
  write('cdk.context.json', { zonas: ['a', 'b'], tienda: 'norte' });
  expect(await assemblyIn(folder)).toBe(join(folder, 'out'));
  const { CDK_CONTEXT_JSON, ...env } = JSON.parse(readFileSync(join(folder, 'env.json'), 'utf8'));
  expect(JSON.parse(CDK_CONTEXT_JSON)).toStrictEqual({
    'aws:cdk:enable-path-metadata': true,
    zonas: ['a', 'b'],
    tienda: 'sur',
  });
  expect(env).toMatchObject({
    CDK_OUTDIR: join(folder, 'out'),
    CDK_DEFAULT_ACCOUNT: '000000000000',
    CDK_DEFAULT_REGION: 'us-east-1',
  });
});

test.each([
  ['fails', { app: 'exit 3' }, /The app in .* was not synthesized: "exit 3" ended with 3\./],
  ['is not named', { context: {} }, /cdk\.json names no "app"\./],
  ['is named in what is no JSON', undefined, /cdk\.json cannot be read: /],
])('an app that %s is told', async (_, settings, message) => {
  if (settings) write('cdk.json', settings);
  else writeFileSync(join(folder, 'cdk.json'), '{');
  await expect(assemblyIn(folder)).rejects.toThrow(message);
});
