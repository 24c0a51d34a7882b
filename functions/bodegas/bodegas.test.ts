import { describe, expect, test } from 'vitest';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { InventarioAjustado } from '#events/bodegas/InventarioAjustado.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { InventarioTrasladadoDentro } from '#events/bodegas/InventarioTrasladadoDentro.ts';
import { InventarioTrasladadoFuera } from '#events/bodegas/InventarioTrasladadoFuera.ts';
import { ProductoCorregido } from '#events/bodegas/ProductoCorregido.ts';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { given } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { porCercania } from './bodega.ts';
import { ajustarInventario } from './commands/ajustarInventario.ts';
import { corregirBodega } from './commands/corregirBodega.ts';
import { corregirProducto } from './commands/corregirProducto.ts';
import { ingresarInventario } from './commands/ingresarInventario.ts';
import { registrarBodega } from './commands/registrarBodega.ts';
import { registrarProducto } from './commands/registrarProducto.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { trasladarInventario } from './commands/trasladarInventario.ts';
import { base, CAFE, CERCA_DEL_SUR, ingreso, llamados, NORTE, SUR, stock } from './ejemplos.ts';
import { inventario } from './inventario.ts';

const { ordenId } = EJEMPLO;

describe('bodegas y productos', () => {
  const nueva = registrarBodega.example;
  const { coordenadas: _, ...datos } = nueva;
  const registrada = BodegaRegistrada({ ...datos, zona: { lat: 4.76, lon: -74.045 } });
  const producto = ProductoRegistrado(registrarProducto.example);
  const { bodegaId } = nueva;
  const { sku } = producto.data;

  test('registrar una bodega', () => given().when(registrarBodega, nueva).yields(registrada));
  test('registrarla dos veces', () => given(registrada).when(registrarBodega, nueva).rejects('BODEGA_YA_EXISTE'));
  test('registrar un producto', () => given().when(registrarProducto, producto.data).yields(producto));
  test.each(['pesoKg', 'volumenM3'] as const)('ninguno tiene %s 0, o tan poco que no se cuenta', (medida) => {
    for (const nada of [0, 1e-7])
      for (const { accepts, example } of [registrarProducto, corregirProducto])
        expect(accepts.safeParse({ ...example, [medida]: nada }).error?.issues).toMatchObject([
          { path: [medida], message: expect.stringMatching(/^Debe ser mayor que 0/) },
        ]);
  });
  test('registrarlo dos veces', () =>
    given(producto).when(registrarProducto, producto.data).rejects('PRODUCTO_YA_EXISTE'));

  test('de una bodega se corrige sólo lo que cambia', () =>
    given(registrada)
      .when(corregirBodega, {
        bodegaId,
        nombre: 'Bodega Norte 2',
        ciudad: datos.ciudad,
        coordenadas: { lat: 4.7601, lon: -74.0449 },
        calendario: {},
        esperaMaximaMin: 60,
      })
      .yields(BodegaCorregida({ bodegaId, nombre: 'Bodega Norte 2', calendario: {}, esperaMaximaMin: 60 })));
  test('y su lugar', () =>
    given(registrada)
      .when(corregirBodega, { bodegaId, coordenadas: { lat: 4.6, lon: -74.1 } })
      .yields(BodegaCorregida({ bodegaId, zona: { lat: 4.6, lon: -74.1 } })));
  test('lo ya corregido no se corrige de nuevo', () =>
    given(registrada, BodegaCorregida({ bodegaId, nombre: 'Bodega Norte 2', calendario: {} }))
      .when(corregirBodega, { bodegaId, nombre: 'Bodega Norte 2', calendario: {}, esperaMaximaMin: 240 })
      .yields());
  test('corregir una bodega que no existe', () =>
    given().when(corregirBodega, { bodegaId, nombre: 'Otra' }).rejects('BODEGA_NO_EXISTE'));
  test('de un producto se corrige sólo lo que cambia', () =>
    given(producto)
      .when(corregirProducto, { sku, nombre: producto.data.nombre, pesoKg: 0.52 })
      .yields(ProductoCorregido({ sku, pesoKg: 0.52 })));
  test('lo ya corregido de un producto no se corrige de nuevo', () =>
    given(producto, ProductoCorregido({ sku, pesoKg: 0.52 }))
      .when(corregirProducto, { sku, pesoKg: 0.52 })
      .yields());
  test('corregir un producto que no existe', () =>
    given().when(corregirProducto, { sku, pesoKg: 1 }).rejects('PRODUCTO_NO_EXISTE'));
});

test('lo que se reserva pesa lo que se corrigió', () => {
  const pesado = ProductoCorregido({ sku: CAFE, pesoKg: 2 });
  const partes = [{ bodegaId: NORTE, sku: CAFE, cantidad: 3 }];
  givenStreams({
    ...base,
    [`producto#${CAFE}`]: [...(base[`producto#${CAFE}`] ?? []), pesado],
    [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 3)],
  })
    .when(reservarInventario, { ordenId, zona: CERCA_DEL_SUR, lineas: [{ sku: CAFE, cantidad: 3 }] })
    .yields({
      [`reserva#${ordenId}`]: [
        ReservaHecha({ ordenId, bodegaId: NORTE, partes, nombres: llamados(CAFE), pesoKg: 6, volumenM3: 0.003 }),
      ],
      [stock(NORTE, CAFE)]: [InventarioReservado({ ordenId, bodegaId: NORTE, sku: CAFE, cantidad: 3 })],
    });
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
  test('a lo que ya dicen los libros: algo puede haber salido o vuelto sin que lo digan', () =>
    givenStreams({ ...base, [stock(NORTE, CAFE)]: [ingreso(NORTE, CAFE, 10)] })
      .when(ajustarInventario, { ...conteo, conteo: 10 })
      .yields({ [stock(NORTE, CAFE)]: [InventarioAjustado({ ...conteo, conteo: 10, diferencia: 0 })] }));
  test('por debajo de lo reservado', () =>
    givenStreams(conReserva)
      .when(ajustarInventario, { ...conteo, conteo: 3 })
      .yields({ [stock(NORTE, CAFE)]: [InventarioAjustado({ ...conteo, conteo: 3, diferencia: -7 })] }));
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
