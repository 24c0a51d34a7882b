import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import { registrarDevolucion as peticion } from '#events/ordenes/registrarDevolucion.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { type HechoDeOrden, type Orden, orden, terminada } from '../orden.ts';
import { conEntrega, conSalidas, enSerie } from '../viaje.ts';

/** Nothing of the order is out any more: it was not delivered and all of it is back, or the rest of what was. */
export const registrarDevolucion = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ ordenId, salidas, entrega, motivo, lineas }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    const entregada = entrega ? conEntrega({ ordenId, ...entrega }) : [];
    const deVuelta = (ahora: Orden): readonly HechoDeOrden[] => {
      if (ahora.estado === 'entregadaParcial') return ahora.porVolver ? [RestoDevuelto({ ordenId, lineas })] : [];
      return esperaDevolucion(ahora) ? [OrdenDevuelta({ ordenId, motivo, lineas })] : [];
    };
    return enSerie(o, ...conSalidas(ordenId, salidas), ...entregada, deVuelta);
  },
});

/** One that was cancelled before its goods left ends so, wherever these were just then; one that was given up later comes back. */
function esperaDevolucion(o: Orden): boolean {
  if (o.estado === 'inexistente' || o.estado === 'creada') return false;
  return o.estado === 'cancelada' ? o.porVolver : !terminada(o);
}
