/** A refusal or a fault as the API tells it (RFC 9457), or what the network did. */
export interface Problem {
  /** 0 when nothing came back. */
  readonly status: number;
  /** Something was to be read: nothing was to be done by it. */
  readonly reading?: true;
  readonly codigo?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly errores?: readonly { readonly campo: string; readonly mensaje: string }[];
  /** Seconds. */
  readonly retryAfter?: number;
}

/** What a call that did not succeed throws. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title ?? String(problem.status));
    this.problem = problem;
  }
}

/** Whether what was asked for is not there. */
export function isAbsent(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 404;
}

/** A problem in words: what happened, what to do, and whether the same may be tried again. */
export interface Words {
  readonly title: string;
  readonly advice: string;
  /** The same, now, may well succeed: nobody refused it. */
  readonly retry: boolean;
  /** The same would be refused each time: something else must be asked for. */
  readonly final: boolean;
  /** Each field once, with all that is wrong with it. */
  readonly fields: readonly { readonly campo: string; readonly mensaje: string }[];
  /** To be told to whoever looks into it. */
  readonly id?: string;
}

/** The words for what was thrown. */
export function wordsOf(error: unknown): Words {
  const problem: Problem = error instanceof ApiError ? error.problem : { status: 0 };
  const { status, title, detail, errores = [], instance } = problem;
  const isUnread = problem.reading && (status === 0 || status === 504);
  const said = isUnread ? UNREAD : (SAID[status] ?? (status >= 500 ? SAID[500] : undefined));
  const id = instance?.replace(/^urn:alpes:peticion:/, '');
  // Of an input that is wrong in several places the detail is the first of its fields, which are told anyway.
  const told = errores.length > 0 ? [title] : [title, detail];
  const own = said?.instead ? [] : told.flatMap((one) => (one ? [sentence(one)] : []));
  const [first = said?.title ?? 'Algo no salió bien.', ...more] = own;
  const advice = [...more, said?.advice(problem) ?? ''].filter((one) => one !== '' && one !== first).join(' ');
  return {
    title: first,
    advice,
    retry: said?.retry ?? false,
    final: said?.final ?? false,
    fields: [...Map.groupBy(errores, ({ campo }) => campo)].map(([campo, own]) => ({
      campo: fieldInWords(campo),
      mensaje: [...new Set(own.map(({ mensaje }) => mensaje))].join('; '),
    })),
    ...(id !== undefined && status >= 500 && { id }),
  };
}

/** What people read for the fields of forms whose name in the API says little, or lacks its accent. */
const FIELDS: Readonly<Record<string, string>> = {
  bodegaId: 'Código de la bodega',
  cantidad: 'Unidades',
  capacidadKg: 'Carga (kg)',
  capacidadM3: 'Espacio (m³)',
  clienteId: 'Cliente',
  conductorId: 'Usuario',
  desde: 'Desde',
  direccion: 'Dirección',
  hasta: 'Hasta',
  lat: 'Latitud',
  lon: 'Longitud',
  nombre: 'Nombre',
  pesoKg: 'Peso (kg)',
  sku: 'Código del producto',
  telefono: 'Teléfono',
  vehiculoId: 'Placa',
  volumenM3: 'Volumen',
};

/** `destinatario.telefono` → `Teléfono`; what has no words keeps its name. */
function fieldInWords(campo: string): string {
  return FIELDS[campo.split(/[./]/).at(-1) ?? ''] ?? campo;
}

interface Said {
  readonly title: string;
  /** The server's own words say nothing to whoever reads this. */
  readonly instead?: true;
  readonly retry?: true;
  readonly final?: true;
  advice(problem: Problem): string;
}

const UNREAD: Said = {
  title: 'No pudimos leer esto.',
  instead: true,
  retry: true,
  advice: () => 'Revise su conexión y reintente.',
};

/** What to do about what was refused, by its code. */
const INSTEAD: Readonly<Record<string, string>> = {
  CLAVE_REUTILIZADA: 'Esta acción ya se envió con otros datos. Ábrala de nuevo.',
  VENTANA_PASADA: 'Elija una que todavía no haya terminado.',
  VENTANA_LEJANA: 'Elija una más próxima.',
};

const SAID: Readonly<Record<number, Said>> = {
  0: {
    title: 'No sabemos si llegó.',
    instead: true,
    retry: true,
    advice: () => 'Reintentar es seguro: no se hará dos veces.',
  },
  400: {
    title: 'Revise estos campos.',
    final: true,
    advice: ({ errores }) => (errores?.length ? 'Revise estos campos.' : ''),
  },
  401: {
    title: 'Su sesión venció.',
    instead: true,
    advice: () => 'Entre de nuevo; no perderá lo escrito.',
  },
  403: { final: true, title: 'Su usuario no puede hacer esto.', advice: () => 'Pídalo a quien administra.' },
  404: { title: 'No lo encontramos.', advice: () => 'Revise que esté bien escrito, o búsquelo en la lista.' },
  409: { title: 'Así como está, no se puede.', advice: () => '' },
  410: { final: true, title: 'Este enlace venció.', advice: () => '' },
  413: { final: true, title: 'Es muy grande.', advice: () => 'Envíe algo más pequeño.' },
  422: {
    final: true,
    title: 'Así como está, no se puede.',
    advice: ({ codigo = '' }) => INSTEAD[codigo] ?? '',
  },
  429: {
    title: 'Demasiadas peticiones.',
    instead: true,
    retry: true,
    advice: ({ retryAfter = 5 }) => `Reintente en ${retryAfter} s.`,
  },
  500: {
    title: 'Algo falló de nuestra parte.',
    instead: true,
    retry: true,
    advice: () => 'Si se repite, comunique este número.',
  },
  503: {
    title: 'Hay mucho movimiento aquí.',
    instead: true,
    retry: true,
    advice: () => 'Espere un momento y reintente.',
  },
  504: {
    title: 'No sabemos si llegó.',
    instead: true,
    retry: true,
    advice: () => 'Reintentar es seguro: no se hará dos veces.',
  },
};

function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
