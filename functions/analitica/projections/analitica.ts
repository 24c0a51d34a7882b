import { enColombia } from '#events/comun/tiempo.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { tally } from '#shared/model/projection.ts';
import { aporte } from '../medidas.ts';

const UN_DIA_MS = 24 * 3_600_000;

/** Orders by day, city and state, with what is needed for fill rate, on-time rate, lead times and top products. */
export const analitica = tally('analitica', { of: 'orden', initial: {}, contributes: aporte })
  .on(OrdenCreada, (_, { destino, lineas, ventana }, { metadata: { occurredAt } }) => ({
    estado: 'creada',
    dia: enColombia(occurredAt).slice(0, 10),
    ciudad: destino.ciudad.normalize('NFC').trim(),
    creadaEn: occurredAt,
    ...(ventana && { apertura: ventana.desde }),
    limite: ventana?.hasta ?? new Date(Date.parse(occurredAt) + UN_DIA_MS).toISOString(),
    lineas: lineas.map(({ sku, cantidad }) => ({ sku, cantidad })),
  }))
  .on(OrdenConfirmada, (c) => ({ ...c, estado: 'confirmada', confirmada: true }))
  .on(OrdenRechazada, (c, { codigo }) => ({
    ...c,
    estado: 'rechazada',
    sinInventario: codigo === 'INVENTARIO_INSUFICIENTE' && !c.confirmada,
  }))
  .on(OrdenAsignada, (c) => ({ ...c, estado: 'asignada' }))
  .on(OrdenEnTransito, (c) => ({ ...c, estado: 'enTransito' }))
  .on(OrdenEntregada, (c, { entregadaEn }) => ({ ...c, estado: 'entregada', entregadaEn }))
  .on(EntregaDeOrdenFallida, (c) => ({ ...c, estado: 'entregaFallida' }))
  .on(OrdenDevuelta, (c) => ({ ...c, estado: 'devuelta' }))
  .on(OrdenCancelada, (c) => ({ ...c, estado: 'cancelada' }));
