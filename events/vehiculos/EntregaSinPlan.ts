import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { CodigoSinPlan } from './codigoSinPlan.ts';

/** An attempt to deliver has no place in any plan, and why. Said once for each reason, and again when its warehouse's limit of waiting is another; it is searched again when something changes, save what was taken out by hand. From `porDecidirDesde` on, it is shown to a person, who decides. */
export const EntregaSinPlan = event('EntregaSinPlan', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, intento: Intento, codigo: CodigoSinPlan, porDecidirDesde: Instante.optional() }),
  example: { ordenId: EJEMPLO.ordenId, intento: 1, codigo: 'SIN_CAPACIDAD', porDecidirDesde: EJEMPLO.eta },
});
