import { MercanciaDevuelta } from '#events/ordenes/MercanciaDevuelta.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import { registrarDevolucion as peticion } from '#events/ordenes/registrarDevolucion.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { type Existente, type HechoDeOrden, type Orden, orden, terminada } from '../orden.ts';
import { conEntrega, conSalidas, enSerie } from '../viaje.ts';

/** Nothing of the order is out any more: it was not delivered and all of it is back, or the rest of what was, or what had left before it was cancelled. */
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
      if (fueCancelada(ahora)) return ahora.devuelta ? [] : [MercanciaDevuelta({ ordenId, lineas })];
      return esperaDevolucion(ahora) ? [OrdenDevuelta({ ordenId, motivo, lineas })] : [];
    };
    return enSerie(o, ...conSalidas(ordenId, salidas), ...entregada, deVuelta);
  },
});

/** One that was cancelled before it knew that its goods had left stays so; one that was given up later comes back. */
function fueCancelada(o: Orden): o is Existente {
  return o.estado === 'cancelada' && !o.porVolver;
}

function esperaDevolucion(o: Orden): boolean {
  if (o.estado === 'inexistente' || o.estado === 'creada') return false;
  return o.estado === 'cancelada' || !terminada(o);
}
