import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { registrarIntentoFallido as peticion } from '#events/ordenes/registrarIntentoFallido.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { faltanHastaTransito } from '../viaje.ts';

/** A try to deliver has failed. */
export const registrarIntentoFallido = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: (c, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    const faltan = faltanHastaTransito(o, c);
    if (!faltan) return [];
    const { ordenId, intento, motivo, final } = c;
    return [...faltan, EntregaDeOrdenFallida({ ordenId, intento, motivo, final })];
  },
});
