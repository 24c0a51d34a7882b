import { expect, test } from 'vitest';
import { NOW } from '#shared/testing/given.ts';
import { orden } from './orden.ts';
import { ordenes } from './projections/ordenes.ts';
import { contado } from './versiones.ts';

test.each(Object.values(ordenes.handlers).map(({ event }) => [event.type, event] as const))(
  '%s se cuenta con palabras, sin nada personal',
  (type, { example }) => {
    const { titulo, detalle = '' } = contado({ type, data: example, en: NOW });
    expect(titulo).toMatch(/^\p{Lu}.* /u);
    expect(`${titulo} ${detalle}`).not.toMatch(/Ana Rojas|300 ?1234567|ana@|Carrera|undefined/);
  },
);

test('la vista cambia con todo lo que la orden escribe', () =>
  expect(Object.keys(ordenes.handlers).sort()).toStrictEqual(Object.keys(orden.folds).sort()));
