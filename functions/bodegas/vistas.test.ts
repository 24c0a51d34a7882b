import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { DevolucionCorregida } from '#events/bodegas/DevolucionCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ProductoCorregido } from '#events/bodegas/ProductoCorregido.ts';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import type { Fact } from '#shared/model/event.ts';
import { arbitraryFact } from '#shared/testing/arbitrary.ts';
import { stateAfter } from '#shared/testing/given.ts';
import { recorded, totalsAfter, viewOf } from '#shared/testing/views.ts';
import { inventario as agregado, disponible, inventarioId } from './inventario.ts';
import { bodegas, type VistaBodega } from './projections/bodegas.ts';
import { inventario } from './projections/inventario.ts';
import { productos } from './projections/productos.ts';
import { retenciones } from './projections/retenciones.ts';
import { tallas } from './projections/tallas.ts';
import { listarBodegas } from './queries/listarBodegas.ts';
import { listarInventario } from './queries/listarInventario.ts';
import { listarReservas } from './queries/listarReservas.ts';
import { RespuestaInventario, RespuestaRetencion, responderInventario } from './respuesta.ts';

const { bodegaId, sku, ordenId } = EJEMPLO;
const stream = `inventario#${inventarioId(bodegaId, sku)}`;
const ingreso = InventarioIngresado({ bodegaId, sku, cantidad: 100 });
const parte = { ordenId, bodegaId, sku, cantidad: 2 };

async function cuenta(...hechos: readonly Fact[]) {
  const vista = await viewOf(inventario, stream, ...hechos);
  const { existencias, reservadas, disponibles, danadas } = RespuestaInventario.parse(
    vista && responderInventario(vista),
  );
  return [existencias, reservadas, disponibles, danadas];
}

