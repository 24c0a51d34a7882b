import { describe, expect, test } from 'vitest';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { InventarioTrasladadoDentro } from '#events/bodegas/InventarioTrasladadoDentro.ts';
import { InventarioTrasladadoFuera } from '#events/bodegas/InventarioTrasladadoFuera.ts';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { given } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { porCercania } from './bodega.ts';
import { ajustarInventario } from './commands/ajustarInventario.ts';
import { ingresarInventario } from './commands/ingresarInventario.ts';
import { registrarBodega } from './commands/registrarBodega.ts';
import { registrarProducto } from './commands/registrarProducto.ts';
import { trasladarInventario } from './commands/trasladarInventario.ts';
import { base, CAFE, CERCA_DEL_SUR, ingreso, NORTE, SUR, stock } from './ejemplos.ts';
import { inventario } from './inventario.ts';

const { ordenId } = EJEMPLO;

describe('bodegas y productos', () => {
  const nueva = registrarBodega.example;
  const registrada = BodegaRegistrada({
    bodegaId: nueva.bodegaId,
    nombre: nueva.nombre,
    ciudad: nueva.ciudad,
    zona: { lat: 4.76, lon: -74.045 },
  });
  const producto = ProductoRegistrado(registrarProducto.example);

  test('registrar una bodega', () => given().when(registrarBodega, nueva).yields(registrada));
  test('registrarla dos veces', () => given(registrada).when(registrarBodega, nueva).rejects('BODEGA_YA_EXISTE'));
  test('registrar un producto', () => given().when(registrarProducto, producto.data).yields(producto));
  test('registrarlo dos veces', () =>
    given(producto).when(registrarProducto, producto.data).rejects('PRODUCTO_YA_EXISTE'));
});

test.each([[[SUR, NORTE]], [[NORTE, SUR]]])(
  'de %s, igual de cercanas, la primera es la primera por su nombre',
  (ids) => {
    const zona = { lat: 4.6, lon: -74.1 };
    const bodegas = ids.map((bodegaId) => ({ bodegaId, zona }));
    expect(porCercania(bodegas, CERCA_DEL_SUR)).toStrictEqual([NORTE, SUR]);
  },
);

describe('ingresar inventario', () => {
  const ingresa = { bodegaId: NORTE, sku: CAFE, cantidad: 10 };
  test('suma a las existencias', () =>
    givenStreams(base)
      .when(ingresarInventario, ingresa)
      .yields({ [stock(NORTE, CAFE)]: [InventarioIngresado(ingresa)] }));
  test('en una bodega que no existe', () =>
    givenStreams(base)
      .when(ingresarInventario, { ...ingresa, bodegaId: 'CALI' })
      .rejects('BODEGA_NO_EXISTE'));
  test('de un producto que no existe', () =>
    givenStreams(base)
      .when(ingresarInventario, { ...ingresa, sku: 'TE-100' })
      .rejects('PRODUCTO_NO_EXISTE'));
});

describe('ajustar por conteo', () => {
  const conteo = { bodegaId: NORTE, sku: CAFE, motivo: 'Conteo' };
  const conReserva = {
    ...base,
    [stock(NORTE, CAFE)]: [
      ingreso(NORTE, CAFE, 10),
      InventarioReservado({ ordenId, bodegaId: NORTE, sku: CAFE, cantidad: 4 }),
    ],
  };
  test('a menos', () =>
    givenStreams(conReserva)
      .when(ajustarInventario, { ...conteo, conteo: 4 })
      .yields({ [stock(NORTE, CAFE)]: [InventarioAjustado({ ...conteo, conteo: 4, diferencia: -6 })] }));
  test('lo que ya dicen los libros no se ajusta', () =>
    givenStreams(conReserva)
      .when(ajustarInventario, { ...conteo, conteo: 10 })
      .yields({}));
  test('por debajo de lo reservado no', () =>
    givenStreams(conReserva)
      .when(ajustarInventario, { ...conteo, conteo: 3 })
      .rejects('CONTEO_MENOR_QUE_RESERVAS'));
  test('en una bodega que no existe', () =>
    givenStreams({})
      .when(ajustarInventario, { ...conteo, conteo: 3 })
      .rejects('BODEGA_NO_EXISTE'));
  test('de un producto que no existe', () =>
    givenStreams(base)
      .when(ajustarInventario, { ...conteo, sku: 'TE-100', conteo: 3 })
      .rejects('PRODUCTO_NO_EXISTE'));
});

describe('trasladar entre bodegas', () => {
  const traslado = { bodegaId: NORTE, sku: CAFE, cantidad: 6, destino: SUR };
  const conDiez = { ...base, [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10)] };
  test('sale de una y entra en la otra a la vez', () =>
    givenStreams(conDiez)
      .when(trasladarInventario, traslado)
      .yields({
        [stock(NORTE, CAFE)]: [InventarioTrasladadoFuera(traslado)],
        [stock(SUR, CAFE)]: [InventarioTrasladadoDentro({ bodegaId: SUR, sku: CAFE, cantidad: 6, origen: NORTE })],
      }));
  test('todo lo disponible', () => {
    const todo = { ...traslado, cantidad: 10 };
    givenStreams(conDiez)
      .when(trasladarInventario, todo)
      .yields({
        [stock(NORTE, CAFE)]: [InventarioTrasladadoFuera(todo)],
        [stock(SUR, CAFE)]: [InventarioTrasladadoDentro({ bodegaId: SUR, sku: CAFE, cantidad: 10, origen: NORTE })],
      });
  });
  test('más de lo disponible', () =>
    givenStreams({
      ...conDiez,
      [stock(NORTE, CAFE)]: [
        ingreso(NORTE, CAFE, 10),
        InventarioReservado({ ordenId, bodegaId: NORTE, sku: CAFE, cantidad: 5 }),
      ],
    })
      .when(trasladarInventario, traslado)
      .rejects('INVENTARIO_INSUFICIENTE'));
  test('a la misma bodega', () =>
    givenStreams(conDiez)
      .when(trasladarInventario, { ...traslado, destino: NORTE })
      .rejects('TRASLADO_A_LA_MISMA_BODEGA'));
  test('a una bodega que no existe', () =>
    givenStreams(conDiez)
      .when(trasladarInventario, { ...traslado, destino: 'CALI' })
      .rejects('BODEGA_NO_EXISTE'));
  test('de un producto que no existe', () =>
    givenStreams(conDiez)
      .when(trasladarInventario, { ...traslado, sku: 'TE-100' })
      .rejects('PRODUCTO_NO_EXISTE'));
});

test('el inventario lleva instantáneas, y su estado es JSON', () => {
  expect(inventario.snapshots?.every).toBe(50);
  expect(JSON.parse(JSON.stringify(inventario.initial))).toStrictEqual(inventario.initial);
});
