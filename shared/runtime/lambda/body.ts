import type { APIGatewayProxyEvent } from 'aws-lambda';
import { fault } from '../fault.ts';
import { badInput } from '../validate.ts';
import { header } from './headers.ts';

/** No body that is meant comes near: fifty lines of an order take 3 KB. In bytes. */
const LARGEST_BYTES = 1_048_576;

/** How many objects and lists may lie in each other. */
const DEEPEST = 20;

/**
 * The JSON object of a request; `{}` without a body.
 * Throws Fault TIPO_NO_ADMITIDO, PETICION_DEMASIADO_GRANDE or ENTRADA_INVALIDA.
 */
export function bodyOf(event: APIGatewayProxyEvent): object {
  if (!event.body) return {};
  refuseOtherTypes(header(event, 'Content-Type'));
  const bytes = Buffer.byteLength(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > LARGEST_BYTES) {
    throw fault('PETICION_DEMASIADO_GRANDE', { detail: `El cuerpo puede tener hasta ${LARGEST_BYTES} bytes.` });
  }
  const text = event.isBase64Encoded ? decoded(event.body) : event.body;
  const body = parsed(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw bad('Debe ser un objeto JSON');
  if (membersOf(body) !== namesIn(text)) throw bad('Un nombre aparece más de una vez en el mismo objeto');
  return body;
}

/** `application/json` and what is written in JSON (`application/merge-patch+json`), in UTF-8 (RFC 8259). */
function refuseOtherTypes(type: string | undefined): void {
  const [essence = '', ...parameters] = (type ?? '').toLowerCase().split(';');
  const json = /^application\/(?:[a-z0-9.!#$&^_-]+\+)?json$/.test(essence.trim());
  const charsets = parameters.map((each) => /^\s*charset\s*=\s*"?([^"]*?)"?\s*$/.exec(each)?.[1]);
  if (json && charsets.every((charset) => charset === undefined || ['utf-8', 'utf8'].includes(charset))) return;
  throw fault('TIPO_NO_ADMITIDO', { detail: 'Envíe la cabecera "Content-Type: application/json".' });
}

function decoded(base64: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    throw bad('No es UTF-8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw bad('No es JSON');
  }
}

/** How many members the objects of a value have, all together. */
function membersOf(value: object): number {
  let members = 0;
  let level = [value];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > DEEPEST) throw bad(`Tiene más de ${DEEPEST} niveles`);
    for (const one of level) if (!Array.isArray(one)) members += Object.keys(one).length;
    level = level.flatMap((one) => Object.values(one)).filter((one) => typeof one === 'object' && one !== null);
  }
  return members;
}

/** How many names of members are written in a JSON text: after each is a colon, and outside of texts none is elsewhere. */
function namesIn(json: string): number {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
}

function bad(mensaje: string) {
  return badInput([{ campo: '(cuerpo)', mensaje }]);
}
