import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { conBusqueda } from '../planear.ts';

/** Looks again for a place for a delivery that waits, unless a person took it out of its plan: then a person plans it. */
export const buscarPlan = unitOfWork({
  ...conBusqueda<{ readonly ordenId: string }>((_, { estado, sinPlan, intento }) =>
    estado === 'porPlanificar' && sinPlan && sinPlan.codigo !== 'LIBERADA' ? { previos: [], intento } : undefined,
  ),
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
});
