import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';
import { CambiosDeEncargo } from './encargo.ts';

/** Changes what is to be brought. What is planned and does not fit its place any more is planned again: EntregaPlanificada with a greater `cambio`, or EntregaSinPlan. */
export const actualizarEncargo = request('actualizarEncargo', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, clienteId: ClienteId, cambios: z.strictObject(CambiosDeEncargo) }),
  example: { ordenId: EJEMPLO.ordenId, clienteId: EJEMPLO.clienteId, cambios: { ventana: EJEMPLO.ventana } },
});
