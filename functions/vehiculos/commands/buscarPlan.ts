import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { type Entrega, laTieneUnaPersona, seQuedo } from '../entrega.ts';
import { conBusqueda } from '../planear.ts';

/**
 * Looks again for a place for a delivery that waits, unless a person took it out of its plan: then a person plans it. One
 * whose vehicle did not leave on its day looks for a later one, locked or not.
 */
export const buscarPlan = unitOfWork({
  ...conBusqueda<{ readonly ordenId: string }>((_, e, now) =>
    espera(e) || seQuedo(e, now) ? { previos: [], intento: e.intento } : undefined,
  ),
  http: 'POST /entregas/{ordenId}/busqueda',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Busca otra vez un plan para una entrega',
    description:
      'Busca un lugar para una entrega que espera uno, o cuyo vehículo no salió en su día. Lo que una persona sacó de su plan no se busca: se asigna. El sistema busca por sí mismo cada cuarto de hora y cuando hay un vehículo.',
  },
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
});

function espera(e: Entrega): boolean {
  return e.estado === 'porPlanificar' && e.sinPlan !== undefined && !laTieneUnaPersona(e);
}
