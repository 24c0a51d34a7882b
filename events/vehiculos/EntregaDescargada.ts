import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Partes } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_ENCARGO, Revision } from './encargo.ts';

/** A warehouse has received the goods of an order that is still to be delivered: a further attempt starts there. */
export const EntregaDescargada = event('EntregaDescargada', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, partes: Partes, revision: Revision }),
  example: { ordenId: EJEMPLO.ordenId, bodegaId: EJEMPLO.bodegaId, partes: EJEMPLO_DE_ENCARGO.partes, revision: 1 },
});
