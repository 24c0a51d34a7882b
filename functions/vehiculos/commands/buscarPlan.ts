import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { seBusca } from '../entrega.ts';
import { conBusqueda } from '../planear.ts';

/**
 * Looks again for a place for a delivery that waits, or whose plan has gone by without it; with `revisar`, also for one whose
 * vehicle or warehouse is not what it was and cannot do it any more. One that a person took out of its plan a person plans.
 */
export const buscarPlan = unitOfWork({
  ...conBusqueda<{ readonly ordenId: string; readonly revisar?: boolean | undefined }>(({ revisar = false }, e) => {
    const busqueda = { previos: [], intento: e.intento };
    if (e.estado === 'planificada') return { ...busqueda, siVencio: { revisa: revisar } };
    return seBusca(e) ? busqueda : undefined;
  }),
  http: 'POST /entregas/{ordenId}/busqueda',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Busca otra vez un plan para una entrega',
    description:
      'Busca un lugar para una entrega que espera uno, o cuyo plan pasó sin que saliera o ya no puede cumplirse: su vehículo está hoy en el taller, no tiene cupo o no recoge su mercancía. Con `revisar`, también si está en el taller otro día o a esa hora no trabaja, o si la bodega donde recoge no abre ese día, se mudó o la suya ya no alcanza el destino, aunque una persona la haya puesto ahí. Lo que una persona sacó de su plan no se busca: se asigna. El sistema busca por sí mismo cada cuarto de hora y cuando un vehículo o una bodega cambia.',
  },
  accepts: z.strictObject({ ordenId: OrdenId, revisar: z.boolean().optional() }),
  example: { ordenId: EJEMPLO.ordenId },
});
