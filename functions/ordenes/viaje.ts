import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import type { Orden } from './orden.ts';

/** One vehicle for one attempt; of two in the same attempt the one with the greater `cambio` is the newer. */
interface Turno {
  readonly intento: number;
  readonly cambio: number;
}

interface Viaje extends Turno {
  readonly ordenId: string;
  readonly vehiculoId: string;
  readonly rutaId: string;
}

/** Whether a vehicle is news to the order, and not of an attempt or a plan that is over. */
export function esperaVehiculo(o: Orden, { intento, cambio }: Turno): boolean {
  switch (o.estado) {
    case 'confirmada':
      return intento === 1;
    case 'asignada':
      return intento === o.intento && cambio > o.cambio;
    case 'entregaFallida':
      return !o.final && intento === o.intento + 1;
    default:
      return false;
  }
}

/**
 * The facts that are missing until the order is on the road with this journey; `undefined` when it can't be any more.
 * The commands of the saga come by queues of their own and may overtake each other, so each carries what the earlier ones
 * say: an order's history is complete and in order whichever arrives first, and the late one finds nothing to do.
 */
export function faltanHastaTransito(o: Orden, viaje: Viaje) {
  const { ordenId, vehiculoId, rutaId, intento, cambio } = viaje;
  if (o.estado === 'enTransito' && o.intento === intento) return [];
  const enTransito = OrdenEnTransito({ ordenId, vehiculoId, rutaId, intento });
  if (esperaVehiculo(o, viaje)) return [OrdenAsignada({ ordenId, vehiculoId, intento, cambio }), enTransito];
  return o.estado === 'asignada' && o.intento === intento ? [enTransito] : undefined;
}
