import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';
import { EJEMPLO_DE_ENCARGO, Encargo } from './encargo.ts';

/** Asks for a place in a plan for an attempt to deliver. The first one carries what is to be brought. Answered by EntregaPlanificada or EntregaSinPlan, once for an attempt. */
export const planificarEntrega = request('planificarEntrega', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, encargo: z.strictObject(Encargo).optional(), intento: Intento }),
  example: { ordenId: EJEMPLO.ordenId, encargo: EJEMPLO_DE_ENCARGO, intento: 1 },
});
