import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { journal, projection } from '#shared/model/projection.ts';
import { listQuery, type Selection } from '#shared/model/query.ts';
import { wrongSelections } from './selections.ts';

const bills = projection<{ id: string; customer: string; due: string }>('bills', {
  of: 'bill',
  key: 'id',
  indexes: { byCustomer: { by: 'customer' }, byDue: { by: 'customer', sort: 'due' } },
});
const lines = journal('lines', 'id');
const asked = {
  http: 'GET /bills',
  scope: 'bills:leer',
  docs: { summary: 's', description: 'd' },
  accepts: z.strictObject({ customer: z.string().optional() }),
  example: {},
  answers: z.object({}),
  shape: () => ({}),
} as const;

const by = ['*', 'byCustomer', 'byDue', 'byCustomr'];
const inBills = (selection: Selection) =>
  wrongSelections(listQuery({ ...asked, of: bills, by, where: () => selection }));
const inLines = (selection: Selection) => wrongSelections(listQuery({ ...asked, of: lines, where: () => selection }));

describe('of a view', () => {
  test.each<Selection>([{}, { index: 'byCustomer', value: 'a' }, { index: 'byDue', value: 'a', from: '2030' }])(
    '%j is right',
    (selection) => expect(inBills(selection)).toStrictEqual([]),
  );
  test.each<[Selection, string]>([
    [{ index: 'byCustomr', value: 'a' }, 'bills has no index "byCustomr" (it has: byCustomer, byDue)'],
    [{ index: 'byCustomer', value: 'a', to: '2031' }, 'the index byCustomer of bills has no "sort"'],
    [{ index: 'byDue' }, "say the value of bills's index byDue"],
    [{ value: 'a' }, 'say by which index of bills'],
  ])('%j is wrong', (selection, text) => expect(inBills(selection)).toStrictEqual([expect.stringContaining(text)]));
});

test('of a journal the key is asked for, and nothing else', () => {
  expect(inLines({ value: '1' })).toStrictEqual([]);
  expect(inLines({ index: 'byId', value: '1' })).toHaveLength(1);
  expect(inLines({})).toHaveLength(1);
});

test('every branch of a query is looked at, not the one of its example alone', () => {
  const where = ({ customer }: { customer?: string | undefined }) =>
    customer === undefined ? {} : { index: 'misspelt', value: customer };
  expect(wrongSelections(listQuery({ ...asked, of: bills, by: ['*', 'misspelt'], where }))).toHaveLength(1);
});

test('what a query does not name it may not read', () => {
  const where = () => ({ index: 'byCustomer', value: 'a' });
  const wrong = (by?: readonly string[]) =>
    wrongSelections(listQuery({ ...asked, of: bills, ...(by && { by }), where }));
  expect(wrong()).toStrictEqual([expect.stringContaining('say "byCustomer" in "by"')]);
  expect(wrong(['byDue'])).toStrictEqual([expect.stringContaining('say "byCustomer" in "by"')]);
  expect(wrong(['byCustomer'])).toStrictEqual([]);
});
