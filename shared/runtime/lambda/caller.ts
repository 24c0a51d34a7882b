import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Actor } from '#shared/model/envelope.ts';
import { fault } from '../fault.ts';
import { callerOf } from '../tokens.ts';
import { header } from './headers.ts';

/**
 * Who calls. A function never trusts that an authorizer ran: it takes the caller from the authorizer's context, or
 * verifies the token itself. Throws Fault NO_AUTENTICADO or SIN_PERMISO.
 */
export async function callerWith(scope: string, event: APIGatewayProxyEvent): Promise<Actor> {
  const actor = fromAuthorizer(event.requestContext?.authorizer) ?? (await callerOf(header(event, 'Authorization')));
  if (actor.scopes.includes(scope)) return actor;
  throw fault('SIN_PERMISO', { detail: `Hace falta el permiso "${scope}".` });
}

function fromAuthorizer(context: Record<string, unknown> | null | undefined): Actor | undefined {
  if (typeof context?.subject !== 'string') return undefined;
  return {
    subject: context.subject,
    scopes: String(context.scopes ?? '')
      .split(' ')
      .filter(Boolean),
    ...(typeof context.clienteId === 'string' && context.clienteId !== '' && { clienteId: context.clienteId }),
  };
}
