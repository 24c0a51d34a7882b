import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { viewOf } from '#shared/testing/views.ts';
import * as e from './ejemplos.ts';
import { ordenes } from './projections/ordenes.ts';
import { listarOrdenes } from './queries/listarOrdenes.ts';
import { verCronologia } from './queries/verCronologia.ts';
import { verOrden } from './queries/verOrden.ts';

const { ordenId, clienteId } = EJEMPLO;
const vista = await viewOf(ordenes, `orden#${ordenId}`, e.creada);
if (!vista) throw new Error('A created order has a view.');

describe('consultar órdenes', () => {
  test('una se busca por su id, y es de su cliente', () => {
    expect(verOrden.key({ ordenId })).toBe(ordenId);
    expect(verOrden.owner?.(vista)).toBe(clienteId);
    expect(verOrden.shape(vista, { ordenId })).toStrictEqual(vista);
  });
  test('de las de un cliente se muestran las del estado que se pide, o todas', () => {
    const muestra = (pregunta: object) => listarOrdenes.keeps?.(vista, listarOrdenes.accepts.parse(pregunta));
    expect(muestra({ clienteId })).toBe(true);
    expect(muestra({ clienteId, estado: 'creada' })).toBe(true);
    expect(muestra({ clienteId, estado: 'entregada' })).toBe(false);
    expect(listarOrdenes.owner?.(vista)).toBe(clienteId);
    expect(listarOrdenes.newestFirst).toBe(true);
  });
  test('la cronología es la de una orden que existe y es de quien pregunta', () => {
    expect(verCronologia.where({ ordenId })).toStrictEqual({ value: ordenId });
    expect(verCronologia.guard?.key({ ordenId })).toBe(ordenId);
    expect(verCronologia.guard?.owner(vista)).toBe(clienteId);
    const suceso = { ...vista, id: 'x' } as never;
    expect(verCronologia.shape(suceso, { ordenId })).toBe(suceso);
  });
});
