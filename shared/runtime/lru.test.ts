import { expect, test } from 'vitest';
import { Lru } from './lru.ts';

test('what was used last is remembered, and no more than fits', () => {
  const memory = new Lru<number>(2);
  memory.set('a', 1);
  memory.set('b', 2);
  expect(memory.get('a')).toBe(1);
  memory.set('c', 3);
  expect([memory.get('a'), memory.get('b'), memory.get('c')]).toStrictEqual([1, undefined, 3]);
});

test('what is written again counts as used, and pushes nothing out', () => {
  const memory = new Lru<number>(2);
  memory.set('a', 1);
  memory.set('b', 2);
  memory.set('a', 3);
  memory.set('c', 4);
  expect([memory.get('a'), memory.get('b'), memory.get('c')]).toStrictEqual([3, undefined, 4]);
});

test('what was asked for in vain is not remembered', () => {
  const memory = new Lru<number>(1);
  memory.set('a', 1);
  expect(memory.get('b')).toBeUndefined();
  expect(memory.get('a')).toBe(1);
});

test('what is deleted is gone, and leaves room', () => {
  const memory = new Lru<number>(2);
  memory.set('a', 1);
  memory.set('b', 2);
  memory.delete('b');
  memory.set('c', 3);
  expect([memory.get('a'), memory.get('b'), memory.get('c')]).toStrictEqual([1, undefined, 3]);
});

test('asking for what is not there takes no place', () => {
  const lru = new Lru<number>(1);
  lru.set('a', 1);
  lru.get('none');
  lru.get('a');
  lru.set('b', 2);
  expect([lru.get('a'), lru.get('b')]).toStrictEqual([undefined, 2]);
});
