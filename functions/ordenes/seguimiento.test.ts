import { describe, expect, test } from 'vitest';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { cuandoLlega } from '#events/ordenes/llegada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { enlaceVigente, finDelEnlace } from '#events/ordenes/seguimiento.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { ParadaAgregada } from '#events/vehiculos/ParadaAgregada.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import type { Fact } from '#shared/model/event.ts';
import { given } from '#shared/testing/given.ts';
import { viewOf } from '#shared/testing/views.ts';
import { revocarSeguimiento } from './commands/revocarSeguimiento.ts';
import * as e from './ejemplos.ts';
import { ordenes, type VistaOrden } from './projections/ordenes.ts';
import { origenes } from './projections/origenes.ts';
import { recorridos } from './projections/recorridos.ts';
import { acortada, RespuestaDeSeguimiento, responderSeguimiento, type Seguida } from './seguimiento.ts';

const { ordenId, vehiculoId, rutaId } = EJEMPLO;
const OTRA = '11111111-1111-4111-8111-111111111111';
const OTRA_MAS = '22222222-2222-4222-8222-222222222222';
const AHORA = '2030-01-15T13:00:00.000Z';
const POSICION = { coordenadas: { lat: 4.7, lon: -74.05 }, registradaEn: '2030-01-15T12:59:00.000Z' };

const orden = async (...hechos: readonly Fact[]) =>
  (await viewOf(ordenes, `orden#${ordenId}`, ...hechos)) as VistaOrden;
const recorrido = (...hechos: readonly Fact[]) => viewOf(recorridos, `vehiculo#${vehiculoId}`, ...hechos);
const origen = (...hechos: readonly Fact[]) =>
  viewOf(origenes, `bodega#${EJEMPLO.bodegaId}`, BodegaRegistrada(BodegaRegistrada.example), ...hechos);
const salida = (...ids: readonly string[]) => {
  const [parada] = RutaIniciada.example.paradas as [(typeof RutaIniciada.example.paradas)[number]];
  return RutaIniciada({ ...RutaIniciada.example, paradas: ids.map((id) => ({ ...parada, ordenId: id })) });
};
const cierre = (id: string) => ParadaCerrada({ vehiculoId, rutaId, ordenId: id, fin: 'entregada' });
const ver = (seguida: Omit<Seguida, 'version'>, ahora = AHORA) =>
  RespuestaDeSeguimiento.strict().parse(responderSeguimiento({ version: 4, ...seguida }, ahora));
const enCamino = () => orden(e.creada, e.confirmada, e.asignada, e.enTransito);

