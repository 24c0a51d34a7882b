import { expect, test } from 'vitest';
import { projection } from '#shared/model/projection.ts';
import { emptyRow, itemToRow, type Row, rowToItem } from './row.ts';

interface Box {
  readonly id: string;
  readonly owner?: string | null | undefined;
  readonly since?: string;
}
const boxes = projection<Box>('boxes', {
  of: 'box',
  key: 'id',
  indexes: { byOwner: { by: 'owner', sort: 'since' }, byId: { by: 'id' } },
});
const plain = projection<Box>('plain', { of: 'box', key: 'id' });
const row = (parts: Partial<Row<Box>>): Row<Box> => ({ key: '1', version: 2, state: undefined, ...parts });

test('an item has the view as one text, and in the generation what indexes find and sort it by', () => {
  const state = { id: '1', owner: 'ana', since: '2030' };
  expect(rowToItem(boxes, row({ state }), 'uno|')).toStrictEqual({
    key: { S: 'uno|1' },
    version: { N: '2' },
    owner: { S: 'uno|ana' },
    since: { S: 'uno|2030' },
    id: { S: 'uno|1' },
    view: { S: JSON.stringify(state) },
  });
});

test.each([{ owner: null }, { owner: undefined }, {}])('what %j does not name is in no index', (part) => {
  const item = rowToItem(boxes, row({ state: { id: '1', ...part } }), '');
  expect(Object.keys(item).sort()).toStrictEqual(['id', 'key', 'version', 'view']);
});

test('a view without indexes has none', () =>
  expect(rowToItem(plain, row({ state: { id: '1', owner: 'ana' } }), 'uno|')).toStrictEqual({
    key: { S: 'uno|1' },
    version: { N: '2' },
    view: { S: '{"id":"1","owner":"ana"}' },
  }));

test.each<Row>([
  row({}),
  row({ state: { id: '1' } }),
  row({ state: { id: '1' }, forgotten: true }),
  row({ state: { id: '1' }, generation: 'dos', hold: { after: 0, until: 5 } }),
])('%j is read as it was written', (written) => {
  expect(itemToRow(rowToItem(boxes, written, 'uno|') as never, 'uno|')).toStrictEqual(written);
});

test('a row of which nothing is known has no version and no state', () => {
  expect(emptyRow('1')).toStrictEqual({ key: '1', version: 0, state: undefined });
  expect(itemToRow({}, '')).toStrictEqual({ key: '', version: 0, state: undefined });
});
