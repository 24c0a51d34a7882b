import { type LoggedEvent, streamsOf } from './log.ts';

/** The state that each fact leaves an order in. */
const STATES: Readonly<Record<string, string>> = {
  OrdenCreada: 'creada',
  OrdenConfirmada: 'confirmada',
  OrdenRechazada: 'rechazada',
  OrdenAsignada: 'asignada',
  OrdenEnTransito: 'enTransito',
  OrdenEntregada: 'entregada',
  EntregaDeOrdenFallida: 'entregaFallida',
  OrdenDevuelta: 'devuelta',
  OrdenCancelada: 'cancelada',
};

/** The states in which nothing more happens. */
export const TERMINAL = new Set(['entregada', 'rechazada', 'devuelta', 'cancelada']);

/** The state of an order by its last fact. */
export function stateOf(events: readonly LoggedEvent[]): string {
  return STATES[events.at(-1)?.type ?? ''] ?? 'desconocido';
}

/** What is wrong with the orders: one lost, one that has not ended, one delivered twice. */
export function checkOrders(log: ReadonlyMap<string, readonly LoggedEvent[]>, accepted: Iterable<string>): string[] {
  const orders = streamsOf(log, 'orden');
  const delivered = countDelivered(log);
  const violations: string[] = [];
  for (const id of accepted) {
    const events = orders.get(id);
    if (!events) violations.push(`orden ${id}: aceptada, pero no está en el registro`);
    else if (!TERMINAL.has(stateOf(events))) violations.push(`orden ${id}: se quedó en "${stateOf(events)}"`);
  }
  for (const [id, events] of orders) {
    const times = events.filter(({ type }) => type === 'OrdenEntregada').length;
    if (times > 1) violations.push(`orden ${id}: entregada ${times} veces`);
    const handedOver = delivered.get(id) ?? 0;
    if (handedOver > 1) violations.push(`orden ${id}: ${handedOver} entregas confirmadas por vehículos`);
    if (handedOver !== times) violations.push(`orden ${id}: ${handedOver} entregas confirmadas y ${times} registradas`);
  }
  return violations;
}

function countDelivered(log: ReadonlyMap<string, readonly LoggedEvent[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const events of streamsOf(log, 'vehiculo').values()) {
    for (const { type, data } of events) {
      if (type === 'EntregaConfirmada') counts.set(data.ordenId, (counts.get(data.ordenId) ?? 0) + 1);
    }
  }
  return counts;
}
