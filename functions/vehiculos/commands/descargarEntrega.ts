import { descargarEntrega as peticion } from '#events/vehiculos/descargarEntrega.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { haTerminado, vehiculoConMercancia } from '../entrega.ts';
import { conBusqueda } from '../planear.ts';

/**
 * The goods of an order are in a warehouse again: a further attempt starts there, and one that was planned with the vehicle
 * that had them looks for another place. Saying it twice does nothing.
 */
export const descargarEntrega = unitOfWork({
  ...conBusqueda<ReturnType<(typeof peticion.schema)['parse']>>((c, e) => {
    if (haTerminado(e) || vehiculoConMercancia(e) === undefined) return undefined;
    const busca = e.estado === 'porPlanificar' || e.estado === 'planificada';
    return { previos: [EntregaDescargada(c)], ...(busca && { intento: e.intento }) };
  }),
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
});