describe('quien tiene el enlace', () => {
  test('ve de su orden lo que le sirve, y nada con que se encuentre a una persona', async () => {
    const suyo = await recorrido(salida(ordenId));
    const vista = ver({ orden: await enCamino(), recorrido: suyo, posicion: POSICION, origen: await origen() });
    expect(vista).toStrictEqual({
      orden: 'PED-2030-0117',
      titulo: 'Llega hoy entre 8:50 y 9:50 a. m.',
      paso: 4,
      pasos: [
        { nombre: 'Recibida', hecho: true },
        { nombre: 'Preparada', hecho: true },
        { nombre: 'Con vehículo', hecho: true },
        { nombre: 'En camino', hecho: true },
        { nombre: 'Entregada', hecho: false },
      ],
      llegada: { desde: '2030-01-15T13:50:00.000Z', hasta: '2030-01-15T14:50:00.000Z' },
      destino: { direccion: 'Carrera 15 # 93…', ciudad: 'Bogotá' },
      productos: [{ nombre: EJEMPLO.producto, cantidad: 2 }],
      vehiculo: { ...POSICION, paradasAntes: 0 },
      puerta: { lat: 4.711, lon: -74.072 },
      siNoEsta: expect.stringMatching(/^Si no va a estar/),
      actualizadaEn: '2030-01-15T12:03:00.000Z',
      version: 4,
    });
    const texto = JSON.stringify(vista);
    for (const ajeno of ['Ana', '+57', '402', vehiculoId, rutaId, EJEMPLO.conductorId, EJEMPLO.clienteId])
      expect(texto).not.toContain(ajeno);
  });

  test.each([
    ['sigue', [salida(OTRA, ordenId)], 1],
    ['tiene dos paradas antes', [salida(OTRA, OTRA_MAS, ordenId)], undefined],
    ['sigue, pues la primera ya se hizo', [salida(OTRA, OTRA_MAS, ordenId), cierre(OTRA)], 1],
    ['ya se cerró', [salida(ordenId), cierre(ordenId)], undefined],
    ['está en una ruta que terminó', [salida(ordenId), RutaFinalizada(RutaFinalizada.example)], undefined],
    ['se agregó al final', [salida(OTRA), ParadaAgregada(ParadaAgregada.example), cierre(OTRA)], 0],
  ] as const)('ve el vehículo si la suya %s', async (_, hechos, paradasAntes) => {
    const vista = ver({ orden: await enCamino(), recorrido: await recorrido(...hechos), posicion: POSICION });
    expect(vista.vehiculo?.paradasAntes).toBe(paradasAntes);
  });

  test('ve de dónde sale y a dónde va mientras no ve el vehículo, y por qué no lo ve', async () => {
    const bodega = { nombre: 'Bodega Norte', zona: { lat: 4.76, lon: -74.045 } };
    const puerta = { lat: 4.711, lon: -74.072 };
    const suyo = await recorrido(salida(ordenId));
    const lejos = await recorrido(salida(OTRA, OTRA_MAS, ordenId));
    const casos = [
      [await orden(e.creada, e.confirmada, e.asignada), undefined, undefined, 'noHaSalido'],
      [await enCamino(), suyo, undefined, 'sinPosicion'],
      [await enCamino(), undefined, POSICION, 'sinPosicion'],
      [await enCamino(), lejos, POSICION, 'lejos'],
    ] as const;
    for (const [una, ruta, posicion, sinVehiculo] of casos) {
      const vista = ver({ orden: una, recorrido: ruta, posicion, origen: await origen() });
      expect(vista).toMatchObject({ sinVehiculo, puerta, bodega });
      expect(vista).not.toHaveProperty('vehiculo');
    }
  });
  test('ve qué trae desde que se apartó, y cuánto se entregó si fue una parte', async () => {
    expect(ver({ orden: await orden(e.creada) })).not.toHaveProperty('productos');
    expect(ver({ orden: await orden(e.creada, e.confirmada, e.entregadaEnParte) }).productos).toStrictEqual([
      { nombre: EJEMPLO.producto, cantidad: 2, entregadas: 1 },
    ]);
  });
  test('no ve lugares de una orden que no puede venir', async () => {
    const vista = ver({ orden: await orden(e.creada, e.confirmada, e.cancelada), origen: await origen() });
    for (const miembro of ['puerta', 'bodega', 'sinVehiculo']) expect(vista).not.toHaveProperty(miembro);
  });

  test('no ve el vehículo donde estaba antes de salir, ni el de otra ruta, ni el de una orden que no va en camino', async () => {
    const suyo = await recorrido(salida(ordenId));
    const antes = { ...POSICION, registradaEn: '2030-01-15T11:59:59.000Z' };
    const otra = suyo && { ...suyo, rutaId: OTRA };
    expect(ver({ orden: await enCamino(), recorrido: suyo, posicion: antes }).vehiculo).toBeUndefined();
    expect(ver({ orden: await enCamino(), recorrido: otra, posicion: POSICION }).vehiculo).toBeUndefined();
    const entregada = await orden(e.creada, e.confirmada, e.asignada, e.enTransito, e.entregada);
    expect(ver({ orden: entregada, recorrido: suyo, posicion: POSICION }).vehiculo).toBeUndefined();
  });
});

