import { expect, test } from 'vitest';
import { commitOf, logForTests } from '../eventLog/testing/log.ts';
import type { Row } from '../views/row.ts';
import { rowAt } from './waiting.ts';

const { put } = logForTests();
const happened = { type: 'Opened', version: 1, data: {} };
const row = (version: number): Row => ({ key: '1', version, state: {} });

/** What a caller gets that waits for a version, of a view that shows these one after the other; and how often it looked. */
async function waited(shown: readonly (Row | undefined)[], version: number, see = (it: Row | undefined) => it) {
  let looks = 0;
  const read = async () => shown[Math.min(looks++, shown.length - 1)];
  const got = await rowAt(read, see, { stream: 'box#1', version }).catch(({ code }) => code);
  return { got, looks };
}

test('a version that is shown is not waited for', async () => {
  expect(await waited([row(4)], 4)).toEqual({ got: row(4), looks: 1 });
  expect(await waited([undefined], 0)).toEqual({ got: undefined, looks: 1 });
});

test('a version that the log has is waited for, and none after it', async () => {
  await put(commitOf('box#1', 1, happened));
  await put(commitOf('box#1', 2, happened, happened));
  expect(await waited([undefined, row(1), row(3)], 3)).toEqual({ got: row(3), looks: 3 });
  expect(await waited([row(3), row(4)], 4)).toEqual({ got: 'VISTA_ATRASADA', looks: 1 });
});

test('a version that is not shown soon is late', async () =>
  expect(await waited([row(2)], 3)).toEqual({ got: 'VISTA_ATRASADA', looks: 8 }));

test('a row that the caller may not see is not waited for', async () => {
  expect(await waited([row(2), row(3)], 3, () => undefined)).toEqual({ got: 'VISTA_ATRASADA', looks: 1 });
  expect(await waited([undefined, row(3)], 3, (it) => it)).toEqual({ got: row(3), looks: 2 });
});
