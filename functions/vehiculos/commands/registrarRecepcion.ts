import { MercanciaRecibida } from '#events/vehiculos/MercanciaRecibida.ts';
import { registrarRecepcion as peticion } from '#events/vehiculos/registrarRecepcion.ts';
import { command } from '#shared/model/command.ts';
import { entrega, haTerminado, vehiculoConMercancia } from '../entrega.ts';

/** A warehouse has received goods of an order that nobody brings any more, perhaps the last of it. Proof that it was handed over says otherwise, whenever it comes. */
export const registrarRecepcion = command({
  of: entrega,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: [],
  id: ({ ordenId }) => ordenId,
  decide: (c, e) => (haTerminado(e) && vehiculoConMercancia(e) !== undefined ? [MercanciaRecibida(c)] : []),
});
