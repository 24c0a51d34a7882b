import type { APIGatewayProxyEvent } from 'aws-lambda';
import { badInput } from '../validate.ts';

/** A header, whatever its case. */
export function header(event: APIGatewayProxyEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

/**
 * A header that callers choose and that is kept: visible characters of ASCII, 255 at most, and given once. Throws Fault
 * ENTRADA_INVALIDA.
 */
export function tokenHeader(event: APIGatewayProxyEvent, name: string): string | undefined {
  const [token, ...more] = allOf(event, name);
  if (more.length > 0) throw badInput([{ campo: name, mensaje: 'Aparece más de una vez' }]);
  if (token === undefined || isToken(token)) return token;
  throw badInput([{ campo: name, mensaje: 'Debe tener de 1 a 255 caracteres visibles, sin espacios' }]);
}

/** The id that joins all that follows from one first request: the caller's, where it gave one that can be kept. */
export function correlationOf(event: APIGatewayProxyEvent): string {
  const [given, ...more] = allOf(event, 'X-Correlation-Id');
  const kept = given !== undefined && more.length === 0 && isToken(given);
  return kept ? given : (event.requestContext?.requestId ?? crypto.randomUUID());
}

/** Every value of a header, whatever its case. */
function allOf(event: APIGatewayProxyEvent, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const all = Object.entries(event.multiValueHeaders ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
  const one = header(event, name);
  return all ?? (one === undefined ? [] : [one]);
}

function isToken(text: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(text);
}