test('no se promete una hora mientras su vehículo está averiado, y otra vez cuando sigue', async () => {
  const averia = MantenimientoIniciado({ vehiculoId, motivo: 'Se pinchó', rutaId });
  const suyo = await recorrido(salida(ordenId), averia);
  const vista = ver({ orden: await enCamino(), recorrido: suyo, posicion: POSICION });
  expect(vista.titulo).toBe('Su orden se demora: el vehículo que la trae tuvo un problema');
  expect(vista).not.toHaveProperty('llegada');
  const sigue = await recorrido(salida(ordenId), averia, MantenimientoTerminado({ vehiculoId }));
  expect(ver({ orden: await enCamino(), recorrido: sigue, posicion: POSICION })).toHaveProperty('llegada');
  const deOtra = suyo && { ...suyo, rutaId: OTRA };
  expect(ver({ orden: await enCamino(), recorrido: deOtra, posicion: POSICION })).toHaveProperty('llegada');
});

test('de dónde sale se dice como se corrigió', async () => {
  const zona = { lat: 4.7, lon: -74.1 };
  const corregida = BodegaCorregida({ ...BodegaCorregida.example, zona });
  expect(await origen(corregida)).toStrictEqual({ bodegaId: EJEMPLO.bodegaId, nombre: 'Bodega Norte 2', zona });
});

describe('un intento que falló', () => {
  const conDetalle = EntregaDeOrdenFallida({ ...e.fallida.data, detalle: 'No abrió don Julio, del 402' });
  const intentoFallido = { intento: 1, motivo: 'No había quién recibiera', en: '2030-01-15T12:04:00.000Z' };
  const otraVez = OrdenAsignada({ ...e.asignada.data, intento: 2, dia: '2030-01-16', eta: '2030-01-16T14:20:00.000Z' });
  const hastaElFallo = [e.creada, e.confirmada, e.asignada, e.enTransito, conDetalle] as const;
  test('se ve mientras se espera, y cuando la orden tiene vehículo otra vez, sin lo que escribió quien conducía', async () => {
    expect(ver({ orden: await orden(...hastaElFallo) })).toMatchObject({ intentoFallido });
    const vista = ver({ orden: await orden(...hastaElFallo, otraVez) });
    expect(vista).toMatchObject({ paso: 3, titulo: expect.stringMatching(/^Llega mañana/), intentoFallido });
    expect(JSON.stringify(vista)).not.toContain('Julio');
  });
  test('por la dirección dice que se haga corregir', async () => {
    const errada = EntregaDeOrdenFallida({ ...e.fallida.data, motivo: 'direccionErrada' });
    const vista = ver({ orden: await orden(...hastaElFallo.slice(0, 4), errada) });
    expect(vista.intentoFallido?.consejo).toBe('Si la dirección no es la suya, pida a la tienda que la corrija.');
  });
  test('ya no importa cuando llegó', async () => {
    const entregada = OrdenEntregada({ ...e.entregada.data, intento: 2 });
    expect(ver({ orden: await orden(...hastaElFallo, otraVez, entregada) })).not.toHaveProperty('intentoFallido');
  });
});

