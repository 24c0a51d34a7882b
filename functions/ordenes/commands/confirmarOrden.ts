import { confirmarOrden as peticion } from '#events/ordenes/confirmarOrden.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';

/** The goods are reserved. An order that was cancelled meanwhile stays so: the saga gives the goods back. */
export const confirmarOrden = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: (c, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return o.estado === 'creada' ? [OrdenConfirmada(c)] : [];
  },
});
