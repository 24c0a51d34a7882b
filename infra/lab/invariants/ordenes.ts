import { type LoggedEvent, streamsOf, type Told } from './log.ts';

/** The state that each fact leaves an order in; those that are not here change something else about it. */
const STATES: Readonly<Record<string, string | ((data: any) => string)>> = {
  OrdenCreada: 'creada',
  OrdenConfirmada: 'confirmada',
  OrdenRechazada: 'rechazada',
  OrdenAsignada: 'asignada',
  OrdenDesasignada: ({ intento }) => (intento === 1 ? 'confirmada' : 'entregaFallida'),
  OrdenEnTransito: 'enTransito',
  OrdenEntregada: ({ completa }) => (completa ? 'entregada' : 'entregadaParcial'),
  EntregaDeOrdenFallida: 'entregaFallida',
  EntregaDeOrdenAplazada: 'confirmada',
  OrdenDevuelta: 'devuelta',
  OrdenCancelada: 'cancelada',
  OrdenAbandonada: 'cancelada',
};

/** The states in which nothing more happens. */
export const TERMINAL: ReadonlySet<string> = new Set([
  'entregada',
  'entregadaParcial',
  'rechazada',
  'devuelta',
  'cancelada',
]);

/** The state of an order by its facts. */
export function stateOf(events: readonly Told[]): string {
  const last = events.findLast(({ type }) => type in STATES);
  const state = STATES[last?.type ?? ''] ?? 'desconocido';
  return typeof state === 'string' ? state : state(last?.data);
}

/** What an order asks for: units by product. */
export function linesOf(events: readonly Told[]): readonly { readonly sku: string; readonly cantidad: number }[] {
  const last = events.findLast(({ type }) => type === 'OrdenCreada' || type === 'LineasCambiadas');
  return last?.data.lineas ?? [];
}

/** Accepted orders that are lost. */
export function checkAccepted(log: ReadonlyMap<string, readonly LoggedEvent[]>, accepted: Iterable<string>): string[] {
  const orders = streamsOf(log, 'orden');
  return [...accepted]
    .filter((id) => !orders.has(id))
    .map((id) => `orden ${id}: aceptada, pero no está en el registro`);
}

/** What is wrong with the orders: one lost, one that has not ended, one delivered twice. */
export function checkOrders(log: ReadonlyMap<string, readonly LoggedEvent[]>, accepted: Iterable<string>): string[] {
  const orders = streamsOf(log, 'orden');
  const violations: string[] = [];
  for (const id of accepted) {
    const events = orders.get(id);
    if (!events) violations.push(`orden ${id}: aceptada, pero no está en el registro`);
    else if (!TERMINAL.has(stateOf(events))) violations.push(`orden ${id}: se quedó en "${stateOf(events)}"`);
  }
  for (const [id, events] of orders) {
    const told = count(events, 'OrdenEntregada');
    if (told > 1) violations.push(`orden ${id}: entregada ${told} veces`);
    const handedOver = count(log.get(`entrega#${id}`) ?? [], 'EntregaConfirmada');
    if (handedOver > 1) violations.push(`orden ${id}: ${handedOver} entregas confirmadas por vehículos`);
    if (handedOver !== told) violations.push(`orden ${id}: ${handedOver} entregas confirmadas y ${told} registradas`);
    const failed = count(log.get(`entrega#${id}`) ?? [], 'EntregaFallida');
    const known = count(events, 'EntregaDeOrdenFallida');
    if (failed !== known) violations.push(`orden ${id}: ${failed} intentos fallidos y ${known} registrados`);
  }
  return violations;
}

function count(events: readonly LoggedEvent[], wanted: string): number {
  return events.filter(({ type }) => type === wanted).length;
}
