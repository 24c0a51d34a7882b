import { expect, test } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
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
  ({
    OrdenCreada: [LOCAL.of('vista'), LOCAL.of('saga')],
    reservar: [LOCAL.of('reservar')],
    Reservado: [LOCAL.of('vista')],
  })[type] ?? [];

test('what an order sets going is a tree, by what led to what', () => {
  const [arbol, ...others] = arbolesDe(log, destinos);
  expect(others).toEqual([]);
  expect(arbol).toEqual({
    mensajes: [
      { a: LOCAL.of('vista'), luego: [] },
      {
        a: LOCAL.of('saga'),
        luego: [
          { mensajes: [{ a: LOCAL.of('reservar'), luego: [{ mensajes: [{ a: LOCAL.of('vista'), luego: [] }] }] }] },
        ],
      },
    ],
  });
});

test('messages are counted for each order', () => {
  const two = [...log, entrada('orden#2', 'a command', 'OrdenCreada')];
  expect([...mensajesPorOrden(arbolesDe(two, destinos))]).toEqual([
    [LOCAL.of('vista'), 1.5],
    [LOCAL.of('saga'), 1],
    [LOCAL.of('reservar'), 0.5],
  ]);
});
