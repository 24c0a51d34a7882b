import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Rejection, Rejections } from '#shared/model/rejection.ts';
import { Fault } from '../fault.ts';
import { logger } from '../telemetry.ts';

/** The fault that tells a caller of a business refusal. */
export function faultOf({ rejected, detail }: Rejection, meanings: Rejections): Fault {
  const meaning = meanings[rejected] ?? { status: 422, title: rejected };
  return new Fault({ status: meaning.status, code: rejected, title: meaning.title, ...(detail && { detail }) });
}

/** An error as problem details (RFC 9457). What is not a fault is a bug: logged whole, and told to the caller by an id only. */
export function problem(error: unknown, requestId: string): APIGatewayProxyResult {
  const fault = error instanceof Fault ? error : bug(error, requestId);
  return {
    statusCode: fault.status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...(fault.retryAfter && { 'Retry-After': String(fault.retryAfter) }),
      ...(fault.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    },
    body: JSON.stringify({
      type: `urn:alpes:problema:${fault.code}`,
      title: fault.title,
      status: fault.status,
      ...(fault.detail && { detail: fault.detail }),
      instance: `urn:alpes:peticion:${requestId}`,
      codigo: fault.code,
      ...(fault.errors.length > 0 && { errores: fault.errors }),
    }),
  };
}

function bug(error: unknown, requestId: string): Fault {
  logger.error('A bug, or a dependency that failed', error as Error);
  return new Fault({
    status: 500,
    code: 'ERROR_INTERNO',
    title: 'Algo ha fallado de nuestra parte',
    detail: `Comunique este identificador: ${requestId}`,
  });
}
