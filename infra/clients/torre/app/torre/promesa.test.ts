import { expect, test } from 'vitest';
import { expectedOf, promiseOf } from './promesa.ts';
import type { Orden } from './tipos.ts';

const spaced = (text: string) => text.replace(/\s/g, ' ');
const YESTERDAY = Date.parse('2026-11-27T19:00:00.000Z');
const llegada = { desde: '2026-11-28T19:26:00.000Z', hasta: '2026-11-28T21:26:00.000Z' };

test.each([
  ['asignada', '2026-11-28T19:00:00.000Z', 'Se espera de 2:26 a 4:26 p. m.'],
  ['asignada', '2026-11-28T20:09:00.000Z', 'Se espera antes de las 4:26 p. m.'],
  ['enTransito', '2026-11-28T21:30:00.000Z', 'Llega más tarde de lo previsto'],
] as const)('an order that is %s at %s: %s', (estado, now, says) => {
  expect(spaced(promiseOf({ estado, llegada } as Orden, Date.parse(now)))).toBe(says);
});
test('an arrival of another day has its day', () => {
  const orden = { estado: 'asignada', llegada } as Orden;
  expect(spaced(promiseOf(orden, YESTERDAY))).toBe('Se espera el 28 de nov, 2:26 a 4:26 p. m.');
});

const fallo = { motivo: 'No había quién recibiera', ventana: llegada, estado: 'entregaFallida' } as Orden;
const pedida = '28 de nov, 2:26 a 4:26 p. m.';
const final = { ...fallo, ultimoFallo: { final: true } as Orden['ultimoFallo'] } as Orden;
test.each([
  ['in its plan', { estado: 'asignada', llegada } as Orden, pedida],
  ['not in a plan yet', { estado: 'creada', ventana: llegada } as Orden, pedida],
  ['to be tried again', fallo, pedida],
  ['not tried again', final, '–'],
  ['over', { estado: 'cancelada', ventana: llegada } as Orden, '–'],
])('in a list an order that is %s', (_, orden, says) => {
  expect(spaced(expectedOf(orden, YESTERDAY))).toBe(says);
});
test('of a failed attempt both are told: why, and for when it is wanted now', () => {
  expect(spaced(promiseOf(fallo, YESTERDAY))).toBe(`No había quién recibiera · Prometida: ${pedida}`);
  expect(promiseOf(final, YESTERDAY)).toBe('No había quién recibiera');
});
