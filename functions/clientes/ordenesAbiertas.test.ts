import { expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { OrdenReingresada } from '#events/ordenes/OrdenReingresada.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import type { EventType, Fact } from '#shared/model/event.ts';
import { recorded, totalsAfter } from '#shared/testing/views.ts';
import { ordenesAbiertas } from './projections/ordenesAbiertas.ts';

const { ordenId, clienteId } = EJEMPLO;
const ejemplo = (type: EventType): Fact => type(type.example);
const creada = ejemplo(OrdenCreada);
const enRuta = ejemplo(OrdenEnTransito);
const fallida = ejemplo(EntregaDeOrdenFallida);
const devuelta = ejemplo(OrdenDevuelta);
const entregada = (completa: boolean) => OrdenEntregada({ ...OrdenEntregada.example, completa } as never);
const aplazada = (cargada: boolean) => EntregaDeOrdenAplazada({ ...EntregaDeOrdenAplazada.example, cargada });

async function cuenta(...hechos: readonly Fact[]): Promise<number> {
  const vida = recorded(`orden#${ordenId}`, hechos);
  return (await totalsAfter(ordenesAbiertas, vida, [vida]))[clienteId]?.ordenes ?? 0;
}

test.each([
  ['recién creada', [creada]],
  ['con vehículo', [creada, ejemplo(OrdenAsignada)]],
  ['en camino', [creada, enRuta]],
  ['que falló', [creada, enRuta, fallida]],
  ['aplazada', [creada, aplazada(false)]],
  ['que un operador dio por perdida en la calle', [creada, enRuta, fallida, ejemplo(OrdenAbandonada)]],
  ['entregada en parte', [creada, enRuta, entregada(false)]],
] as const)('una orden %s está abierta', async (_, hechos) => expect(await cuenta(...hechos)).toBe(1));

test.each([
  ['rechazada', [creada, ejemplo(OrdenRechazada)]],
  ['cancelada', [creada, ejemplo(OrdenCancelada)]],
  ['entregada', [creada, enRuta, entregada(true)]],
  ['devuelta', [creada, enRuta, fallida, devuelta]],
  ['entregada en parte, con el resto de vuelta', [creada, enRuta, entregada(false), ejemplo(RestoDevuelto)]],
  ['abandonada con la mercancía en la bodega', [creada, ejemplo(OrdenAbandonada)]],
  ['abandonada en camino y devuelta', [creada, enRuta, ejemplo(OrdenAbandonada), devuelta]],
  ['reingresada y abandonada', [creada, enRuta, fallida, ejemplo(OrdenReingresada), ejemplo(OrdenAbandonada)]],
  ['aplazada con la mercancía en la bodega y abandonada', [creada, aplazada(false), ejemplo(OrdenAbandonada)]],
  ['cuya salida se deshizo, y abandonada', [creada, enRuta, ejemplo(OrdenAsignada), ejemplo(OrdenAbandonada)]],
  ['que se supo entregada en parte después de devuelta', [creada, enRuta, fallida, devuelta, entregada(false)]],
] as const)('una orden %s no está abierta', async (_, hechos) => expect(await cuenta(...hechos)).toBe(0));

test('aplazada con la mercancía a bordo, y abandonada, sigue abierta', async () =>
  expect(await cuenta(creada, aplazada(true), ejemplo(OrdenAbandonada))).toBe(1));
