import { expect, test } from 'vitest';
import { arbolesDe, type Entrada, mensajesPorOrden } from './arboles.ts';

const entrada = (stream: string, causationId: string, ...types: readonly string[]): Entrada => ({
  stream,
  correlationId: 'c',
  causationId,
  events: types.map((type) => ({ id: `${stream} ${type}`, type })),
});

const log = [
  entrada('orden#1', 'a command', 'OrdenCreada'),
  entrada('saga#1', 'orden#1 OrdenCreada', 'SagaIniciada', 'reservar'),
  entrada('stock#1', 'saga#1 reservar', 'Reservado'),
  entrada('vehiculo#1', 'another command', 'VehiculoRegistrado'),
];
const destinos = (type: string) =>
  ({ OrdenCreada: ['alpes-vista', 'alpes-saga'], reservar: ['alpes-reservar'], Reservado: ['alpes-vista'] })[type] ??
  [];

test('what an order sets going is a tree, by what led to what', () => {
  const [arbol, ...others] = arbolesDe(log, destinos);
  expect(others).toEqual([]);
  expect(arbol).toEqual({
    mensajes: [
      { a: 'alpes-vista', luego: [] },
      {
        a: 'alpes-saga',
        luego: [{ mensajes: [{ a: 'alpes-reservar', luego: [{ mensajes: [{ a: 'alpes-vista', luego: [] }] }] }] }],
      },
    ],
  });
});

test('messages are counted for each order', () => {
  const two = [...log, entrada('orden#2', 'a command', 'OrdenCreada')];
  expect([...mensajesPorOrden(arbolesDe(two, destinos))]).toEqual([
    ['alpes-vista', 1.5],
    ['alpes-saga', 1],
    ['alpes-reservar', 0.5],
  ]);
});
