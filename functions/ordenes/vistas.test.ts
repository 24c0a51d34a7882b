import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import type { Fact } from '#shared/model/event.ts';
import { viewOf } from '#shared/testing/views.ts';
import * as e from './ejemplos.ts';
import { ordenes } from './projections/ordenes.ts';
import { listarOrdenes } from './queries/listarOrdenes.ts';
import { RespuestaOrden, responder } from './respuesta.ts';

const stream = `orden#${EJEMPLO.ordenId}`;
const ver = async (...hechos: readonly Fact[]) => {
  const vista = await viewOf(ordenes, stream, ...hechos);
  return vista && RespuestaOrden.parse(responder(vista));
};

describe('la vista de una orden', () => {
  test('recién creada', async () => {
    expect(await ver(e.creada)).toStrictEqual({
      ordenId: EJEMPLO.ordenId,
      clienteId: EJEMPLO.clienteId,
      estado: 'creada',
      destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567', correo: 'ana@example.com' },
      destino: { direccion: EJEMPLO.direccion, ciudad: 'Bogotá', coordenadas: { lat: 4.71099, lon: -74.07209 } },
      lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
      ventana: EJEMPLO.ventana,
      prioridad: 'normal',
      intentosFallidos: 0,
      creadaEn: '2030-01-15T12:00:00.000Z',
      actualizadaEn: '2030-01-15T12:00:00.000Z',
    });
  });
  test('entregada', async () => {
    expect(await ver(e.creada, e.confirmada, e.asignada, e.enTransito, e.entregada)).toMatchObject({
      estado: 'entregada',
      bodegaId: EJEMPLO.bodegaId,
      vehiculoId: EJEMPLO.vehiculoId,
      rutaId: EJEMPLO.rutaId,
      recibidoPor: 'Ana Rojas',
      evidencia: 's3://evidencias/0f8fad5b.jpg',
      entregadaEn: EJEMPLO.eta,
      actualizadaEn: '2030-01-15T12:04:00.000Z',
    });
  });
  test('rechazada dice por qué', async () =>
    expect(await ver(e.creada, e.rechazada)).toMatchObject({
      estado: 'rechazada',
      ...sin(e.rechazada.data, 'ordenId'),
    }));
  test('tras un intento fallido no la lleva nadie, y se cuenta el intento', async () => {
    const vista = await ver(e.creada, e.confirmada, e.asignada, e.enTransito, e.fallida);
    expect(vista).toMatchObject({ estado: 'entregaFallida', intentosFallidos: 1, motivo: e.fallida.data.motivo });
    expect([vista?.vehiculoId, vista?.rutaId, vista?.eta]).toStrictEqual([undefined, undefined, undefined]);
  });
  test('asignada de nuevo ya no dice por qué falló', async () => {
    const otra = OrdenAsignada({ ...OrdenAsignada.example, intento: 2 });
    const vista = await ver(e.creada, e.confirmada, e.asignada, e.enTransito, e.fallida, otra);
    expect(vista).toMatchObject({ estado: 'asignada', eta: EJEMPLO.eta, intentosFallidos: 1 });
    expect(vista?.motivo).toBeUndefined();
  });
  test('devuelta', async () =>
    expect((await ver(e.creada, e.confirmada, e.asignada, e.enTransito, e.fallida, e.devuelta))?.estado).toBe(
      'devuelta',
    ));
  test('cancelada', async () =>
    expect(await ver(e.creada, e.cancelada)).toMatchObject({ estado: 'cancelada', motivo: e.cancelada.data.motivo }));
  test('sin su creación no hay nada que mostrar', async () => expect(await ver(e.confirmada)).toBeUndefined());
});

describe('listar órdenes', () => {
  const donde = (pregunta: object) => listarOrdenes.where(listarOrdenes.accepts.parse(pregunta));
  test('por cliente', () =>
    expect(donde({ clienteId: 'ana-1' })).toStrictEqual({ index: 'porCliente', value: 'ana-1' }));
  test('por estado', () => expect(donde({ estado: 'creada' })).toStrictEqual({ index: 'porEstado', value: 'creada' }));
  test('los tiempos se comparan con milisegundos, como están escritos', () =>
    expect(donde({ clienteId: 'ana-1', desde: '2030-01-15T12:00:00Z', hasta: '2030-01-16T00:00:00.5Z' })).toMatchObject(
      {
        from: '2030-01-15T12:00:00.000Z',
        to: '2030-01-16T00:00:00.500Z',
      },
    ));
  test('sin nada, no', () => expect(listarOrdenes.accepts.safeParse({}).success).toBe(false));
});

function sin<T extends object>(objeto: T, miembro: keyof T) {
  const { [miembro]: _, ...resto } = objeto;
  return resto;
}
