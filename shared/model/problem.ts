/** What a code means to a caller. */
export interface Meaning {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  /** In Spanish. */
  readonly title: string;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
}

/**
 * Every technical code of the system, with its meaning: said here, and nowhere else. The codes of the business stand in
 * the contexts' own tables (`rechazos.ts`), in the same shape; no code is in two of them.
 */
export const PROBLEMS = {
  PETICION_INVALIDA: { status: 400, title: 'La petición no es válida' },
  ENTRADA_INVALIDA: { status: 400, title: 'La petición tiene datos que no son válidos' },
  CURSOR_INVALIDO: { status: 400, title: 'El cursor no es válido' },
  NO_AUTENTICADO: { status: 401, title: 'Se necesita un token válido' },
  SIN_PERMISO: { status: 403, title: 'El token no da permiso para esta operación' },
  NO_ES_SUYO: { status: 403, title: 'Un cliente solo puede actuar en su propio nombre' },
  NO_EXISTE: { status: 404, title: 'No existe, o es de otra persona' },
  RUTA_DESCONOCIDA: { status: 404, title: 'No hay tal ruta' },
  METODO_NO_PERMITIDO: { status: 405, title: 'La ruta no admite este método' },
  CLIENTE_OLVIDADO: { status: 409, title: 'El cliente pidió que se olvidaran sus datos' },
  ENLACE_VENCIDO: { status: 410, title: 'El enlace venció o fue anulado' },
  PETICION_DEMASIADO_GRANDE: { status: 413, title: 'La petición es demasiado grande' },
  TIPO_NO_ADMITIDO: { status: 415, title: 'El cuerpo debe ser JSON en UTF-8' },
  CLAVE_REUTILIZADA: { status: 422, title: 'La clave de idempotencia ya se usó con otros datos' },
  OPERACION_DEMASIADO_GRANDE: {
    status: 422,
    title: 'La operación es demasiado grande para registrarla de una vez',
  },
  // The stage's limit is a second's.
  DEMASIADAS_PETICIONES: { status: 429, title: 'Demasiadas peticiones', retryAfter: 1 },
  // Of a customer's plan: until its day, week or month is over, and nobody here knows which.
  CUPO_AGOTADO: { status: 429, title: 'Se agotó el cupo de peticiones del periodo' },
  ERROR_INTERNO: { status: 500, title: 'Algo ha fallado de nuestra parte' },
  FLUJO_OCUPADO: { status: 503, title: 'Demasiadas operaciones a la vez sobre el mismo recurso', retryAfter: 1 },
  VISTA_ATRASADA: { status: 503, title: 'La vista aún no muestra la versión pedida', retryAfter: 1 },
  VISTA_OCUPADA: { status: 503, title: 'La vista cambia demasiado deprisa', retryAfter: 1 },
  SERVICIO_NO_DISPONIBLE: { status: 503, title: 'El servicio no está disponible en este momento', retryAfter: 2 },
  // It may have been done: asked again with its key, it is not done twice.
  TIEMPO_AGOTADO: { status: 503, title: 'La operación tardó demasiado', retryAfter: 2 },
} as const satisfies Readonly<Record<string, Meaning>>;

/** A technical code. */
export type ProblemCode = keyof typeof PROBLEMS;

/** What a code means: one of the table, or of a context's own. Throws for one that nobody knows. */
export function meaningOf(code: string, own: Readonly<Record<string, Meaning>>): Meaning {
  const meaning = own[code] ?? (PROBLEMS as Readonly<Record<string, Meaning>>)[code];
  if (!meaning) throw new Error(`The code ${code} has no meaning: add it to the context's rechazos.ts.`);
  return meaning;
}

/** A kind of problem (RFC 9457): a name, not an address. */
export function problemType(code: string): string {
  return `urn:alpes:problema:${code}`;
}
