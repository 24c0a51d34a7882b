import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type * as z from 'zod';
import { definitionOf, WRAPPERS } from '#shared/model/personal.ts';
import { badInput } from '../validate.ts';
import { bodyOf } from './body.ts';

/** Whether a function was called by the API. Whoever invokes it by hand may send anything, `null` as well. */
export function isFromApi(event: unknown): event is APIGatewayProxyEvent {
  return isObject(event) && 'httpMethod' in event;
}

/** What a function was invoked with by hand, if it is an object. Throws Fault ENTRADA_INVALIDA. */
export function bareInput(event: unknown): Record<string, unknown> {
  if (isObject(event)) return event;
  throw badInput([{ campo: '(cuerpo)', mensaje: 'Debe ser un objeto JSON' }]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The JSON body joined with the path's parameters, which win. Throws what `bodyOf` throws, and Fault ENTRADA_INVALIDA for a
 * path that cannot be decoded, and for a query string: nothing of a command is in one.
 */
export function inputOf(event: APIGatewayProxyEvent): Record<string, unknown> {
  const [stray] = Object.keys(event.queryStringParameters ?? {});
  if (stray !== undefined) throw badInput([{ campo: stray, mensaje: 'No se conoce este campo' }]);
  return { ...bodyOf(event), ...pathOf(event) };
}

/**
 * The query string joined with the path's parameters; texts become numbers where a number is meant.
 * @param members what the question is made of.
 * @throws Fault ENTRADA_INVALIDA for a path that cannot be decoded, and for a parameter that is given more than once.
 */
export function questionOf(
  event: APIGatewayProxyEvent,
  members: Readonly<Record<string, z.ZodType>>,
): Record<string, unknown> {
  const repeated = Object.entries(event.multiValueQueryStringParameters ?? {}).filter(
    ([, all]) => (all?.length ?? 0) > 1,
  );
  if (repeated.length > 0) throw badInput(repeated.map(([campo]) => ({ campo, mensaje: 'Aparece más de una vez' })));
  const texts = Object.entries({ ...event.queryStringParameters, ...pathOf(event) });
  const isNumber = (name: string) => Object.hasOwn(members, name) && kindOf(members[name] as z.ZodType) === 'number';
  return Object.fromEntries(texts.map(([name, text]) => [name, isNumber(name) ? numberIn(text) : text]));
}

function kindOf(schema: z.ZodType): string {
  const { type, innerType } = definitionOf(schema);
  return WRAPPERS.has(type) ? kindOf(innerType) : type;
}

/** The number that a text writes in the one way of JavaScript, so `1e3`, `0x10`, `+5` and ` 5` are none; else the text. */
function numberIn(text: string | undefined): unknown {
  return String(Number(text)) === text ? Number(text) : text;
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
