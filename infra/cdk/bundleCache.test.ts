import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BundleCache, type Compiled, type Ordered } from './bundleCache.ts';

let folder: string;
let source: string;
let compiled: Compiled;

const ordered: Ordered = { name: 'crearOrden', entry: 'export {};', extra: { 'openapi.json': '{}' } };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alpes-bundles-'));
  source = path.join(folder, 'orden.ts');
  writeFileSync(source, 'export const orden = 1;');
  compiled = { code: Buffer.from('code'), map: Buffer.from('map'), inputs: { [source]: 4 } };
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a kept bundle', () => {
  test('is found again with its code, its map, and what was laid beside it', () => {
    const bundle = cache().keep(ordered, compiled);
    expect(cache().kept(ordered)).toEqual(bundle);
    expect(readFileSync(path.join(bundle.folder, 'index.mjs.map'), 'utf8')).toBe('map');
    expect(readdirSync(bundle.folder).sort()).toEqual(['index.mjs', 'index.mjs.map', 'openapi.json']);
    expect(bundle.bytes).toBe('code{}'.length);
  });

  test('is not found by another name, entry or file beside it', () => {
    cache().keep(ordered, compiled);
    expect(cache().kept({ ...ordered, name: 'crear' })).toBeUndefined();
    expect(cache().kept({ ...ordered, entry: 'export default 1;' })).toBeUndefined();
    expect(cache().kept({ ...ordered, extra: { 'openapi.json': '[]' } })).toBeUndefined();
  });

  test('is not found when one of its sources has changed, and again when the change is undone', () => {
    const bundle = cache().keep(ordered, compiled);
    writeFileSync(source, 'export const orden = 2;');
    expect(cache().kept(ordered)).toBeUndefined();
    writeFileSync(source, 'export const orden = 1;');
    expect(cache().kept(ordered)).toEqual(bundle);
  });

  test('is not found by a process that compiles in another way', () => {
    cache().keep(ordered, compiled);
    expect(new BundleCache(path.join(folder, 'cache'), 'another').kept(ordered)).toBeUndefined();
  });

  test('is none of a source that has changed since the cache was made', async () => {
    const began = cache();
    const beganMs = Date.now() + 1;
    await vi.waitFor(() => {
      writeFileSync(source, 'export const orden = 3;');
      expect(statSync(source).ctimeMs).toBeGreaterThan(beganMs);
    });
    expect(() => began.keep(ordered, compiled)).toThrow(`${source} changed while crearOrden was made from it`);
    expect(cache().kept(ordered)).toBeUndefined();
  });

  test('has the hash of its content, whatever it was made from', () => {
    const { hash } = cache().keep(ordered, compiled);
    expect(cache().keep({ ...ordered, entry: 'export { };' }, compiled).hash).toBe(hash);
    const other = cache().keep({ ...ordered, entry: '' }, { ...compiled, code: Buffer.from('other') });
    expect(other.hash).not.toBe(hash);
    const moved = cache().keep({ ...ordered, entry: '1' }, { ...compiled, map: Buffer.from('other lines') });
    expect(moved.hash).not.toBe(hash);
  });

  test('is the first one when two processes make the same', () => {
    const first = cache().keep(ordered, compiled);
    expect(cache().keep(ordered, compiled)).toEqual(first);
    expect(readdirSync(path.join(folder, 'cache'))).toHaveLength(1);
  });
});

/** As another process would see it. */
function cache(): BundleCache {
  return new BundleCache(path.join(folder, 'cache'));
}