describe('cuándo llega', () => {
  const CREADA = '2030-01-15T12:00:00.000Z';
  const llega = (now: string, eta: string) => cuandoLlega({ estado: 'enTransito', eta, creadaEn: CREADA }, now);
  test.each([
    ['2030-01-15T14:00:00Z', '2030-01-15T15:40:00.000Z', 'Llega hoy entre 10:10 y 11:10 a. m.'],
    ['2030-01-15T14:00:00Z', '2030-01-15T17:00:00.000Z', 'Llega hoy entre 11:30 a. m. y 12:30 p. m.'],
    ['2030-01-15T14:00:00Z', '2030-01-16T15:40:00.000Z', 'Llega mañana entre 10:10 y 11:10 a. m.'],
    ['2030-01-15T14:00:00Z', '2030-02-01T18:20:00.000Z', 'Llega el 1 de febrero entre 12:50 y 1:50 p. m.'],
    ['2030-01-15T15:40:00Z', '2030-01-15T15:40:00.000Z', 'Llega hoy antes de las 11:10 a. m.'],
    ['2030-01-15T17:40:00Z', '2030-01-15T17:40:00.000Z', 'Llega hoy antes de la 1:10 p. m.'],
    ['2030-01-15T17:40:00Z', '2030-01-15T15:40:00.000Z', 'Llega más tarde de lo previsto'],
  ])('a las %s, con llegada prevista %s', (now, eta, frase) => expect(llega(now, eta)).toBe(frase));
  test('no se dice de una ventana que ya pasó, ni sin hora', () => {
    const ventana = EJEMPLO.ventana;
    expect(cuandoLlega({ estado: 'confirmada', ventana, creadaEn: CREADA }, '2030-01-15T18:00:00Z')).toBeUndefined();
    expect(cuandoLlega({ estado: 'confirmada', creadaEn: CREADA }, AHORA)).toBeUndefined();
  });
});

test.each([
  ['Carrera 15 # 93-60, apto 402', 'Carrera 15 # 93…'],
  ['Cl 80 #12-45 torre 3', 'Cl 80 #12…'],
  ['Vereda El Salitre, finca La Paz', 'Vereda El…'],
  ['', '…'],
])('la dirección %s se acorta', (direccion, corta) => expect(acortada(direccion)).toBe(corta));

describe('un enlace', () => {
  const link = { serial: 0, until: finDelEnlace(AHORA) };
  const dentroDe = (dias: number) => new Date(Date.parse(AHORA) + dias * 86_400_000).toISOString();
  test('vale sesenta días, contados por días', async () => {
    const o = await orden(e.creada);
    expect(link.until * 1_000).toBe(Date.parse('2030-03-16T00:00:00.000Z'));
    expect(enlaceVigente(link, o, dentroDe(59))).toBe(true);
    expect(enlaceVigente(link, o, '2030-03-16T00:00:00.000Z')).toBe(false);
  });
  test('vale hasta siete días después de que la orden termine', async () => {
    const o = { ...(await orden(e.creada, e.cancelada)), actualizadaEn: AHORA };
    expect([enlaceVigente(link, o, dentroDe(7)), enlaceVigente(link, o, dentroDe(7.001))]).toStrictEqual([true, false]);
  });
  test('no vale cuando se anuló, y el que sigue sí, hasta que se anule también', async () => {
    const o = await orden(e.creada, e.seguimientoRevocado);
    expect([0, 1, 2].map((serial) => enlaceVigente({ ...link, serial }, o, AHORA))).toStrictEqual([false, true, false]);
  });
  test('no vale cuando el cliente pidió que se olvidara', async () => {
    const o = await orden(e.creada);
    expect(enlaceVigente(link, { ...o, destino: { ...o.destino, direccion: null } }, AHORA)).toBe(false);
  });
});

describe('anular los enlaces', () => {
  test('da a los que sigan otro número, cada vez', () => {
    given(e.creada).when(revocarSeguimiento, { ordenId }).yields(e.seguimientoRevocado);
    given(e.creada, e.seguimientoRevocado)
      .when(revocarSeguimiento, { ordenId })
      .yields({ ...e.seguimientoRevocado, data: { ordenId, serie: 2 } });
  });
  test('de una orden que no existe no se puede', () =>
    given().when(revocarSeguimiento, { ordenId }).rejects('ORDEN_NO_EXISTE'));
  test('no es noticia de la orden, ni sale en lo que de ella se responde', async () => {
    const [antes, despues] = [await orden(e.creada), await orden(e.creada, e.seguimientoRevocado)];
    expect(despues).toStrictEqual({ ...antes, seguimiento: 1 });
  });
});
