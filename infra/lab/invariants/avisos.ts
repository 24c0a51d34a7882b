import { type LoggedEvent, scan, streamsOf, type Tables } from './log.ts';

/** Facts of an order that its customer is told of, each time. */
const MILESTONES = new Set([
  'OrdenCreada',
  'OrdenConfirmada',
  'OrdenRechazada',
  'OrdenEntregada',
  'RestoDevuelto',
  'EntregaDeOrdenFallida',
  'EntregaDeOrdenAplazada',
  'OrdenDevuelta',
  'OrdenCancelada',
  'OrdenAbandonada',
  'OrdenReprogramada',
  'LineasCambiadas',
  'CambioDeLineasNegado',
]);
/** Facts that are told when they are news: the first of each journey is. */
const NEWS = new Set(['OrdenAsignada', 'OrdenEnTransito', 'OrdenTransbordada']);
/** How a message stands that a provider has, or that none would take on a stage without one. */
const TAKEN = new Set(['aceptada', 'entregada', 'sinProveedor']);
/** Facts after which the next hour of arrival is told. */
const ENDS = new Set(['OrdenDesasignada', 'OrdenReprogramada', 'EntregaDeOrdenFallida', 'EntregaDeOrdenAplazada']);

/**
 * What is wrong with the notifications: one that is missing, was sent twice, or that no provider took.
 * @param forgotten customers to whom nothing can be sent any more: of theirs only doubles are wrong.
 */
export async function checkNotifications(
  { dynamodb, names }: Tables,
  log: ReadonlyMap<string, readonly LoggedEvent[]>,
  forgotten: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const violations: string[] = [];
  const sent = new Map<string, number>();
  for (const { key, estado } of await scan(dynamodb, names.view('avisos'))) {
    const [order, version, channel] = (key?.S ?? '').split('|');
    if (channel === undefined) continue;
    const cliente = log.get(`orden#${order}`)?.[0]?.data.clienteId;
    if (!TAKEN.has(estado?.S ?? '') && !forgotten.has(cliente)) violations.push(`aviso ${key?.S}: está "${estado?.S}"`);
    const once = `${order}|${version}`;
    sent.set(once, (sent.get(once) ?? 0) + 1);
  }
  for (const [id, events] of streamsOf(log, 'orden')) {
    const channels = events[0]?.data.destinatario.correo ? 2 : 1;
    const mayMiss = forgotten.has(events[0]?.data.clienteId);
    let first = true;
    for (const { type, version } of events) {
      const times = sent.get(`${id}|${version}`) ?? 0;
      const must = MILESTONES.has(type) || (first && NEWS.has(type));
      const right = times === channels || (times === 0 && !must) || (mayMiss && times <= channels);
      if (!right) violations.push(`aviso de ${type} de ${id}: ${times} envíos por ${channels} canales`);
      if (NEWS.has(type)) first = false;
      if (ENDS.has(type)) first = true;
    }
  }
  return violations;
}
