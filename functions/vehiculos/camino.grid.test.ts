import { afterAll, beforeAll, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Linea } from '#events/comun/pedido.ts';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe } from '#infra/lab/testing/probe.ts';
import { registrarBodega } from '../bodegas/commands/registrarBodega.ts';
import { registrarProducto } from '../bodegas/commands/registrarProducto.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';
import { masDias } from './calendario.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { registrarConductor } from './commands/registrarConductor.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';

const { bodegaId: NORTE, sku: CAFE, vehiculoId: VAN, otroVehiculoId: OTRA } = EJEMPLO;
const [SUR, TE] = ['BOG-SUR', 'TE-100'];
const { recibidoPor, evidencia } = confirmarEntrega.example;
const prueba = { recibidoPor, evidencia };
const averia = { motivo: 'No enciende' };

let sonda: Probe;
let hoy: string;
let manana: string;

beforeAll(async () => {
  sonda = await startProbe();
  hoy = tenInTheMorning(sonda.system.grid);
  manana = masDias(hoy, 1);
  const bodega = { ...registrarBodega.example, calendario: undefined };
  await sonda.done('/bodegas', bodega);
  await sonda.done('/bodegas', { ...bodega, bodegaId: SUR, coordenadas: { lat: 4.6, lon: -74.1 } });
  await sonda.done('/productos', registrarProducto.example);
  await sonda.done('/productos', { ...registrarProducto.example, sku: TE });
  await sonda.done(`/bodegas/${NORTE}/ingresos`, { sku: CAFE, cantidad: 100 });
  await sonda.done(`/bodegas/${NORTE}/ingresos`, { sku: TE, cantidad: 50 });
  await sonda.done(`/bodegas/${NORTE}/traslados`, { sku: TE, cantidad: 50, destino: SUR });
  await sonda.seen('/bodegas', ({ elementos }) => expect(elementos).toHaveLength(2));
  await incorporar(VAN);
}, 180_000);

afterAll(() => sonda?.stop());

async function incorporar(vehiculoId: string): Promise<void> {
  await sonda.done('/vehiculos', { ...registrarVehiculo.example, calendario: undefined, vehiculoId });
  await sonda.seen('/vehiculos', ({ elementos }) =>
    expect(elementos).toContainEqual(expect.objectContaining({ vehiculoId, estado: 'disponible' })),
  );
}

const linea = (sku: string, cantidad: number): Linea => ({ sku, cantidad });

/** An order that is in a plan. */
async function planificada(...lineas: Linea[]): Promise<string> {
  const { id } = await sonda.done('/ordenes', { ...crearOrden.example, lineas });
  await orden(id, { estado: 'asignada' });
  await entrega(id, { estado: 'planificada' });
  return id;
}

const orden = (id: string, es: object) => sonda.seen(`/ordenes/${id}`, (body) => expect(body).toMatchObject(es));

/** What becomes of an order's delivery. */
const entrega = (id: string, es: object) =>
  sonda.seen(`/ordenes/${id}/entrega`, (body) => expect(body).toMatchObject(es));

/** What a warehouse has of a product. */
const inventario = (bodegaId: string, sku: string, es: object) =>
  sonda.seen(`/inventario?sku=${sku}`, ({ elementos }) =>
    expect(elementos).toContainEqual(expect.objectContaining({ bodegaId, sku, ...es })),
  );

/** The orders of a plan, as they are to be brought. */
const plan = (vehiculoId: string, dia: string, ordenes: readonly string[]) =>
  sonda.seen(`/vehiculos/${vehiculoId}/planes/${dia}`, ({ paradas = [] }) =>
    expect(paradas.map(({ ordenId }: { ordenId: string }) => ordenId)).toStrictEqual(ordenes),
  );

const van = (vehiculoId: string, ruta: string, body?: object) => sonda.done(`/vehiculos/${vehiculoId}/${ruta}`, body);

const rechazo = async (path: string, body: object = {}) => (await sonda.ask(`POST ${path}`, { body })).body.codigo;

/** A window from one in the afternoon on, of a day, until six of that or another. */
const tarde = (dia: string, hasta = dia) => ({ desde: `${dia}T18:00:00.000Z`, hasta: `${hasta}T23:00:00.000Z` });

