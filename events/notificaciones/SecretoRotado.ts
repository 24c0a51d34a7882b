import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { Serie } from './webhook.ts';

/** A customer's system gets another secret; what it is told is signed with the one before too, until then. */
export const SecretoRotado = event('SecretoRotado', {
  context: 'notificaciones',
  schema: z.object({ clienteId: ClienteId, serie: Serie, anteriorHasta: Instante }),
  example: { clienteId: EJEMPLO.clienteId, serie: 2, anteriorHasta: '2030-01-16T12:00:00.000Z' },
});
