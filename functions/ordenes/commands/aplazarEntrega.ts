import { aplazarEntrega as peticion } from '#events/ordenes/aplazarEntrega.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { conSalidas, enSerie } from '../viaje.ts';

/** The route ended before it came to the order's door: another day will do. */
export const aplazarEntrega = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ ordenId, salidas, ...noVisitada }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return enSerie(o, ...conSalidas(ordenId, [...salidas, noVisitada]));
  },
});
