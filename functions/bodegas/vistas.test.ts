import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Fact } from '#shared/model/event.ts';
import { arbitraryFact } from '#shared/testing/arbitrary.ts';
import { stateAfter } from '#shared/testing/given.ts';
import { viewOf } from '#shared/testing/views.ts';
import { inventario as agregado, disponible, inventarioId } from './inventario.ts';
import { bodegas, type VistaBodega } from './projections/bodegas.ts';
import { inventario } from './projections/inventario.ts';
import { productos } from './projections/productos.ts';
import { listarBodegas } from './queries/listarBodegas.ts';
import { listarInventario } from './queries/listarInventario.ts';
import { RespuestaInventario, responderInventario } from './respuesta.ts';

const { bodegaId, sku, ordenId } = EJEMPLO;
const stream = `inventario#${inventarioId(bodegaId, sku)}`;
const ingreso = InventarioIngresado({ bodegaId, sku, cantidad: 100 });
const parte = { ordenId, bodegaId, sku, cantidad: 2 };

async function cuenta(...hechos: readonly Fact[]) {
  const vista = await viewOf(inventario, stream, ...hechos);
  const { existencias, reservadas, disponibles } = RespuestaInventario.parse(vista && responderInventario(vista));
  return [existencias, reservadas, disponibles];
}

describe('la vista del inventario', () => {
  test('ingresado', async () => expect(await cuenta(ingreso)).toStrictEqual([100, 0, 100]));
  test('reservado', async () => expect(await cuenta(ingreso, InventarioReservado(parte))).toStrictEqual([100, 2, 98]));
  test('liberado', async () =>
    expect(await cuenta(ingreso, InventarioReservado(parte), ReservaDeInventarioLiberada(parte))).toStrictEqual([
      100, 0, 100,
    ]));
  test('despachado y devuelto', async () => {
    const fuera = [ingreso, InventarioReservado(parte), InventarioDespachado(parte)];
    expect(await cuenta(...fuera)).toStrictEqual([98, 0, 98]);
    expect(await cuenta(...fuera, InventarioDevuelto(parte))).toStrictEqual([100, 0, 100]);
  });
  test('contado', async () =>
    expect(
      await cuenta(ingreso, InventarioReservado(parte), InventarioAjustado(InventarioAjustado.example)),
    ).toStrictEqual([98, 2, 96]));
  test('dice lo mismo que el agregado, con cualquier historia', () => {
    const hechos = Object.values(agregado.folds).map(({ event }) =>
      arbitraryFact(event, { bodegaId: [bodegaId], sku: [sku] }),
    );
    return fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...hechos), { minLength: 1, maxLength: 20 }), async (historia) => {
        const estado = stateAfter(agregado, historia);
        expect(await viewOf(inventario, stream, ...historia)).toMatchObject({
          existencias: estado.existencias,
          reservadas: estado.reservadas,
          disponibles: disponible(estado),
        });
      }),
      { numRuns: 100 },
    );
  });
});

test('el directorio tiene las bodegas por su nombre corto', async () => {
  const nueva = (bodegaId: string) => BodegaRegistrada({ ...BodegaRegistrada.example, bodegaId });
  const vistas = await Promise.all(
    ['BOG-SUR', 'BOG-NORTE'].map((id) => viewOf(bodegas, `bodega#${id}`, nueva(id)) as Promise<VistaBodega>),
  );
  for (const orden of [vistas, vistas.toReversed()]) {
    const { elementos } = listarBodegas.shape(orden, {});
    expect(elementos.map(({ bodegaId }) => bodegaId)).toStrictEqual(['BOG-NORTE', 'BOG-SUR']);
  }
  expect(listarBodegas.where({})).toStrictEqual([{}]);
});

describe('el inventario se lista', () => {
  test('por producto', () => expect(listarInventario.where({ sku })).toStrictEqual({ index: 'porSku', value: sku }));
  test('o por bodega', () =>
    expect(listarInventario.where({ bodegaId })).toStrictEqual({ index: 'porBodega', value: bodegaId }));
  test.each([
    [{ sku }, true],
    [{ bodegaId }, true],
    [{ sku, bodegaId }, false],
    [{}, false],
  ])('pregunta %j: %j', (pregunta, vale) => expect(listarInventario.accepts.safeParse(pregunta).success).toBe(vale));
});

test('un producto se muestra como se registró', async () => {
  expect(await viewOf(productos, `producto#${sku}`, ProductoRegistrado(ProductoRegistrado.example))).toStrictEqual({
    ...ProductoRegistrado.example,
    registradoEn: '2030-01-15T12:00:00.000Z',
  });
});
