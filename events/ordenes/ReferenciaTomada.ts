import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { ReferenciaDeOrden } from './referencia.ts';

/** A customer calls an order by a name of their own, and from then on no other one. */
export const ReferenciaTomada = event('ReferenciaTomada', {
  context: 'ordenes',
  schema: z.object({ clienteId: ClienteId, referencia: ReferenciaDeOrden, ordenId: OrdenId }),
  example: { clienteId: EJEMPLO.clienteId, referencia: 'PED-2030-0117', ordenId: EJEMPLO.ordenId },
});
