import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { diaEnColombia } from '#events/comun/tiempo.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDesasignada } from '#events/ordenes/OrdenDesasignada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { OrdenReingresada } from '#events/ordenes/OrdenReingresada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { OrdenReubicada } from '#events/ordenes/OrdenReubicada.ts';
import { sinVehiculo } from '#events/ordenes/sinVehiculo.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { tally } from '#shared/model/projection.ts';
import { aporte, type Cuenta } from '../medidas.ts';

/** Orders by day, city and state, with what is needed for fill rate, on-time rate, lead times, failed attempts and top products. */
export const analitica = tally('analitica', { of: 'orden', initial: {}, contributes: aporte })
  .on(OrdenCreada, (_, { destino, lineas, ventana }, { metadata: { occurredAt } }) => ({
    estado: 'creada',
    dia: diaEnColombia(occurredAt),
    ciudad: nombreDe(destino.ciudad),
    creadaEn: occurredAt,
    ...(ventana && { ventana }),
    lineas,
  }))
  .on(OrdenConfirmada, (c, { bodegaId }) => ({ ...c, estado: 'confirmada', confirmada: true, bodegaId }))
  .on(OrdenRechazada, (c, { codigo }, e) => ({
    ...terminada(c, 'rechazada', e),
    sinInventario: codigo === 'INVENTARIO_INSUFICIENTE' && !c.confirmada,
  }))
  .on(OrdenAsignada, (c) => ({ ...c, estado: 'asignada' }))
  .on(OrdenDesasignada, (c, { intento }) => ({ ...c, estado: sinVehiculo(intento) }))
  .on(OrdenEnTransito, (c) => ({ ...c, estado: 'enTransito' }))
  // A late proof says that no attempt failed from the one on which the goods were handed over.
  .on(OrdenEntregada, (c, { entregadaEn, vehiculoId, conductorId, completa, intento }, e) => ({
    ...c,
    terminadaEn: e.metadata.occurredAt,
    estado: completa ? 'entregada' : 'entregadaParcial',
    entrega: { en: entregadaEn, vehiculoId, conductorId },
    fallos: (c.fallos ?? []).filter((fallo) => fallo.intento < intento),
  }))
  .on(EntregaDeOrdenFallida, (c, { intento, vehiculoId, conductorId, motivo }) => ({
    ...c,
    estado: 'entregaFallida',
    fallos: [...(c.fallos ?? []), { intento, vehiculoId, conductorId, motivo }],
  }))
  .on(EntregaDeOrdenAplazada, (c) => ({ ...c, estado: 'confirmada' }))
  .on(OrdenReingresada, (c, { bodegaId }) => ({ ...c, bodegaId }))
  .on(OrdenReubicada, (c, { bodegaId }) => ({ ...c, bodegaId }))
  .on(OrdenDevuelta, (c, _, e) => terminada(c, 'devuelta', e))
  .on(OrdenCancelada, (c, _, e) => terminada(c, 'cancelada', e))
  .on(OrdenAbandonada, (c, _, e) => ({ ...terminada(c, 'cancelada', e), abandonada: true }))
  .on(OrdenReprogramada, (c, { ventana }) => ({ ...c, ventana }))
  .on(OrdenCorregida, (c, { destino, ventana }) => ({
    ...(ventana === undefined ? c : conVentana(c, ventana)),
    ...(destino && { ciudad: nombreDe(destino.ciudad) }),
  }))
  .on(LineasCambiadas, (c, { lineas, bodegaId }) => ({ ...c, lineas, bodegaId }));

function terminada(c: Cuenta, estado: EstadoDeOrden, { metadata }: Recorded): Cuenta {
  return { ...c, estado, terminadaEn: metadata.occurredAt };
}

function nombreDe(ciudad: string): string {
  return ciudad.normalize('NFC').trim();
}

function conVentana({ ventana: _, ...c }: Cuenta, ventana: Cuenta['ventana'] | null): Cuenta {
  return ventana ? { ...c, ventana } : c;
}