test('una salida que no fue se deshace, y una parada sin visitar vuelve a la bodega, de donde la prueba tardía la saca', async () => {
  const cafe = await planificada(linea(CAFE, 2));
  await inventario(NORTE, CAFE, { existencias: 100, reservadas: 2 });
  await van(VAN, 'rutas');
  await orden(cafe, { estado: 'enTransito', fuera: true });
  await inventario(NORTE, CAFE, { existencias: 98, reservadas: 0 });
  await van(VAN, 'rutas/deshacer');
  await orden(cafe, { estado: 'asignada', fuera: false });
  await inventario(NORTE, CAFE, { existencias: 100, reservadas: 2 });
  await plan(VAN, hoy, [cafe]);

  const te = await planificada(linea(TE, 3));
  await van(VAN, `planes/${hoy}/orden`, { ordenes: [cafe, te] });
  await van(VAN, `planes/${hoy}/orden`, { ordenes: [te, cafe] });
  await van(VAN, `planes/${hoy}/paradas/${te}/fijacion`, { fija: true });
  await sonda.seen(`/vehiculos/${VAN}/planes/${hoy}`, ({ paradas }) =>
    expect(paradas).toMatchObject([
      { ordenId: te, fija: true, recogidas: [{ bodegaId: SUR }] },
      { ordenId: cafe, fija: false },
    ]),
  );

  await van(VAN, 'rutas');
  await orden(cafe, { estado: 'enTransito' });
  await entrega(te, { estado: 'enRuta', mercancia: { lugar: 'bodega', porCargar: [SUR] } });
  expect(await rechazo(`/vehiculos/${VAN}/entregas/${te}/confirmacion`, prueba)).toBe('MERCANCIA_SIN_RECOGER');
  await van(VAN, 'recogidas', { bodegaId: SUR });
  await orden(te, { estado: 'enTransito', fuera: true });
  await inventario(SUR, TE, { existencias: 47, reservadas: 0 });
  await van(VAN, `entregas/${te}/confirmacion`, prueba);
  await orden(te, { estado: 'entregada', fuera: false });

  await incorporar(OTRA);
  await van(VAN, 'mantenimiento', averia);
  await van(VAN, 'rutas/finalizacion');
  await orden(cafe, { estado: 'confirmada', fuera: true, intentosFallidos: 0 });
  await entrega(cafe, { estado: 'porPlanificar', mercancia: { lugar: 'vehiculo', vehiculoId: VAN } });
  await sonda.seen(`/entregas/pendientes?bodegaId=${NORTE}`, ({ elementos }) =>
    expect(elementos).toMatchObject([{ ordenId: cafe, espera: {} }]),
  );
  await sonda.done(`/bodegas/${NORTE}/recepciones`, {
    ordenId: cafe,
    lineas: [{ ...linea(CAFE, 2), condicion: 'vendible' }],
  });
  await orden(cafe, { estado: 'asignada', fuera: false, vehiculoId: OTRA });
  await entrega(cafe, { estado: 'planificada', mercancia: { lugar: 'bodega' }, vehiculoId: OTRA });
  await inventario(NORTE, CAFE, { existencias: 100, reservadas: 2 });

  await van(VAN, `entregas/${cafe}/confirmacion`, prueba);
  await orden(cafe, { estado: 'entregada', recibidoPor, vehiculoId: VAN });
  await plan(OTRA, hoy, []);
  await inventario(NORTE, CAFE, { existencias: 98, reservadas: 0 });
  await van(VAN, 'mantenimiento/fin');
});

