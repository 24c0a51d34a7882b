import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { viewOf } from '#shared/testing/views.ts';
import * as e from './ejemplos.ts';
import { ordenes, type VistaOrden } from './projections/ordenes.ts';
import { listarOrdenes } from './queries/listarOrdenes.ts';
import { verCronologia } from './queries/verCronologia.ts';
import { verOrden } from './queries/verOrden.ts';
import { responder } from './respuesta.ts';

const { ordenId, clienteId, bodegaId, vehiculoId } = EJEMPLO;
const vista = (await viewOf(ordenes, `orden#${ordenId}`, e.creada, e.confirmada, e.asignada)) as VistaOrden;

describe('consultar órdenes', () => {
  test('una se busca por su id, y es de su cliente', () => {
    expect(verOrden.key({ ordenId })).toBe(ordenId);
    expect(verOrden.owner?.(vista)).toBe(clienteId);
    expect(verOrden.shape(vista, { ordenId })).toStrictEqual(responder(vista));
  });
  test('la cronología es la de una orden que existe y es de quien pregunta', () => {
    expect(verCronologia.where({ ordenId })).toStrictEqual({ value: ordenId });
    expect(verCronologia.guard?.key({ ordenId })).toBe(ordenId);
    expect(verCronologia.guard?.owner?.(vista)).toBe(clienteId);
    const suceso = { ...vista, id: 'x' } as never;
    expect(verCronologia.shape(suceso, { ordenId })).toBe(suceso);
  });
});

describe('listar órdenes', () => {
  const donde = (pregunta: object) => listarOrdenes.where(listarOrdenes.accepts.parse(pregunta));
  test('todas, de las más nuevas a las más viejas: las de cada estado, como una lista', () => {
    expect(donde({})).toStrictEqual(EstadoDeOrden.options.map((value) => ({ index: 'porEstado', value })));
    expect(listarOrdenes.newestFirst).toBe(true);
  });
  test('por cliente', () =>
    expect(donde({ clienteId: 'ana-1' })).toStrictEqual({ index: 'porCliente', value: 'ana-1' }));
  test('por estado', () =>
    expect(donde({ estado: 'creada' })).toStrictEqual([{ index: 'porEstado', value: 'creada' }]));
  test('por referencia, la de cualquiera o la de un cliente', () => {
    expect(donde({ referencia: 'P-1' })).toStrictEqual({ index: 'porReferencia', value: 'P-1' });
    expect(donde({ referencia: 'P-1', clienteId: 'ana-1' })).toStrictEqual({
      index: 'porReferencia',
      value: 'P-1',
      from: 'ana-1',
      to: 'ana-1',
    });
  });
  test('los tiempos se comparan con milisegundos, como están escritos', () =>
    expect(
      donde({ clienteId: 'ana-1', desde: '2030-01-15T07:00:00-05:00', hasta: '2030-01-16T00:00:00.5Z' }),
    ).toMatchObject({ from: '2030-01-15T12:00:00.000Z', to: '2030-01-16T00:00:00.500Z' }));
  test.each<[object, boolean]>([
    [{}, true],
    [{ estado: 'asignada' }, true],
    [{ estado: 'entregada' }, false],
    [{ bodegaId }, true],
    [{ bodegaId: 'BOG-SUR' }, false],
    [{ vehiculoId }, true],
    [{ vehiculoId: 'XYZ789' }, false],
    [{ ciudad: 'bogota' }, true],
    [{ ciudad: 'Cali' }, false],
    [{ referencia: 'PED-2030-0117', desde: vista.creadaEn, hasta: vista.creadaEn }, true],
    [{ referencia: 'PED-2030-0117', desde: '2030-01-15T12:00:01Z' }, false],
    [{ referencia: 'PED-2030-0117', hasta: '2030-01-15T11:59:59Z' }, false],
  ])('de %j se muestra la que es: %s', (pregunta, muestra) =>
    expect(listarOrdenes.keeps?.(vista, listarOrdenes.accepts.parse(pregunta))).toBe(muestra),
  );
  test('por dónde está la mercancía', async () => {
    const enCamino = [e.creada, e.confirmada, e.asignada, e.enTransito] as const;
    const fuera = (await viewOf(ordenes, `orden#${ordenId}`, ...enCamino)) as VistaOrden;
    const vuelve = (await viewOf(ordenes, `orden#${ordenId}`, ...enCamino, e.fallida)) as VistaOrden;
    const otraVez = (await viewOf(ordenes, `orden#${ordenId}`, ...enCamino, e.fallida, e.enTransito)) as VistaOrden;
    const muestra = (mercancia: string) =>
      [vista, fuera, vuelve, otraVez].map((una) =>
        listarOrdenes.keeps?.(una, listarOrdenes.accepts.parse({ mercancia })),
      );
    expect(muestra('fuera')).toStrictEqual([false, true, true, true]);
    expect(muestra('porVolver')).toStrictEqual([false, false, true, false]);
  });
  test('la de un cliente es suya', () => expect(listarOrdenes.owner?.(vista)).toBe(clienteId));
});
