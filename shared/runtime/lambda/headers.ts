import type { APIGatewayProxyEvent } from 'aws-lambda';
import { badInput } from '../validate.ts';

/** A header, whatever its case. */
export function header(event: APIGatewayProxyEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

/** A header that callers choose and that is kept: visible characters of ASCII, 255 at most. Throws Fault ENTRADA_INVALIDA. */
export function tokenHeader(event: APIGatewayProxyEvent, name: string): string | undefined {
  const token = header(event, name);
  if (token === undefined || isToken(token)) return token;
  throw badInput([{ campo: name, mensaje: 'Debe tener de 1 a 255 caracteres visibles, sin espacios' }]);
}

/** The id that joins all that follows from one first request: the caller's, where it gave one that can be kept. */
export function correlationOf(event: APIGatewayProxyEvent): string {
  const given = header(event, 'X-Correlation-Id');
  return given !== undefined && isToken(given) ? given : (event.requestContext?.requestId ?? crypto.randomUUID());
}

function isToken(text: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(text);
}
