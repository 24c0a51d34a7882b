import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { rechazarOrden as peticion } from '#events/ordenes/rechazarOrden.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';

/** An order cannot be served. One that is on the road, or has ended, is past that. */
export const rechazarOrden = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: (c, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return o.estado === 'creada' || o.estado === 'confirmada' || o.estado === 'asignada' ? [OrdenRechazada(c)] : [];
  },
});
