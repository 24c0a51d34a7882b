import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type LoggedEvent, scan, streamsOf } from './log.ts';

/** Facts of an order that its customer is told of. */
const MILESTONES = new Set([
  'OrdenCreada',
  'OrdenConfirmada',
  'OrdenRechazada',
  'OrdenAsignada',
  'OrdenEnTransito',
  'OrdenEntregada',
  'EntregaDeOrdenFallida',
  'OrdenDevuelta',
  'OrdenCancelada',
]);

/** What is wrong with the notifications: one that is missing, was sent twice, or never went out. */
export async function checkNotifications(
  dynamodb: DynamoDBClient,
  log: ReadonlyMap<string, readonly LoggedEvent[]>,
): Promise<string[]> {
  const violations: string[] = [];
  const sent = new Map<string, number>();
  for (const { key, estado } of await scan(dynamodb, 'alpes-vista-avisos')) {
    const [order, version, channel] = (key?.S ?? '').split('|');
    if (channel === undefined) continue;
    if (estado?.S !== 'enviada') violations.push(`aviso ${key?.S}: está "${estado?.S}"`);
    const once = `${order}|${version}`;
    sent.set(once, (sent.get(once) ?? 0) + 1);
  }
  for (const [id, events] of streamsOf(log, 'orden')) {
    const channels = events[0]?.data.destinatario.correo ? 2 : 1;
    for (const { type, version } of events) {
      const times = sent.get(`${id}|${version}`) ?? 0;
      if (MILESTONES.has(type) && times !== channels)
        violations.push(`aviso de ${type} de ${id}: ${times} envíos por ${channels} canales`);
    }
  }
  return violations;
}