test('una avería pasa a otro vehículo lo que falta, y lo que este no pudo entregar lo lleva al final de su ruta', async () => {
  const falla = await planificada(linea(CAFE, 1));
  const pasa = await planificada(linea(CAFE, 1));
  await van(OTRA, `planes/${hoy}/paradas`, { ordenId: falla });
  await van(VAN, `planes/${hoy}/paradas`, { ordenId: pasa });
  await plan(OTRA, hoy, [falla]);
  await plan(VAN, hoy, [pasa]);
  await orden(falla, { estado: 'asignada', vehiculoId: OTRA });
  for (const cual of [OTRA, VAN]) await van(cual, 'rutas');
  for (const id of [falla, pasa]) await orden(id, { estado: 'enTransito' });
  await van(OTRA, `entregas/${falla}/fallo`, { motivo: 'ausente' });
  await plan(OTRA, manana, [falla]);
  await orden(falla, { estado: 'asignada', fuera: true, intentosFallidos: 1 });

  await van(VAN, 'mantenimiento', averia);
  await sonda.seen(`/vehiculos/${VAN}`, ({ estado }) => expect(estado).toBe('averiado'));
  await van(VAN, 'transbordos', { a: OTRA, lugar: 'Calle 80 con carrera 30' });
  await orden(pasa, { estado: 'enTransito', vehiculoId: OTRA });
  await entrega(pasa, { estado: 'enRuta', mercancia: { lugar: 'vehiculo', vehiculoId: OTRA } });

  await sonda.done(`/ordenes/${falla}/reprogramacion`, { ventana: tarde(hoy, manana) });
  await orden(falla, { estado: 'enTransito', vehiculoId: OTRA });
  await plan(OTRA, manana, []);
  await van(OTRA, `entregas/${pasa}/confirmacion`, prueba);
  await orden(pasa, { estado: 'entregada' });
  await van(OTRA, `entregas/${falla}/fallo`, { motivo: 'ausente' });
  await plan(OTRA, manana, [falla]);
  await van(VAN, 'rutas/finalizacion');
  await van(VAN, 'mantenimiento/fin');

  const abandonada = await planificada(linea(CAFE, 1));
  await van(VAN, `planes/${hoy}/paradas`, { ordenId: abandonada });
  await plan(VAN, hoy, [abandonada]);
  await van(VAN, 'rutas');
  await orden(abandonada, { estado: 'enTransito' });
  await van(OTRA, 'transbordos', { a: VAN, lugar: 'Autopista Norte con calle 127' });
  await plan(OTRA, manana, []);
  await entrega(falla, { mercancia: { lugar: 'vehiculo', vehiculoId: VAN } });
  // Whoever looks first finds the place: this, or the search that follows from a vehicle that is free.
  await sonda.done(`/entregas/${falla}/busqueda`);
  await orden(falla, { estado: 'enTransito', vehiculoId: VAN, intentosFallidos: 2 });

  await sonda.done(`/ordenes/${abandonada}/abandono`, { motivo: 'La vía está cerrada' });
  await orden(abandonada, { estado: 'cancelada', fuera: true });
  await entrega(abandonada, { estado: 'retirada', mercancia: { lugar: 'vehiculo', vehiculoId: VAN } });
  await van(VAN, `entregas/${falla}/confirmacion`, prueba);
  await orden(falla, { estado: 'entregada', fuera: false });
  for (const cual of [OTRA, VAN]) await van(cual, 'rutas/finalizacion');
  await sonda.done(`/bodegas/${NORTE}/recepciones`, {
    ordenId: abandonada,
    lineas: [{ ...linea(CAFE, 1), condicion: 'danada' }],
  });
  await orden(abandonada, { estado: 'devuelta', fuera: false });
  await inventario(NORTE, CAFE, { reservadas: 0, danadas: 1 });
});

test('lo que se cambia antes de salir llega a la bodega y al plan, y lo que un despachador libera lo asigna él', async () => {
  const id = await planificada(linea(CAFE, 2));
  const { direccion, ...resto } = crearOrden.example.destino;
  await sonda.done(`/ordenes/${id}/reprogramacion`, { ventana: tarde(manana) });
  await entrega(id, { estado: 'planificada', dia: manana, ventana: tarde(manana) });
  await sonda.done(`/ordenes/${id}/correcciones`, {
    lineas: [linea(CAFE, 4)],
    ventana: null,
    destino: { ...resto, direccion: `${direccion}, torre 2` },
  });
  await orden(id, { estado: 'asignada', lineas: [linea(CAFE, 4)] });
  await entrega(id, { estado: 'planificada', lineas: [linea(CAFE, 4)], direccion: `${direccion}, torre 2` });
  await inventario(NORTE, CAFE, { reservadas: 4 });

  const { vehiculoId, dia } = (await sonda.ask(`GET /ordenes/${id}/entrega`)).body;
  await van(vehiculoId, `planes/${dia}/paradas/${id}/liberacion`);
  await orden(id, { estado: 'confirmada' });
  await entrega(id, { estado: 'porPlanificar', espera: { codigo: 'LIBERADA' } });
  for (const cual of [VAN, OTRA]) {
    await van(cual, `planes/${hoy}/paradas`, { ordenId: id, posicion: 0, fija: true });
    await orden(id, { estado: 'asignada', vehiculoId: cual });
    await plan(cual, hoy, [id]);
  }
  await plan(VAN, hoy, []);
});

