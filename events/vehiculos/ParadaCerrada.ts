import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';

/** A stop of a route has ended, and how. `queda`, of a partial delivery: which part of its units is still aboard. */
export const ParadaCerrada = event('ParadaCerrada', {
  context: 'vehiculos',
  schema: z.object({
    vehiculoId: VehiculoId,
    rutaId: RutaId,
    ordenId: OrdenId,
    fin: z.enum(['entregada', 'parcial', 'fallida', 'retirada', 'transbordada']),
    queda: z.number().min(0).max(1).optional(),
  }),
  example: { vehiculoId: EJEMPLO.vehiculoId, rutaId: EJEMPLO.rutaId, ordenId: EJEMPLO.ordenId, fin: 'entregada' },
});
