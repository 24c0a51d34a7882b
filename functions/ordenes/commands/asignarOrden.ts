import { asignarOrden as peticion } from '#events/ordenes/asignarOrden.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { conAsignacion, conSalidas, enSerie } from '../viaje.ts';

/** A vehicle has the order in its plan, or another one has it now; also again, when its start was undone. */
export const asignarOrden = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ salidas, ...asignacion }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return enSerie(o, ...conSalidas(asignacion.ordenId, salidas), conAsignacion(asignacion));
  },
});
