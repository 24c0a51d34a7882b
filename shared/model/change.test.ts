import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type ChangeValue, change, isNews, type Op, positionOf, type Source } from './change.ts';
import { personal, personalPaths } from './personal.ts';

const Row = z.object({ id: z.int(), name: personal(z.string()).nullable() });
const table = change('RowChanged', {
  context: 'x',
  key: z.object({ id: z.int() }),
  row: Row,
  subject: ({ id }) => `row-${id}`,
  example: { key: { id: 1 }, value: null },
});

const common = { version: '1', ts_ms: 1_000, db: 'd', table: 't' };
const streamed = (sequence: string | null, name = 'd.E1'): Source => {
  const snapshot = sequence === null ? 'incremental' : 'false';
  return { ...common, connector: 'dynamodb', name, snapshot, sequence: sequence && `["${sequence}"]` };
};
const logged = (file: string, pos: number, row = 0): Source => {
  const where = { server_id: 1, gtid: null, file, pos, row };
  return { ...common, connector: 'mariadb', name: 'd.E1', snapshot: 'false', ...where };
};
const value = (op: Op, images: Partial<ChangeValue<unknown>> = {}, source = streamed('7')) => ({
  ...{ before: null, after: null, source, op, ts_ms: 2_000, transaction: null },
  ...images,
});
const at = (source: Source) => positionOf({ source });

describe('the envelope', () => {
  const accepts = (one: unknown) => table.schema.safeParse({ key: { id: 1 }, value: one }).success;
  const row = { id: 1, name: 'Ana' };
  test.each([
    ['a creation', value('c', { after: row }), true],
    ['an update', value('u', { before: row, after: { ...row, name: null } }), true],
    ['a deletion', value('d', { before: row }), true],
    ['a deletion of what nobody knows any more', value('d'), true],
    ['a row read', value('r', { after: row }, streamed(null)), true],
    ['a tombstone', null, true],
    ['a creation of nothing', value('c'), false],
    ['a deletion that leaves something', value('d', { after: row }), false],
    ['a row of another key', value('c', { after: { ...row, id: 2 } }), false],
    ['an image of another key', value('u', { before: { ...row, id: 2 }, after: row }), false],
    ['a row without what it must have', value('c', { after: { id: 1 } }), false],
    ['a position that is none', value('c', { after: row }, streamed('abc')), false],
    [
      'a connector whose positions nobody knows',
      value('c', { after: row }, { ...streamed('7'), connector: 'other' as never }),
      false,
    ],
  ])('%s: %s', (_, one, fits) => expect(accepts(one)).toBe(fits));

  test('what a connector tells beside it is left out: a query would quote the row', () => {
    const source = { ...logged('binlog.000001', 4), query: "UPDATE t SET name = 'Ana'", thread: 3 };
    const read = table.schema.parse({ key: { id: 1 }, value: value('c', { after: row }, source) });
    expect(read.value?.source).toStrictEqual(logged('binlog.000001', 4));
  });
  test('what is personal is so before and after', () =>
    expect(personalPaths(table.schema, 'x')).toStrictEqual([
      ['value', 'before', 'name'],
      ['value', 'after', 'name'],
    ]));
});

describe('where a change stands', () => {
  test('sequence numbers compare as numbers do, however long', () => {
    const [small, large] = [at(streamed('99')), at(streamed('1'.padEnd(40, '0')))];
    expect([isNews(large, small), isNews(small, large), isNews(small, small)]).toStrictEqual([true, false, false]);
  });
  test.each([
    ['a later file', logged('binlog.000009', 900), logged('binlog.000010', 4)],
    ['later in the file', logged('binlog.000001', 900), logged('binlog.000001', 1_000)],
    ['a later row of one statement', logged('binlog.000001', 900, 9), logged('binlog.000001', 900, 10)],
  ])('in a log: %s', (_, early, late) => {
    expect([isNews(at(late), at(early)), isNews(at(early), at(late))]).toStrictEqual([true, false]);
  });
  test('a row that was read is news only where nothing is known in its epoch', () => {
    const read = at(streamed(null));
    expect(isNews(read, undefined)).toBe(true);
    expect([isNews(read, at(streamed('1'))), isNews(read, read)]).toStrictEqual([false, false]);
    expect(isNews(at(streamed('1')), read)).toBe(true);
  });
  test('a later epoch beats an earlier one, whatever the place', () => {
    const [before, after] = [at(streamed('9')), at(streamed(null, 'd.E2'))];
    expect([isNews(after, before), isNews(before, after)]).toStrictEqual([true, false]);
    expect(at(streamed('9', 'd')).epoch).toBe('');
  });
});
