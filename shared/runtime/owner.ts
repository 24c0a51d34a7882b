import type { Actor } from '#shared/model/envelope.ts';
import { Fault } from './fault.ts';

/** Refuses a customer who acts on what is another customer's. Whoever is not a customer passes. */
export function refuseStranger({ clienteId }: Actor, owner: string | undefined): void {
  if (clienteId === undefined || owner === undefined || owner === clienteId) return;
  throw new Fault({
    status: 403,
    code: 'NO_ES_SUYO',
    title: 'Este recurso pertenece a otro cliente',
    detail: 'Un cliente solo puede actuar sobre lo que es suyo.',
  });
}
