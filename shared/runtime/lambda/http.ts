import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { badInput } from '../validate.ts';
import { bodyOf } from './body.ts';

/** The JSON body joined with the path's parameters, which win. Throws what `bodyOf` throws, and Fault ENTRADA_INVALIDA for a path that cannot be decoded. */
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
