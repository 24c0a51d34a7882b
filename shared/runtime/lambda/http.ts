import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { badInput } from '../validate.ts';

/** A header, whatever its case. */
export function header(event: APIGatewayProxyEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

/** The JSON body joined with the path's parameters, which win. Throws Fault ENTRADA_INVALIDA for a body that is no JSON object. */
export function inputOf(event: APIGatewayProxyEvent): Record<string, unknown> {
  return { ...bodyOf(event), ...pathOf(event) };
}

/** The query string joined with the path's parameters. */
export function questionOf(event: APIGatewayProxyEvent): Record<string, unknown> {
  return { ...event.queryStringParameters, ...pathOf(event) };
}

/** A JSON answer. */
export function answer(statusCode: number, body: unknown, headers: Record<string, string> = {}): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache', ...headers },
    body: JSON.stringify(body),
  };
}

function pathOf(event: APIGatewayProxyEvent): Record<string, string> {
  const decoded = Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, decode(name, value ?? '')]);
  return Object.fromEntries(decoded);
}

function decode(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw badInput([{ campo: name, mensaje: 'No está bien codificado en la ruta' }]);
  }
}

function bodyOf(event: APIGatewayProxyEvent): object {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : event.body;
  if (!text) return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badInput([{ campo: '(cuerpo)', mensaje: 'No es JSON' }]);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badInput([{ campo: '(cuerpo)', mensaje: 'Debe ser un objeto JSON' }]);
  }
  if (text.includes('"personal:v1:'))
    throw badInput([{ campo: '(cuerpo)', mensaje: 'Un texto empieza por "personal:v1:", que está reservado' }]);
  return body;
}
