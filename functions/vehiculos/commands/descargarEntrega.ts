import { descargarEntrega as peticion } from '#events/vehiculos/descargarEntrega.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { sinPlan } from '../colocar.ts';
import { haTerminado, laTieneUnaPersona, vehiculoConMercancia } from '../entrega.ts';
import { conBusqueda } from '../planear.ts';

/**
 * The goods of an order are in a warehouse again: a further attempt starts there, and one that was planned with the vehicle
 * that had them looks for another place; one that a person has in hand is told again that it is. Saying it twice does nothing.
 */
export const descargarEntrega = unitOfWork({
  ...conBusqueda<ReturnType<(typeof peticion.schema)['parse']>>((c, e, now) => {
    if (haTerminado(e) || vehiculoConMercancia(e) === undefined) return undefined;
    if (laTieneUnaPersona(e)) {
      const sigue = sinPlan({ ordenId: c.ordenId, intento: e.intento }, 'LIBERADA', { e, bodega: undefined, now });
      return { previos: [EntregaDescargada(c), sigue] };
    }
    const busca = e.estado === 'porPlanificar' || e.estado === 'planificada';
    return { previos: [EntregaDescargada(c)], ...(busca && { intento: e.intento }) };
  }),
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
});
