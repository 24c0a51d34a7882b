import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** No vehicle can take an order now. The same attempt may be asked for again. */
export const AsignacionRechazada = event('AsignacionRechazada', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    codigo: z.enum(['SIN_CAPACIDAD', 'SIN_VEHICULOS', 'VENTANA_IMPOSIBLE']),
    intento: Intento,
  }),
  example: { ordenId: EJEMPLO.ordenId, codigo: 'SIN_CAPACIDAD', intento: 1 },
});
