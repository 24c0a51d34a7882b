import { iniciarTransito as peticion } from '#events/ordenes/iniciarTransito.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { faltanHastaTransito } from '../viaje.ts';

/** The order has left on a route. */
export const iniciarTransito = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: (c, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return faltanHastaTransito(o, c) ?? [];
  },
});
