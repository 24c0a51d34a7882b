import { expect, test } from 'vitest';
import { Azar } from '../../../driver/azar.ts';
import type { Nodo } from './arboles.ts';
import { simulate, type Tuberia } from './tuberia.ts';

const one = { concurrency: 1, batch: 1, windowMs: 0, ramp: 'all' } as const;
const order: Nodo = {
  mensajes: [
    { a: 'vista', luego: [] },
    { a: 'saga', luego: [{ mensajes: [{ a: 'vista', luego: [] }] }] },
  ],
};
const tuberia: Tuberia = {
  cores: 8,
  arboles: [order],
  feedings: new Map([
    ['crear', { ...one, concurrency: 2 }],
    ['relay', { ...one, batch: 100 }],
    ['vista', { ...one, batch: 10 }],
    ['saga', one],
  ]),
  services: new Map([
    ['crear', { run: 10, message: 0 }],
    ['relay', { run: 5, message: 1 }],
    ['vista', { run: 3, message: 2 }],
    ['saga', { run: 20, message: 0 }],
  ]),
  first: 'crear',
  relay: 'relay',
};

test('an order alone takes what each step on its longest way takes', () => {
  const { ended, stays, runs } = simulate(tuberia, [0], new Azar('1'));
  // API, relay, saga, relay, view.
  expect(ended).toBe(10 + 6 + 20 + 6 + 5);
  expect(stays).toEqual([47]);
  expect(runs).toEqual([10, 16, 21, 36, 42, 47]);
});

test('of many at once, the slowest function alone counts: here the saga, one at a time', () => {
  const { ended, stays } = simulate(tuberia, Array(50).fill(0), new Azar('1'));
  expect(ended).toBe(10 + 6 + 50 * 20 + 6 + 5);
  expect(stays).toHaveLength(50);
});

test('with one core, work is what counts, whatever waits for what', () => {
  const batches = simulate({ ...tuberia, cores: 0.5 }, [0], new Azar('1'));
  expect(batches.ended).toBe(2 * (10 + 6 + 5 + 20 + 6 + 5));
});

test('a function that nobody has said how it is fed is told', () => {
  const { feedings, ...rest } = tuberia;
  const less = new Map([...feedings].filter(([name]) => name !== 'saga'));
  expect(() => simulate({ ...rest, feedings: less }, [0], new Azar('1'))).toThrow('Nobody has said how saga is fed.');
});
