import { registrarEntrega as peticion } from '#events/ordenes/registrarEntrega.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { conEntrega, conSalidas, enSerie } from '../viaje.ts';

/** The order is delivered, or a part of it. That holds for one that was given up as well: somebody has the goods, and there is proof. */
export const registrarEntrega = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ salidas, ...entrega }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return enSerie(o, ...conSalidas(entrega.ordenId, salidas), ...conEntrega(entrega));
  },
});
