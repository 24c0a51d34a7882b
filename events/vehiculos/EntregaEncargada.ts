import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_ENCARGO, Encargo } from './encargo.ts';

/** Something is to be brought: what, to whom and where, and which warehouses give the goods. The first fact of a delivery. */
export const EntregaEncargada = event('EntregaEncargada', {
  context: 'vehiculos',
  subject: 'clienteId',
  schema: z.object({ ordenId: OrdenId, ...Encargo }),
  example: { ordenId: EJEMPLO.ordenId, ...EJEMPLO_DE_ENCARGO },
});
