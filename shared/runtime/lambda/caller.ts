import type { APIGatewayProxyEvent } from 'aws-lambda';
import { isOpenToCustomers, isOpenToDrivers } from '#shared/model/access.ts';
import type { Actor } from '#shared/model/envelope.ts';
import { fault } from '../fault.ts';
import { type Caller, callerOf, unauthorized } from '../tokens.ts';
import { header } from './headers.ts';

/** A command, query or technical function that asks for a right. */
interface Guarded {
  readonly scope?: string;
}

/**
 * Who calls what is declared so. A function never trusts that an authorizer ran: it takes the caller from the authorizer's
 * context, or verifies the token itself. Throws Fault NO_AUTENTICADO, or SIN_PERMISO for whoever lacks the right, and for
 * customers and drivers where the declaration says of nothing that it is theirs.
 */
export async function callerFor(declaration: Guarded, event: APIGatewayProxyEvent): Promise<Actor> {
  const { authorizer } = event.requestContext ?? {};
  const { actor, until } = fromAuthorizer(authorizer) ?? (await callerOf(header(event, 'Authorization')));
  // An authorizer's answer is kept for some minutes: the token may have ended meanwhile.
  if (!(until > Date.now() / 1_000)) throw unauthorized('El token ha caducado.');
  const { scope = '' } = declaration;
  if (!actor.scopes.includes(scope)) throw fault('SIN_PERMISO', { detail: `Hace falta el permiso "${scope}".` });
  if (actor.clienteId !== undefined && !isOpenToCustomers(declaration))
    throw fault('SIN_PERMISO', { detail: 'Esta operación no es para clientes.' });
  if (actor.conductorId !== undefined && !isOpenToDrivers(declaration))
    throw fault('SIN_PERMISO', { detail: 'Esta operación no es para conductores.' });
  return actor;
}

/** The caller as an authorizer's context, whose values API Gateway hands on as texts. */
export function toAuthorizer({ actor: { subject, scopes, ...person }, until }: Caller): Record<string, string> {
  return { subject, scopes: scopes.join(' '), until: String(until), ...person };
}

function fromAuthorizer(context: Record<string, unknown> | null | undefined): Caller | undefined {
  if (typeof context?.subject !== 'string') return undefined;
  return {
    actor: {
      subject: context.subject,
      scopes: String(context.scopes ?? '')
        .split(' ')
        .filter(Boolean),
      ...(isName(context.clienteId) && { clienteId: context.clienteId }),
      ...(isName(context.conductorId) && { conductorId: context.conductorId }),
    },
    until: Number(context.until),
  };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
