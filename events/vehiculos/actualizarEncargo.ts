import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';
import { CambiosDeEncargo, Revision } from './encargo.ts';

/** Changes what is to be brought. What is planned and does not fit its place any more is planned again: EntregaPlanificada with a greater `cambio`, or EntregaSinPlan. */
export const actualizarEncargo = request('actualizarEncargo', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    clienteId: ClienteId,
    revision: Revision,
    cambios: z.strictObject(CambiosDeEncargo),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    clienteId: EJEMPLO.clienteId,
    revision: 1,
    cambios: { ventana: EJEMPLO.ventana },
  },
});