test('un vehículo se corrige, cambia de conductor y se retira cuando no le queda nada', async () => {
  await van(VAN, 'correcciones', { capacidadKg: 750 });
  await sonda.seen(`/vehiculos/${VAN}`, ({ capacidadKg }) => expect(capacidadKg).toBe(750));

  const [uno, otro] = ['conductor-01', 'conductor-02'];
  const jornada = { dia: hoy, vehiculoId: VAN };
  for (const conductorId of [uno, otro])
    await sonda.done('/conductores', { ...registrarConductor.example, conductorId });
  await sonda.done(`/conductores/${uno}/jornadas`, jornada);
  expect(await rechazo(`/conductores/${otro}/jornadas`, jornada)).toBe('VEHICULO_CON_OTRO_CONDUCTOR');
  await sonda.done(`/conductores/${uno}/jornadas/${hoy}/liberacion`);
  await sonda.done(`/conductores/${otro}/jornadas`, jornada);

  expect(await rechazo(`/vehiculos/${OTRA}/retiro`, { motivo: 'Se vendió' })).toBe('VEHICULO_CON_PLANES');
  await van(VAN, 'retiro', { motivo: 'Se vendió' });
  await sonda.seen(`/vehiculos/${VAN}`, ({ estado }) => expect(estado).toBe('retirado'));
  expect(await rechazo(`/vehiculos/${VAN}/rutas`)).toBe('VEHICULO_RETIRADO');
});

test('lo que no cabe espera, y tiene su lugar cuando se busca después de liberar otro', async () => {
  await van(OTRA, 'correcciones', { capacidadKg: 2 });
  await sonda.seen(`/vehiculos/${OTRA}`, ({ capacidadKg }) => expect(capacidadKg).toBe(2));
  const { paradas } = (await sonda.ask(`GET /vehiculos/${OTRA}/planes/${hoy}`)).body;
  const { id } = await sonda.done('/ordenes', {
    ...crearOrden.example,
    lineas: [linea(CAFE, 1)],
    ventana: tarde(hoy),
  });
  await entrega(id, { estado: 'porPlanificar', espera: { codigo: 'SIN_CAPACIDAD' } });
  await van(OTRA, `planes/${hoy}/paradas/${paradas[0].ordenId}/liberacion`);
  await plan(OTRA, hoy, []);
  await sonda.done(`/entregas/${id}/busqueda`);
  await orden(id, { estado: 'asignada', vehiculoId: OTRA, dia: hoy });
  await plan(OTRA, hoy, [id]);
});

test('lo que un conteo no encuentra sale de la otra bodega, y la orden lo sabe', async () => {
  const { elementos } = (await sonda.ask(`GET /planes?dia=${hoy}`)).body;
  const [{ ordenId }] = elementos.flatMap(({ paradas }: { paradas: { ordenId: string }[] }) => paradas);
  await orden(ordenId, { estado: 'asignada', bodegaId: NORTE });
  await sonda.done(`/bodegas/${SUR}/ingresos`, { sku: CAFE, cantidad: 20 });
  await sonda.done(`/bodegas/${NORTE}/conteos`, { sku: CAFE, conteo: 0, motivo: 'Inundación' });
  await orden(ordenId, { bodegaId: SUR, partes: [{ bodegaId: SUR, ...linea(CAFE, 1) }] });
  await inventario(NORTE, CAFE, { existencias: 0, reservadas: 0 });
  await inventario(SUR, CAFE, { existencias: 20, reservadas: 5 });
});
