import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PREFERENCIAS, Preferencias } from './preferencias.ts';

/** A customer has said which messages about its orders go out, and when. */
export const PreferenciasFijadas = event('PreferenciasFijadas', {
  context: 'notificaciones',
  schema: z.object({ clienteId: ClienteId, ...Preferencias }),
  example: { clienteId: EJEMPLO.clienteId, ...EJEMPLO_DE_PREFERENCIAS },
});
