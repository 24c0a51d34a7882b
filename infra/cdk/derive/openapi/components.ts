import type { Json } from './schemas.ts';

/** A reference to a shared part of the document. */
export function ref(kind: keyof typeof COMPONENTS, name: string): Json {
  return { $ref: `#/components/${kind}/${name}` };
}

const text = (extra: Json = {}): Json => ({ type: 'string', ...extra });

/** A text that the caller chooses, in visible characters of ASCII. */
const TOKEN = text({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' });

/** What operations have in common: headers, parameters, the shapes of an outcome and of a problem. */
export const COMPONENTS = {
  securitySchemes: {
    token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Con los permisos de cada operación' },
  },
  headers: {
    ETag: { description: 'La versión de lo que se responde', schema: text({ examples: ['"3"'] }) },
    Location: { description: 'La dirección de lo creado, relativa a la que se pidió', schema: text() },
    Replayed: {
      description: 'La respuesta es la de una petición anterior con la misma clave',
      schema: text({ enum: ['true'] }),
    },
    CorrelationId: { description: 'Une todo lo que resulta de una misma petición', schema: text() },
    WwwAuthenticate: { description: 'Cómo autenticarse (RFC 9110)', schema: text({ examples: ['Bearer'] }) },
    RetryAfter: { description: 'Segundos que conviene esperar', schema: { type: 'integer' } },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description:
        'Durante 30 días, la misma clave da la misma respuesta y no hace nada más; con otros datos se rechaza (CLAVE_REUTILIZADA). Los datos personales no se comparan: si solo cambian ellos, es una repetición y queda lo que se escribió primero',
      schema: TOKEN,
    },
    CorrelationId: {
      name: 'X-Correlation-Id',
      in: 'header',
      description: 'Une esta petición con otras; si falta, se da una nueva',
      schema: TOKEN,
    },
    IfNoneMatch: {
      name: 'If-None-Match',
      in: 'header',
      description: 'El ETag que ya se tiene: si nada ha cambiado, la respuesta es 304',
      schema: text(),
    },
    Cursor: {
      name: 'cursor',
      in: 'query',
      description: 'El valor de "siguiente" de la página anterior, sin cambiarlo',
      schema: text({ maxLength: 4_096 }),
    },
    Limite: {
      name: 'limite',
      in: 'query',
      description: 'Cuántos elementos por página',
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    },
    DesdeVersion: {
      name: 'desdeVersion',
      in: 'query',
      description:
        'Espera hasta dos segundos a que la vista muestre esta versión, si ya está escrita; si no, responde 503',
      schema: { type: 'integer', minimum: 1 },
    },
  },
  schemas: {
    Hecho: {
      type: 'object',
      description: 'Qué ha quedado escrito',
      required: ['id', 'version', 'flujo'],
      properties: {
        id: text({ description: 'El identificador de lo creado o cambiado' }),
        version: { type: 'integer', description: 'La versión en que ha quedado; sirve como desdeVersion' },
        flujo: text({ description: 'Su flujo en el registro de hechos' }),
      },
    },
    Problema: {
      type: 'object',
      description: 'Detalles de un problema (RFC 9457)',
      required: ['type', 'title', 'status', 'codigo'],
      properties: {
        type: text({ format: 'uri' }),
        title: text(),
        status: { type: 'integer' },
        detail: text({ description: 'Lo que el título no dice' }),
        instance: text({ format: 'uri', description: 'La petición, para comunicarla' }),
        codigo: text({ description: 'Estable: un programa puede fiarse de él' }),
        errores: {
          type: 'array',
          description: 'Los campos que no son válidos',
          items: { type: 'object', required: ['campo', 'mensaje'], properties: { campo: text(), mensaje: text() } },
        },
      },
    },
  },
};
