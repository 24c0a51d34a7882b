import { expect, test } from 'vitest';
import { meaningOf, PROBLEMS, problemType } from './problem.ts';

test("a code means what the context's own table says, or the one of all", () => {
  const own = { CAJA_CERRADA: { status: 409, title: 'La caja está cerrada' } } as const;
  expect(meaningOf('CAJA_CERRADA', own)).toBe(own.CAJA_CERRADA);
  expect(meaningOf('NO_EXISTE', own)).toBe(PROBLEMS.NO_EXISTE);
});

test('a code that nobody knows is told, with where its meaning belongs', () =>
  expect(() => meaningOf('OTRA', {})).toThrow("The code OTRA has no meaning: add it to the context's rechazos.ts."));

test('a kind of problem has a name of its own', () =>
  expect(problemType('NO_EXISTE')).toBe('urn:alpes:problema:NO_EXISTE'));
