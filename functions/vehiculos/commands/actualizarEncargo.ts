import { actualizarEncargo as peticion } from '#events/vehiculos/actualizarEncargo.ts';
import { EncargoActualizado } from '#events/vehiculos/EncargoActualizado.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { conCambios, novedades } from '../encargo.ts';
import { type Entrega, haTerminado, laTieneUnaPersona } from '../entrega.ts';
import { conBusqueda } from '../planear.ts';

/**
 * What is to be brought is otherwise. What is in a plan, or waits for one, looks for a place again when its place, its
 * window or its load has changed; who it is for, and what is on the road, is only told. It may come before what it changes.
 */
export const actualizarEncargo = unitOfWork({
  ...conBusqueda<ReturnType<(typeof peticion.schema)['parse']>>(
    ({ ordenId, clienteId, revision, cambios: pedidos }, e) => {
      const cambios = novedades(e.revisiones, revision, pedidos);
      if (haTerminado(e) || Object.keys(cambios).length === 0) return undefined;
      const previos = [EncargoActualizado({ ordenId, clienteId, revision, ...cambios })];
      const cambia = e.encargo && JSON.stringify(conCambios(e.encargo, cambios)) !== JSON.stringify(e.encargo);
      return { previos, ...(cambia && busca(e) && { intento: e.intento }) };
    },
  ),
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  repeats: true,
});

/** Whether the last attempt is still to leave, and no person has it in hand. */
function busca(e: Entrega): boolean {
  return (
    e.estado === 'planificada' || (e.estado === 'porPlanificar' && e.sinPlan !== undefined && !laTieneUnaPersona(e))
  );
}
