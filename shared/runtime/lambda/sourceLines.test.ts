import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** The place of line 1, column 1 in the bundle is line 12, column 5 in its source. */
const MAP = { version: 3, file: 'index.mjs', names: [], mappings: 'AAWI', sources: ['functions/ordenes/orden.ts'] };
const BUNDLE = new URL('sourceLines.ts', import.meta.url).href;
const before = Error.prepareStackTrace;
let read: () => string;

/** How a stack of these frames is told. */
async function told(...frames: readonly string[]): Promise<string> {
  await import('./sourceLines.ts');
  return Error.prepareStackTrace?.(new RangeError('too late'), frames as never);
}

beforeEach(() => {
  vi.resetModules();
  vi.doMock('node:fs', () => ({ readFileSync: () => read() }));
});
afterEach(() => {
  vi.doUnmock('node:fs');
  vi.resetModules();
  Error.prepareStackTrace = before;
});

describe('a stack', () => {
  test('names places in the sources, and in other files as they are', async () => {
    read = () => JSON.stringify(MAP);
    expect(await told(`decide (${BUNDLE}:1:1)`, 'run (node:internal:3:4)')).toBe(
      'RangeError: too late\n    at decide (functions/ordenes/orden.ts:12:5)\n    at run (node:internal:3:4)',
    );
  });

  test('has the map read once, and only where a place is in the bundle', async () => {
    let reads = 0;
    read = () => {
      reads += 1;
      return JSON.stringify(MAP);
    };
    await told('run (node:internal:3:4)');
    expect(reads).toBe(0);
    await told(`a (${BUNDLE}:1:1)`, `b (${BUNDLE}:1:1)`);
    expect(reads).toBe(1);
  });

  test.each(['', '{"version":3,"sources":[],"mappings":""}'])('is of the bundle where the map is %j', async (map) => {
    read = () => map;
    expect(await told(`decide (${BUNDLE}:1:1)`)).toBe(`RangeError: too late\n    at decide (${BUNDLE}:1:1)`);
  });
});
