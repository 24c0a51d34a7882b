import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Cambio } from '#events/comun/pedido.ts';
import { Instante } from '#events/comun/tiempo.ts';

/** What a vehicle is to do on a day: `<vehiculoId>:<dia>`. */
export const PlanId = z.string().regex(/^[A-Z]{3}[0-9]{2}[0-9A-Z]:[0-9]{4}-[0-9]{2}-[0-9]{2}$/);

/** Orders of a plan or a route. */
export const Ordenes = z.array(OrdenId).max(1000);

/** A stop's place among others, and the time it is expected at. With `cambio` its delivery is told too: that time is quite another than was. */
export const EnOrden = z.strictObject({ ordenId: OrdenId, eta: Instante, cambio: Cambio.optional() });

/** A plan, for examples. */
export const EJEMPLO_DE_PLAN = {
  planId: `${EJEMPLO.vehiculoId}:${EJEMPLO.dia}`,
  vehiculoId: EJEMPLO.vehiculoId,
  dia: EJEMPLO.dia,
};
