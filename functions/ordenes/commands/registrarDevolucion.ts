import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { registrarDevolucion as peticion } from '#events/ordenes/registrarDevolucion.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden, terminada } from '../orden.ts';

/** The goods are back in the warehouse, and the order has ended without delivery. */
export const registrarDevolucion = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: (c, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return o.estado === 'creada' || terminada(o) ? [] : [OrdenDevuelta(c)];
  },
});
