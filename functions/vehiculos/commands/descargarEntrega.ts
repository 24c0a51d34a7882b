import { descargarEntrega as peticion } from '#events/vehiculos/descargarEntrega.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { sinPlan } from '../colocar.ts';
import { type Entrega, haTerminado, laTieneUnaPersona, vehiculoConMercancia } from '../entrega.ts';
import { conBusqueda } from '../planear.ts';

/**
 * The goods of an order are in a warehouse again: a further attempt starts there, and one that was planned with the vehicle
 * that had them looks for another place; one that a person has in hand is told again that it is. Saying it twice does nothing.
 */
export const descargarEntrega = unitOfWork({
  ...conBusqueda<ReturnType<(typeof peticion.schema)['parse']>>((c, e, now) => {
    if (haTerminado(e) || vehiculoConMercancia(e) === undefined) return undefined;
    const descargada = EntregaDescargada({ ...c, ...partesVigentes(c, e) });
    if (laTieneUnaPersona(e)) {
      const sigue = sinPlan({ ordenId: c.ordenId, intento: e.intento }, 'LIBERADA', { e, bodega: undefined, now });
      return { previos: [descargada, sigue] };
    }
    const busca = e.estado === 'porPlanificar' || e.estado === 'planificada';
    return { previos: [descargada], ...(busca && { intento: e.intento }) };
  }),
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
});

/** Where the goods are that are reserved for it, where a later word than this one has said that already. */
function partesVigentes({ revision }: { readonly revision: number }, { revisiones, encargo }: Entrega) {
  if (!encargo || revision > (revisiones.partes ?? 0)) return {};
  return { bodegaId: encargo.bodegaId, partes: [...encargo.partes] };
}
