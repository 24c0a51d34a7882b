import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** Planning has given a stop of this vehicle to another one, which has an EntregaAsignada of its own. */
export const EntregaReasignada = event('EntregaReasignada', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, desde: VehiculoId, a: VehiculoId, intento: Intento }),
  example: { ordenId: EJEMPLO.ordenId, desde: EJEMPLO.vehiculoId, a: 'XYZ789', intento: 1 },
});
