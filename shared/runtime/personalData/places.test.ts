import { expect, test } from 'vitest';
import * as z from 'zod';
import { personal } from '#shared/model/personal.ts';
import { pathsOf, reach, replace } from './places.ts';

const PATHS = [['name'], ['at', 'lat'], ['lines', '*', 'to'], ['by', '*', 'name'], ['parts', '0']];

const data = {
  name: 'Ana',
  age: 7,
  at: { lat: 4, lon: 5 },
  lines: [
    { to: 'x', n: 1 },
    { to: 'y', n: 2 },
  ],
  by: { door: { name: 'Luis', n: 1 } },
  parts: ['first', 'second'],
};

test('what stands at paths is found, in elements of lists and in values of records too', () => {
  expect(reach(data, PATHS)).toStrictEqual(['Ana', 4, 'x', 'y', 'Luis', 'first']);
  expect(reach('whole', [[]])).toStrictEqual(['whole']);
});

test('what is not there is not found, and nothing is made of it', () => {
  expect(reach({ name: 'Ana', at: {}, lines: [] }, PATHS)).toStrictEqual(['Ana', undefined]);
  for (const value of [null, undefined, 'text', 7]) expect(reach(value, [['name'], ['*', 'to']])).toStrictEqual([]);
  expect(reach({ at: null, lines: null, by: 'text' }, PATHS.slice(1, 4))).toStrictEqual([]);
});

test('what stands at paths is changed, and nothing else', () => {
  const changed = replace(data, PATHS, (value) => `-${value}`);
  expect(changed).toStrictEqual({
    name: '-Ana',
    age: 7,
    at: { lat: '-4', lon: 5 },
    lines: [
      { to: '-x', n: 1 },
      { to: '-y', n: 2 },
    ],
    by: { door: { name: '-Luis', n: 1 } },
    parts: ['-first', 'second'],
  });
});

test.each([
  [{ name: null, at: null, lines: null }],
  [{ name: undefined, at: 'somewhere', lines: 3 }],
  [{ age: 7 }],
  ['text'],
  [null],
])('in %j there is nothing to change', (value) => {
  expect(replace(value, PATHS, () => 'changed')).toStrictEqual(value);
});

test('paths are those of the schema, whose name an error tells', () => {
  expect(pathsOf(z.object({ name: personal(z.string()), n: z.int() }), 'Signed')).toStrictEqual([['name']]);
  expect(() => pathsOf(z.object({ any: personal(z.any()) }), 'Signed')).toThrow('Signed.any: a personal field must');
});
