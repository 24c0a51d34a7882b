import { registrarIntentoFallido as peticion } from '#events/ordenes/registrarIntentoFallido.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { conSalidas, enSerie } from '../viaje.ts';

/** A try to deliver has failed. */
export const registrarIntentoFallido = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ ordenId, salidas, motivo, detalle, final, ...viaje }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    const fallida = { ...viaje, cargada: true, fallo: { motivo, ...(detalle && { detalle }), final } };
    return enSerie(o, ...conSalidas(ordenId, [...salidas, fallida]));
  },
});
