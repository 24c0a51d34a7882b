import { desasignarOrden as peticion } from '#events/ordenes/desasignarOrden.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { conDesasignacion, conSalidas, enSerie } from '../viaje.ts';

/** No vehicle has the order in its plan any more: it waits for one again. */
export const desasignarOrden = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ salidas, ...desasignacion }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return enSerie(o, ...conSalidas(desasignacion.ordenId, salidas), conDesasignacion(desasignacion));
  },
});
