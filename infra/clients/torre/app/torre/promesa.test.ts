import { expect, test } from 'vitest';
import { promiseOf } from './promesa.ts';
import type { Orden } from './tipos.ts';

const llegada = { desde: '2026-11-28T19:26:00.000Z', hasta: '2026-11-28T21:26:00.000Z' };

test.each([
  ['asignada', '2026-11-28T19:00:00.000Z', 'Se espera de 2:26 a 4:26 p. m.'],
  ['asignada', '2026-11-28T20:09:00.000Z', 'Se espera antes de las 4:26 p. m.'],
  ['enTransito', '2026-11-28T21:30:00.000Z', 'Llega más tarde de lo previsto'],
] as const)('an order that is %s at %s: %s', (estado, now, says) => {
  const plain = promiseOf({ estado, llegada } as Orden, Date.parse(now)).replace(/\s/g, ' ');
  expect(plain.replace('28 de nov, ', '')).toBe(says);
});
