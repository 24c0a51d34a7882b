import { asignarOrden as peticion } from '#events/ordenes/asignarOrden.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';
import { esperaVehiculo } from '../viaje.ts';

/** A vehicle has the order in its plan, or another one has it now. */
export const asignarOrden = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: (c, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    return esperaVehiculo(o, c) ? [OrdenAsignada(c)] : [];
  },
});