describe('la vista del inventario', () => {
  test('dice desde cuándo hay menos de lo reservado, hasta que alcanza', async () => {
    const contado = (conteo: number) => InventarioAjustado({ ...InventarioAjustado.example, bodegaId, sku, conteo });
    const falta = async (...hechos: readonly Fact[]) => {
      const { falta, faltan, faltaDesde, actualizadoEn } = (await viewOf(inventario, stream, ...hechos)) ?? {};
      return [falta, faltan, faltaDesde !== undefined, faltaDesde === actualizadoEn];
    };
    const reservado = [ingreso, InventarioReservado(parte)];
    expect(await falta(...reservado)).toStrictEqual([undefined, undefined, false, false]);
    expect(await falta(...reservado, contado(1))).toStrictEqual(['si', 1, true, true]);
    expect(await falta(...reservado, contado(1), contado(0))).toStrictEqual(['si', 2, true, false]);
    expect(await falta(...reservado, contado(1), contado(2))).toStrictEqual([undefined, undefined, false, false]);
  });
  test('ingresado', async () => expect(await cuenta(ingreso)).toStrictEqual([100, 0, 100, 0]));
  test('reservado', async () =>
    expect(await cuenta(ingreso, InventarioReservado(parte))).toStrictEqual([100, 2, 98, 0]));
  test('liberado', async () =>
    expect(await cuenta(ingreso, InventarioReservado(parte), ReservaDeInventarioLiberada(parte))).toStrictEqual([
      100, 0, 100, 0,
    ]));
  test('despachado y devuelto', async () => {
    const fuera = [ingreso, InventarioReservado(parte), InventarioDespachado(parte)];
    expect(await cuenta(...fuera)).toStrictEqual([98, 0, 98, 0]);
    expect(await cuenta(...fuera, InventarioDevuelto({ ...parte, condicion: 'vendible' }))).toStrictEqual([
      100, 0, 100, 0,
    ]);
    expect(await cuenta(...fuera, InventarioDevuelto({ ...parte, condicion: 'danada' }))).toStrictEqual([98, 0, 98, 2]);
  });
  test('contado', async () =>
    expect(
      await cuenta(ingreso, InventarioReservado(parte), InventarioAjustado(InventarioAjustado.example)),
    ).toStrictEqual([98, 2, 96, 0]));
  test('contado por debajo de lo reservado', async () =>
    expect(
      await cuenta(
        ingreso,
        InventarioReservado({ ...parte, cantidad: 5 }),
        InventarioAjustado({ ...InventarioAjustado.example, conteo: 3, diferencia: -97 }),
      ),
    ).toStrictEqual([3, 5, 0, 0]));
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
          danadas: estado.danadas,
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

test('un producto se muestra como se registró, y como se corrigió', async () => {
  const { example } = ProductoRegistrado;
  const registradoEn = '2030-01-15T12:00:00.000Z';
  const stream = `producto#${sku}`;
  const corregido = ProductoCorregido({ sku, pesoKg: 0.52 });
  expect(await viewOf(productos, stream, ProductoRegistrado(example))).toStrictEqual({ ...example, registradoEn });
  expect(await viewOf(productos, stream, ProductoRegistrado(example), corregido)).toStrictEqual({
    ...example,
    pesoKg: 0.52,
    registradoEn,
  });
});

test('una bodega se muestra como se registró, y como se corrigió', async () => {
  const { example } = BodegaRegistrada;
  const registrada = BodegaRegistrada(example);
  const corregida = BodegaCorregida({ bodegaId, zona: { lat: 4.6, lon: -74.1 }, calendario: {} });
  const registradaEn = '2030-01-15T12:00:00.000Z';
  expect(await viewOf(bodegas, `bodega#${bodegaId}`, registrada)).toStrictEqual({ ...example, registradaEn });
  expect(await viewOf(bodegas, `bodega#${bodegaId}`, registrada, corregida)).toStrictEqual({
    ...example,
    zona: { lat: 4.6, lon: -74.1 },
    calendario: {},
    registradaEn,
  });
});

describe('quién tiene las existencias', () => {
  const hecha = ReservaHecha({ ...ReservaHecha.example, partes: [parteDe(bodegaId, 2), parteDe('BOG-SUR', 3)] });
  const clave = (bodega: string) => `${bodega}:${sku}|2030-01-15T12:00:00.000Z|${ordenId}`;
  const tienen = async (...hechos: readonly Fact[]) => {
    const vida = recorded(`reserva#${ordenId}`, hechos);
    return totalsAfter(retenciones, vida, [vida]);
  };
  const despachada = ReservaDespachada({ ordenId, bodegaId });
  const reservadas = (cantidad: number) => ({ reservadas: cantidad });

  test('cada parte en su bodega, desde que se reservó', async () =>
    expect(await tienen(hecha)).toStrictEqual({
      [clave(bodegaId)]: reservadas(2),
      [clave('BOG-SUR')]: reservadas(3),
    }));
  test('lo que sale no, ni lo que se libera o se pierde', async () => {
    expect(await tienen(hecha, despachada)).toStrictEqual({ [clave('BOG-SUR')]: reservadas(3) });
    expect(await tienen(hecha, ReservaLiberada({ ordenId, motivo: 'Cancelada' }))).toStrictEqual({});
    expect(await tienen(hecha, ReservaPerdida(ReservaPerdida.example))).toStrictEqual({});
  });
  test('lo que vuelve de una salida deshecha sí, y lo que se mueve, donde queda', async () => {
    expect(await tienen(hecha, despachada, DespachoDeshecho({ ordenId, bodegas: [bodegaId] }))).toStrictEqual({
      [clave(bodegaId)]: reservadas(2),
      [clave('BOG-SUR')]: reservadas(3),
    });
    const movida = ReservaMovida({ ...ReservaMovida.example, partes: [parteDe('BOG-SUR', 5)] });
    expect(await tienen(hecha, movida)).toStrictEqual({ [clave('BOG-SUR')]: reservadas(5) });
  });
  test('lo que reingresa sí, hasta que resulta entregado', async () => {
    const linea = { sku, cantidad: 2, condicion: 'vendible' as const };
    const partes = [parteDe('BOG-SUR', 3), parteDe(bodegaId, 2)];
    const reingreso = DevolucionRecibida({ ...DevolucionRecibida.example, lineas: [linea], reingresa: true, partes });
    expect(await tienen(hecha, despachada, reingreso)).toStrictEqual({
      [clave(bodegaId)]: reservadas(2),
      [clave('BOG-SUR')]: reservadas(3),
    });
    const corregida = DevolucionCorregida({ ordenId, partes: [{ bodegaId, ...linea }] });
    expect(await tienen(hecha, despachada, reingreso, corregida)).toStrictEqual({});
  });
  test('se pregunta por producto, lo más nuevo primero, y se dice lo que aún se tiene', () => {
    const fila = { key: clave(bodegaId), reservadas: 2 };
    expect(listarReservas.where({ bodegaId, sku })).toStrictEqual({ value: `${bodegaId}:${sku}` });
    expect(listarReservas.newestFirst).toBe(true);
    expect(
      [fila, { ...fila, reservadas: 0 }, { key: fila.key }].map((una) =>
        listarReservas.keeps?.(una, { bodegaId, sku }),
      ),
    ).toStrictEqual([true, false, false]);
    expect(RespuestaRetencion.parse(listarReservas.shape(fila, { bodegaId, sku }))).toStrictEqual({
      ordenId,
      desde: '2030-01-15T12:00:00.000Z',
      reservadas: 2,
    });
  });
});

test('las tallas de la flota son las de los vehículos que hay', async () => {
  const { vehiculoId, capacidadKg, capacidadM3 } = VehiculoRegistrado.example;
  const hay = async (...hechos: readonly Fact[]) => {
    const vida = recorded(`vehiculo#${vehiculoId}`, hechos);
    return totalsAfter(tallas, vida, [vida]);
  };
  const registrado = VehiculoRegistrado(VehiculoRegistrado.example);
  const retirado = VehiculoRetirado({ ...VehiculoRetirado.example, vehiculoId });
  expect(await hay(registrado)).toStrictEqual({ [`flota|${capacidadKg}|${capacidadM3}`]: { vehiculos: 1 } });
  expect(await hay(registrado, VehiculoCorregido({ vehiculoId, capacidadKg: 12.5 }))).toStrictEqual({
    [`flota|12.5|${capacidadM3}`]: { vehiculos: 1 },
  });
  expect(await hay(registrado, VehiculoCorregido({ vehiculoId, capacidadM3: 7 }))).toStrictEqual({
    [`flota|${capacidadKg}|7`]: { vehiculos: 1 },
  });
  expect(await hay(registrado, retirado)).toStrictEqual({});
});

function parteDe(bodega: string, cantidad: number) {
  return { bodegaId: bodega, sku, cantidad };
}
