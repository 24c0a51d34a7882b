import { registrarReingreso as peticion } from '#events/ordenes/registrarReingreso.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { conSalidas, enSerie } from '../viaje.ts';

/** A warehouse has the goods again, for a further journey. */
export const registrarReingreso = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ ordenId, salidas }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return enSerie(o, ...conSalidas(ordenId, salidas));
  },
});
