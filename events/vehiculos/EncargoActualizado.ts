import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { CambiosDeEncargo, Revision } from './encargo.ts';

/** What is to be brought has changed. Says only what is other; a `ventana` of null takes the window away. */
export const EncargoActualizado = event('EncargoActualizado', {
  context: 'vehiculos',
  subject: 'clienteId',
  schema: z.object({ ordenId: OrdenId, clienteId: ClienteId, revision: Revision, ...CambiosDeEncargo }),
  example: {
    ordenId: EJEMPLO.ordenId,
    clienteId: EJEMPLO.clienteId,
    revision: 1,
    ventana: EJEMPLO.ventana,
    notas: 'Dejar en la portería',
  },
});
