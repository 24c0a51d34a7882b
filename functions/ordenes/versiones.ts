import * as z from 'zod';
import { OrdenId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { cronologia } from './projections/cronologia.ts';
import type { VistaOrden } from './projections/ordenes.ts';
import { RespuestaOrden, responder } from './respuesta.ts';

/** Versions in one answer: the last ones. */
export const MAS_VERSIONES = 200;

/** Of which order. */
export const PreguntaPorVersiones = z.strictObject({ ordenId: OrdenId });

/** An order as it was after each of its facts. */
export const RespuestaVersiones = z.object({
  ordenId: OrdenId,
  /** How many versions there are before the first of these. */
  anteriores: z.int().min(0),
  versiones: z
    .array(
      z.object({
        version: z.int().min(1),
        en: Instante,
        hecho: z.string(),
        titulo: z.string(),
        detalle: z.string().optional(),
        orden: RespuestaOrden,
      }),
    )
    .min(1)
    .max(MAS_VERSIONES),
});

/** An order after one of its facts. */
export interface Paso {
  readonly event: Recorded;
  readonly orden: VistaOrden;
}

/** What is answered of an order's life, oldest first. */
export function responderVersiones(ordenId: string, pasos: readonly Paso[]): z.output<typeof RespuestaVersiones> {
  const ultimos = pasos.slice(-MAS_VERSIONES);
  return {
    ordenId,
    anteriores: pasos.length - ultimos.length,
    versiones: ultimos.map(({ event: { type, data, metadata }, orden }) => ({
      version: metadata.version,
      en: metadata.occurredAt,
      hecho: type,
      ...contado({ type, data, en: metadata.occurredAt }),
      orden: responder(orden),
    })),
  };
}

/** What the timeline tells in another fact's words, or leaves to another stream. */
const TITULOS: Readonly<Record<string, string>> = {
  OrdenDesasignada: 'La orden perdió su lugar en el plan',
  OrdenTransbordada: 'La orden pasó a otro vehículo',
  OrdenReingresada: 'La mercancía está otra vez en una bodega',
  OrdenReubicada: 'La mercancía se reservó en otra parte',
  RestoDevuelto: 'Volvió lo que no se entregó',
};

interface Contada {
  readonly type: string;
  readonly data: unknown;
  /** When it happened. */
  readonly en: string;
}

/** The fact in words. */
export function contado({ type, data, en }: Contada): { readonly titulo: string; readonly detalle?: string } {
  return cronologia.handlers[type]?.tell(data, en) ?? { titulo: TITULOS[type] ?? type };
}
