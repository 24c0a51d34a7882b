import type { Actor } from '#shared/model/envelope.ts';
import { fault } from './fault.ts';

/** Refuses a customer who acts on what is another customer's. Whoever is not a customer passes. */
export function refuseStranger({ clienteId }: Actor, owner: string | undefined): void {
  if (clienteId === undefined || owner === undefined || owner === clienteId) return;
  throw fault('NO_ES_SUYO', { detail: 'Un cliente solo puede actuar sobre lo que es suyo.' });
}
