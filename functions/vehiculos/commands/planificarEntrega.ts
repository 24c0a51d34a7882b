import { EncargoActualizado } from '#events/vehiculos/EncargoActualizado.ts';
import { EntregaEncargada } from '#events/vehiculos/EntregaEncargada.ts';
import { planificarEntrega as peticion } from '#events/vehiculos/planificarEntrega.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { tieneRespuesta } from '../entrega.ts';
import { conBusqueda } from '../planear.ts';

/**
 * Looks for a place for an attempt to deliver. One that has its place, was given up before this came, or was answered
 * likewise, gets no second answer.
 */
export const planificarEntrega = unitOfWork({
  ...conBusqueda<ReturnType<(typeof peticion.schema)['parse']>>(({ ordenId, encargo, intento }, e) => {
    if (tieneRespuesta(e, intento)) return undefined;
    const nuevo = encargo && !e.encargo ? [EntregaEncargada({ ordenId, ...encargo })] : [];
    return { previos: [...nuevo, ...(nuevo.length > 0 ? e.adelantos.map(EncargoActualizado) : [])], intento };
  }),
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  begins: ({ encargo }) => encargo !== undefined,
});
