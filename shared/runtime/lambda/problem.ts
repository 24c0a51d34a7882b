import type { APIGatewayProxyResult } from 'aws-lambda';
import { meaningOf, problemType } from '#shared/model/problem.ts';
import type { Rejection, Rejections } from '#shared/model/rejection.ts';
import { isUnavailable } from '../dependency.ts';
import { Fault, fault } from '../fault.ts';
import { logger } from '../telemetry.ts';

/** The fault that tells a caller of a business refusal. */
export function faultOf({ rejected, detail }: Rejection, meanings: Rejections): Fault {
  return new Fault(rejected, meaningOf(rejected, meanings), { detail });
}

/**
 * An error as problem details (RFC 9457). What is not a fault is a service of AWS that cannot do its part just now, or a
 * bug: logged whole, and told to the caller by when to ask again, or by an id only.
 */
export function problem(error: unknown, requestId: string): APIGatewayProxyResult {
  const { code, meaning, detail, errors } = error instanceof Fault ? error : unforeseen(error, requestId);
  const { status, title, retryAfter } = meaning;
  return {
    statusCode: status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...(retryAfter && { 'Retry-After': String(retryAfter) }),
      ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    },
    body: JSON.stringify({
      type: problemType(code),
      title,
      status,
      ...(detail && { detail }),
      instance: `urn:alpes:peticion:${requestId}`,
      codigo: code,
      ...(errors.length > 0 && { errores: errors }),
    }),
  };
}

function unforeseen(error: unknown, requestId: string): Fault {
  if (isUnavailable(error)) {
    logger.error('A service of AWS is not available', error as Error);
    return fault('SERVICIO_NO_DISPONIBLE');
  }
  logger.error('A bug', error as Error);
  return fault('ERROR_INTERNO', { detail: `Comunique este identificador: ${requestId}` });
}
