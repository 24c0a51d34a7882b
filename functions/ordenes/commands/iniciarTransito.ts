import { iniciarTransito as peticion } from '#events/ordenes/iniciarTransito.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { conSalidas, conTransito, enSerie } from '../viaje.ts';

/** Goods of the order are on the road, or in another vehicle there. */
export const iniciarTransito = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ salidas, ...viaje }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return enSerie(o, ...conSalidas(viaje.ordenId, salidas), conTransito(viaje));
  },
});
