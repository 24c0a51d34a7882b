import { descargarEntrega as peticion } from '#events/vehiculos/descargarEntrega.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { type Entrega, haTerminado, laTieneUnaPersona, vehiculoConMercancia } from '../entrega.ts';
import { conBusqueda } from '../planear.ts';

/**
 * The goods of an order are in a warehouse again: a further attempt starts there, and one that was planned with the vehicle
 * that had them looks for another place; one that a person has in hand stays there. Saying it twice does nothing.
 */
export const descargarEntrega = unitOfWork({
  ...conBusqueda<ReturnType<(typeof peticion.schema)['parse']>>((c, e) => {
    if (haTerminado(e) || vehiculoConMercancia(e) === undefined) return undefined;
    const descargada = EntregaDescargada({ ...c, ...partesVigentes(c, e) });
    const busca = !laTieneUnaPersona(e) && (e.estado === 'porPlanificar' || e.estado === 'planificada');
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
