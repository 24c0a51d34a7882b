import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { rechazarOrden as peticion } from '#events/ordenes/rechazarOrden.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden, terminada } from '../orden.ts';
import { conSalidas, enSerie } from '../viaje.ts';

/** An order cannot be served. One that is on the road, or has ended, is past that. */
export const rechazarOrden = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ ordenId, salidas, codigo, motivo }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return enSerie(o, ...conSalidas(ordenId, salidas), (ahora) =>
      ahora.estado === 'enTransito' || terminada(ahora) ? [] : [OrdenRechazada({ ordenId, codigo, motivo })],
    );
  },
});
