import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenDesasignada } from '#events/ordenes/OrdenDesasignada.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenReingresada } from '#events/ordenes/OrdenReingresada.ts';
import { OrdenTransbordada } from '#events/ordenes/OrdenTransbordada.ts';
import type { Salida } from '#events/ordenes/viaje.ts';
import { type HechoDeOrden, type Orden, orden, type Turno, terminada } from './orden.ts';

// The requests of the saga come by queues of their own and may overtake each other, so each carries the journeys before
// what it tells. Whichever arrives first writes all facts that are missing, in order; the late one finds nothing to do.

type De<E extends (data: any) => unknown> = Parameters<E>[0];
type Asignacion = De<typeof OrdenAsignada>;
type Desasignacion = De<typeof OrdenDesasignada>;
type Viaje = De<typeof OrdenEnTransito>;
type Entrega = Omit<De<typeof OrdenEntregada>, 'clienteId'>;

/** What an order has to write down: given its state, the facts that are missing. */
type Paso = (o: Orden) => readonly HechoDeOrden[];

/** The facts that an order lacks after several steps, each of which sees what the earlier ones have written. */
export function enSerie(o: Orden, ...pasos: readonly Paso[]): readonly HechoDeOrden[] {
  const hechos: HechoDeOrden[] = [];
  let ahora = o;
  for (const paso of pasos) {
    const faltan = paso(ahora);
    hechos.push(...faltan);
    // No fold of an order asks when something happened.
    ahora = faltan.reduce<Orden>((estado, hecho) => orden.evolve(estado, hecho, ''), ahora);
  }
  return hechos;
}

/** The steps of journeys that ended without delivery, one after the other, however they are told: else what is told again would be news. */
export function conSalidas(ordenId: string, salidas: readonly Salida[]): readonly Paso[] {
  const enOrden = salidas.toSorted((a, b) => a.intento - b.intento || a.cambio - b.cambio);
  return enOrden.flatMap((salida) => [conSalida(ordenId, salida), conReingreso(ordenId, salida)]);
}

/** A vehicle has the order in its plan, if that is news. */
export function conAsignacion(asignacion: Asignacion): Paso {
  return (o) => (esperaVehiculo(o, asignacion) ? [OrdenAsignada(soloAsignacion(asignacion))] : []);
}

/** The order has lost its place, if that is news: also to one that has not heard yet that it had it. */
export function conDesasignacion(desasignacion: Desasignacion): Paso {
  return (o) => (esperaVehiculo(o, desasignacion) ? [OrdenDesasignada(desasignacion)] : []);
}

/** The order is on the road, or in another vehicle there, if that is news. On the route that it was on before, it was in no plan. */
export function conTransito(viaje: Viaje): Paso {
  return (o) => {
    const soloViaje = { ...soloAsignacion(viaje), rutaId: viaje.rutaId, conductorId: viaje.conductorId };
    if (o.estado === 'asignada' && esElMismo(viaje, o.turno)) return [OrdenEnTransito(soloViaje)];
    if (!esperaVehiculo(o, viaje)) return [];
    if (o.estado === 'enTransito') return [OrdenTransbordada(soloViaje)];
    const enLaMismaRuta = o.estado !== 'inexistente' && o.porVolver && o.cerrado?.rutaId === viaje.rutaId;
    return [...(enLaMismaRuta ? [] : [OrdenAsignada(soloAsignacion(viaje))]), OrdenEnTransito(soloViaje)];
  };
}

/** The order is delivered. There is proof of it, so it holds whatever the order was taken for, once it was confirmed. */
export function conEntrega(entrega: Entrega): readonly Paso[] {
  return [
    conTransito(entrega),
    (o) =>
      o.estado === 'inexistente' || SIN_NADA_QUE_ENTREGAR.has(o.estado)
        ? []
        : [OrdenEntregada({ ...entrega, clienteId: o.clienteId })],
  ];
}

const SIN_NADA_QUE_ENTREGAR: ReadonlySet<string> = new Set(['creada', 'entregada', 'entregadaParcial']);

function conSalida(ordenId: string, { cargada, fallo, reingreso: _, ...viaje }: Salida): Paso {
  return (o) => {
    const fin = fallo
      ? EntregaDeOrdenFallida({ ordenId, ...viaje, ...fallo })
      : EntregaDeOrdenAplazada({ ordenId, ...viaje, cargada });
    const antes = (cargada ? conTransito : conAsignacion)({ ordenId, ...viaje })(o);
    const siguiente = antes.length > 0 || enCurso(o, viaje);
    return siguiente ? [...antes, fin] : [];
  };
}

/** The goods of the newest journey are in a warehouse again. */
function conReingreso(ordenId: string, { reingreso, ...viaje }: Salida): Paso {
  return (o) => {
    if (reingreso === undefined || o.estado === 'inexistente' || terminada(o)) return [];
    const fueLaUltima = o.estado !== 'enTransito' && o.porVolver && esElMismo(viaje, o.cerrado);
    return fueLaUltima ? [OrdenReingresada({ ordenId, bodegaId: reingreso })] : [];
  };
}

/** Whether a vehicle is news to the order, and not of an attempt or a plan that is over. */
function esperaVehiculo(o: Orden, turno: Turno): boolean {
  switch (o.estado) {
    case 'confirmada':
      return o.turno === undefined ? turno.intento === 1 : esCambio(o.turno, turno);
    case 'asignada':
    case 'enTransito':
      return esCambio(o.turno, turno);
    case 'entregaFallida':
      return !o.final && (turno.intento === (o.turno?.intento ?? 0) + 1 || esCambio(o.turno, turno));
    default:
      return false;
  }
}

function esCambio(actual: Turno | undefined, { intento, cambio }: Turno): boolean {
  return actual !== undefined && intento === actual.intento && cambio > actual.cambio;
}

/** Whether a journey is the one that the order is on, or about to be. */
function enCurso(o: Orden, turno: Turno): boolean {
  return (o.estado === 'asignada' || o.estado === 'enTransito') && esElMismo(turno, o.turno);
}

function esElMismo({ intento, cambio }: Turno, otro: Turno | undefined): boolean {
  return intento === otro?.intento && cambio === otro.cambio;
}

function soloAsignacion({ ordenId, vehiculoId, dia, eta, intento, cambio }: Asignacion): Asignacion {
  return { ordenId, vehiculoId, dia, eta, intento, cambio };
}
