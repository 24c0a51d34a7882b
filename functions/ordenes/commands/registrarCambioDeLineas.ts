import { CambioDeLineasNegado } from '#events/ordenes/CambioDeLineasNegado.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { registrarCambioDeLineas as peticion } from '#events/ordenes/registrarCambioDeLineas.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { sonLasMismas } from '../lineas.ts';
import { orden } from '../orden.ts';

/** The warehouses have answered whether an order gets the other goods that it wanted. */
export const registrarCambioDeLineas = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ ordenId, lineas, nombres, reserva, negacion }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    if (!o.lineasPedidas || !sonLasMismas(o.lineasPedidas, lineas)) return [];
    if (reserva) return [LineasCambiadas({ ordenId, lineas, ...(nombres && { nombres }), ...reserva })];
    return negacion ? [CambioDeLineasNegado({ ordenId, ...negacion })] : [];
  },
});
