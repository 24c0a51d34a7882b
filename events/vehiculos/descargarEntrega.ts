import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Partes } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';
import { EJEMPLO_DE_ENCARGO, Revision } from './encargo.ts';

/** A warehouse has received the goods of an order that is still to be delivered, and they are reserved for it there. Answered by EntregaDescargada, and by what the new search finds. */
export const descargarEntrega = request('descargarEntrega', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, bodegaId: BodegaId, partes: Partes, revision: Revision }),
  example: { ordenId: EJEMPLO.ordenId, bodegaId: EJEMPLO.bodegaId, partes: EJEMPLO_DE_ENCARGO.partes, revision: 1 },
});
