import { expect, test } from 'vitest';
import { cambios, type Usuario, usuarios } from './usuarios.ts';

test('changes are of rows that are there, and each changes something', () => {
  const filas = usuarios(200);
  const table = new Map(filas.map((fila) => [fila.id, fila]));
  const made = { c: 0, u: 0, d: 0 };
  for (const cambio of cambios(1_000, filas)) {
    made[cambio.op]++;
    const before: Usuario | undefined = table.get(cambio.op === 'd' ? cambio.id : cambio.fila.id);
    expect(before === undefined).toBe(cambio.op === 'c');
    if (cambio.op === 'd') table.delete(cambio.id);
    else {
      expect(cambio.fila).not.toStrictEqual(before);
      table.set(cambio.fila.id, cambio.fila);
    }
  }
  for (const count of Object.values(made)) expect(count).toBeGreaterThan(100);
});

test('they are the same ones each time', () => {
  expect(cambios(50, usuarios(20))).toStrictEqual(cambios(50, usuarios(20)));
});
