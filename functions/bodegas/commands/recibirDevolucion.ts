import * as z from 'zod';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { demas } from '#events/comun/lotes.ts';
import type { Parte } from '#events/comun/pedido.ts';
import { LineaRecibida } from '#events/comun/recibida.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { abrir, anotar, conRegresos, conSalidas, escrito, itemsDe, reapartar } from '../asiento.ts';
import { custodia } from '../custodia.ts';
import { inventario } from '../inventario.ts';
import { juntar } from '../reparto.ts';
import { reserva, tiene } from '../reserva.ts';

const Lineas = z
  .array(LineaRecibida)
  .min(1)
  .max(150)
  .refine((lineas) => new Set(lineas.map(({ sku, condicion }) => `${sku}|${condicion}`)).size === lineas.length, {
    error: 'cada SKU debe aparecer una sola vez por condición',
  });

/**
 * A warehouse receives what a vehicle brought back of an order, counted by condition. While the delivery goes on, all that is
 * out must be said, and is reserved for it again when all of it can be sold. A word of the dispatch, or of a start that was
 * undone, that is still on its way is written down with it: what comes back has left, and what never left does not.
 */
export const recibirDevolucion = unitOfWork({
  over: { inventario, reserva },
  consults: { entrega: custodia },
  http: 'POST /bodegas/{bodegaId}/recepciones',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Recibe una devolución',
    description:
      'La bodega recibe lo que un vehículo trajo de vuelta de una orden, cuando terminó su ruta, por producto y condición: lo vendible vuelve al inventario, lo dañado se aparta y lo faltante se da por perdido. Si la entrega sigue en pie y todo es vendible, queda reservado de nuevo para la orden.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, ordenId: OrdenId, lineas: Lineas }),
  example: {
    bodegaId: EJEMPLO.bodegaId,
    ordenId: EJEMPLO.ordenId,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' }],
  },
  rejects: ['DEVOLUCION_NO_ESPERADA', 'ENTREGA_PLANIFICADA', 'DEVOLUCION_EXCESIVA', 'DEVOLUCION_INCOMPLETA'],
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: ({ ordenId }, r) => ({
    entrega: [ordenId],
    inventario: tiene(r) ? itemsDe([...r.apartadas, ...r.fuera]) : [],
  }),
  decide: ({ bodegaId, ordenId, lineas }, states) => {
    const entrega = states.entrega[ordenId] ?? custodia.initial;
    const asiento = conRegresos(conSalidas(abrir(ordenId, states), entrega), entrega);
    const r = asiento.reserva;
    if (!tiene(r) || entrega.regresado !== bodegaId)
      return reject('DEVOLUCION_NO_ESPERADA', dondeEsta(entrega.regresado));
    if (entrega.planificada) return reject('ENTREGA_PLANIFICADA');
    const esperadas = demas(r.fuera, entrega.entregadas ?? []);
    const [excesiva] = demas(lineas, esperadas);
    if (excesiva) return reject('DEVOLUCION_EXCESIVA', `${excesiva.sku}: ${excesiva.cantidad} de más`);
    const [incompleta] = demas(esperadas, lineas);
    const sigue = entrega.viva && r.estado === 'hecha';
    if (sigue && incompleta)
      return reject('DEVOLUCION_INCOMPLETA', `${incompleta.sku}: falta decir de ${incompleta.cantidad}`);
    const reingresa = sigue && lineas.every(({ condicion }) => condicion === 'vendible');
    const nuevas: Parte[] = lineas.map(({ condicion: _, ...linea }) => ({ bodegaId, ...linea }));
    const devueltas = lineas.flatMap(({ condicion, ...linea }) =>
      condicion === 'faltante' ? [] : [InventarioDevuelto({ ordenId, bodegaId, ...linea, condicion })],
    );
    const partes = reingresa ? juntar([...r.apartadas, ...nuevas]) : [];
    const recibida = {
      ordenId,
      bodegaId,
      lineas,
      completa: !incompleta,
      reingresa,
      ...(reingresa && { partes }),
    };
    return escrito(
      anotar(asiento, DevolucionRecibida(recibida), [...devueltas, ...reapartar(ordenId, r.apartadas, partes)]),
    );
  },
});

function dondeEsta(regresado: string | null): string {
  return regresado === null
    ? 'Ningún vehículo está en una bodega con mercancía de la orden'
    : `El vehículo está en ${regresado}`;
}
