import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaReasignada } from '#events/vehiculos/EntregaReasignada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { RutaPlanificada } from '#events/vehiculos/RutaPlanificada.ts';
import { UbicacionRegistrada } from '#events/vehiculos/UbicacionRegistrada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import type { Fact } from '#shared/model/event.ts';
import { viewOf } from '#shared/testing/views.ts';
import { flota } from './projections/flota.ts';
import { RespuestaRuta, RespuestaVehiculo, responderRuta, responderVehiculo } from './respuesta.ts';

const { vehiculoId } = EJEMPLO;
const UNA = EJEMPLO.ordenId;
const OTRA = '11111111-1111-4111-8111-111111111111';
const plan = (...ordenes: readonly string[]) =>
  ordenes.map((ordenId, n) => ({ ordenId, eta: `2030-01-15T1${n}:00:00.000Z` }));

const registrado = VehiculoRegistrado(VehiculoRegistrado.example);
const asignada = (ordenId: string, ...orden: readonly string[]) =>
  EntregaAsignada({ ...EntregaAsignada.example, ordenId, pesoKg: 0.1, plan: plan(...orden) });
const dos = [registrado, asignada(UNA, UNA), asignada(OTRA, OTRA, UNA)];
const enRuta = [...dos, RutaIniciada({ ...RutaIniciada.example, plan: plan(OTRA, UNA) })];

async function ver(...hechos: readonly Fact[]) {
  const vista = await viewOf(flota, `vehiculo#${vehiculoId}`, ...hechos);
  if (!vista) throw new Error('no hay vehículo');
  return { ...RespuestaVehiculo.parse(responderVehiculo(vista)), ruta: RespuestaRuta.parse(responderRuta(vista)) };
}

async function paradas(...hechos: readonly Fact[]) {
  return (await ver(...hechos)).ruta.paradas.map(({ posicion, ordenId, estado }) => [posicion, ordenId, estado]);
}

describe('la vista de un vehículo', () => {
  test('en su base, sin carga', async () =>
    expect(await ver(registrado)).toMatchObject({
      estado: 'disponible',
      paradas: 0,
      carga: { pesoKg: 0, volumenM3: 0 },
    }));
  test('con lo que va a llevar, sin el ruido de las fracciones binarias', async () => {
    expect(await ver(...dos, asignada('22222222-2222-4222-8222-222222222222', OTRA, UNA))).toMatchObject({
      paradas: 3,
      carga: { pesoKg: 0.3, volumenM3: 0.006 },
    });
  });
  test('en el taller', async () => {
    const taller = [registrado, MantenimientoIniciado(MantenimientoIniciado.example)];
    expect((await ver(...taller)).estado).toBe('mantenimiento');
    expect((await ver(...taller, MantenimientoTerminado({ vehiculoId }))).estado).toBe('disponible');
  });
  test('su posición es la más reciente, no la última que llegó', async () => {
    const en = (registradaEn: string, lat: number) =>
      UbicacionRegistrada({ vehiculoId, registradaEn, coordenadas: { lat, lon: -74 } });
    const vista = await ver(registrado, en('2030-01-15T14:00:00Z', 4.7), en('2030-01-15T13:59:00Z', 4.6));
    expect(vista.posicion?.coordenadas.lat).toBe(4.7);
  });
});

describe('la ruta', () => {
  test('sigue el plan', async () =>
    expect(await paradas(...dos)).toStrictEqual([
      [1, OTRA, 'pendiente'],
      [2, UNA, 'pendiente'],
    ]));
  test('cambia con el plan', async () => {
    const nuevo = [...dos, RutaPlanificada({ vehiculoId, plan: plan(UNA, OTRA) })];
    expect(await paradas(...nuevo)).toStrictEqual([
      [1, UNA, 'pendiente'],
      [2, OTRA, 'pendiente'],
    ]);
    expect((await ver(...nuevo)).ruta.paradas[1]?.eta).toBe('2030-01-15T11:00:00.000Z');
  });
  test('pierde lo retirado y lo reasignado antes de salir', async () => {
    const retirada = EntregaRetirada({ ...EntregaRetirada.example, ordenId: OTRA });
    expect(await paradas(...dos, retirada)).toStrictEqual([[1, UNA, 'pendiente']]);
    const reasignada = EntregaReasignada({ ...EntregaReasignada.example, ordenId: UNA });
    expect(await paradas(...dos, reasignada)).toStrictEqual([[1, OTRA, 'pendiente']]);
  });
  test('dice qué fue de cada parada', async () => {
    const hechos = [
      ...enRuta,
      EntregaConfirmada({ ...EntregaConfirmada.example, ordenId: OTRA }),
      EntregaFallida(EntregaFallida.example),
    ];
    expect(await paradas(...hechos)).toStrictEqual([
      [1, OTRA, 'entregada'],
      [2, UNA, 'fallida'],
    ]);
    const vista = await ver(...hechos);
    expect(vista).toMatchObject({ estado: 'enRuta', rutaId: EJEMPLO.rutaId, paradas: 0, carga: { pesoKg: 0.1 } });
    expect(vista.ruta.paradas[1]?.motivo).toBe(EntregaFallida.example.motivo);
  });
  test('lo retirado en camino sigue a bordo', async () => {
    const vista = await ver(...enRuta, EntregaRetirada({ ...EntregaRetirada.example, enRuta: true }));
    expect(vista.ruta.paradas[1]?.estado).toBe('retirada');
    expect(vista.carga.pesoKg).toBe(0.2);
  });
  test('termina con el vehículo en su base y sin paradas', async () => {
    const vista = await ver(...enRuta, RutaFinalizada(RutaFinalizada.example));
    expect(vista).toMatchObject({ estado: 'disponible', paradas: 0, ruta: { paradas: [] } });
    expect(vista.rutaId).toBeUndefined();
  });
});
