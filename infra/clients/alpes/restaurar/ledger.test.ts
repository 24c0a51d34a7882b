import { expect, test } from 'vitest';
import { type Commit, RESTORED, toItem } from '#shared/runtime/eventLog/commit.ts';
import type { Item } from './item.ts';
import { Ledger } from './ledger.ts';

const VOCABULARY = new Map([['orden', new Set(['OrdenCreada', 'OrdenConfirmada'])]]);

/** A commit of so many events. */
function commit(stream: string, version: number, types: readonly string[] = ['OrdenCreada']): Item {
  const whole: Commit = {
    stream,
    version,
    occurredAt: `2030-01-15T12:00:0${version}.000Z`,
    commandId: `c${version}`,
    metadata: { correlationId: 'c', causationId: 'c', actor: 'yo' },
    events: types.map((type, at) => ({ id: `${version + at}`, type, schemaVersion: 1, context: 'x', data: {} })),
  };
  return toItem(whole);
}

function read(...items: readonly Item[]) {
  const ledger = new Ledger(VOCABULARY);
  for (const item of items) ledger.add(item);
  return ledger.findings();
}

const TWO = ['OrdenCreada', 'OrdenConfirmada'];
const whole = [commit('orden#1', 1, TWO), commit('orden#1', 3), commit('orden#1', 4, TWO), commit('orden#2', 1)];

test('a log without holes is counted, in any order of its items', () => {
  const expected = {
    flujos: 2,
    registros: 4,
    hechos: 6,
    desde: '2030-01-15T12:00:01.000Z',
    hasta: '2030-01-15T12:00:04.000Z',
  };
  expect(read(...whole)).toMatchObject({ ...expected, problemas: [] });
  expect(read(...whole.toReversed())).toStrictEqual(read(...whole));
});

test.each<[string, Item[], string]>([
  ['a hole in the middle', [commit('orden#1', 1), commit('orden#1', 4)], 'orden#1: faltan las versiones 2 a 3'],
  ['no beginning', [commit('orden#1', 2)], 'orden#1: faltan las versiones 1 a 1'],
  [
    'two of one version',
    [commit('orden#1', 1, TWO), commit('orden#1', 2)],
    'orden#1, 2: hay dos registros de una misma versión',
  ],
  ['streams of no such name', [commit('pedido#1', 1)], 'pedido#1: no hay flujos que se llamen así'],
  ['facts of another', [commit('orden#1', 1, ['Otra'])], 'orden#1, 1: un flujo así no tiene hechos "Otra"'],
  [
    'an item that is no commit',
    [{ ...commit('orden#1', 1), events: { S: '[María' } }],
    'orden#1, 1: no es un registro de hechos',
  ],
  [
    'an item of another table',
    [{ key: { S: 'x' } }],
    'un elemento sin flujo, sin versión: no es un registro de hechos',
  ],
  [
    'a time that is none',
    [{ ...commit('orden#1', 1), occurredAt: { S: 'ayer' } }],
    'orden#1, 1: no es un registro de hechos',
  ],
])('%s is found', (_, items, problem) => expect(read(...items).problemas).toStrictEqual([problem]));

test('the digest is that of what the items say: not of their order, nor of whether they were restored', () => {
  const { huella } = read(...whole);
  expect(read(...whole.map((item) => ({ [RESTORED]: { S: 'ayer' }, ...item }))).huella).toBe(huella);
  expect(read(...whole.slice(1)).huella).not.toBe(huella);
  expect(read({ ...whole[0], commandId: { S: 'otro' } }, ...whole.slice(1)).huella).not.toBe(huella);
});
