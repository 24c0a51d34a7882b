import type { QueueState } from '../queues.ts';
import { counted } from '../words.ts';

/** A dead-letter queue. */
export type DeadQueue = QueueState & { readonly url: string };

/** What became of dead letters that were sent back. */
export interface Resent {
  readonly sent: number;
  /** Why each of those that are dead again is. */
  readonly died: readonly string[];
}

/** What became of them, in one sentence. */
export function sentenceOf(name: string, { sent, died }: Resent): string {
  if (sent === 0) return `La cola ${name} no tiene mensajes muertos`;
  const parts = [`${counted(sent, 'mensaje reenviado', 'mensajes reenviados')} a ${name}`];
  const done = sent - died.length;
  if (done > 0) parts.push(counted(done, 'hecho', 'hechos'));
  if (died.length > 0) {
    const back = counted(died.length, 'volvió', 'volvieron');
    parts.push(`${back} a la cola de mensajes muertos: ${[...new Set(died)].join(' | ')}`);
  }
  return parts.join('; ');
}
