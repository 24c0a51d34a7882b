import { setTimeout as wait } from 'node:timers/promises';
import { type Fault, fault } from '../fault.ts';
import { count } from '../telemetry.ts';

/** How often a command is decided again because its stream moved on. */
export const ATTEMPTS = 12;

/** Waits before attempt `attempt` (from 1): not at all at first, then a random time that grows, so that rivals part. */
export async function backOff(attempt: number): Promise<void> {
  count('ConflictosDeVersion');
  if (attempt > 1) await wait(Math.random() * Math.min(200, 5 * 2 ** attempt));
}

/** What is thrown when a stream is too busy. Nothing was written. */
export function tooBusy(stream: string): Fault {
  return fault('FLUJO_OCUPADO', { detail: `${stream}: vuelva a intentarlo con la misma clave de idempotencia.` });
}

/** What is thrown when a command's id comes again with another input. */
export function reusedKey(): Fault {
  return fault('CLAVE_REUTILIZADA', { detail: 'Use una clave nueva para cada operación distinta.' });
}
