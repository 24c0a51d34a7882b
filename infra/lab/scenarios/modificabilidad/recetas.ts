import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contextos } from '#functions/contextos.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Cambio, cambiosDe } from './cambio.ts';

/** A running grid, as a recipe looks at it. */
export interface Vivo {
  /** Asks the API as an operator, and gives the status. */
  post(place: string, body: object): Promise<number>;
  /** What a table holds, each row as JSON; nothing when there is no such table. */
  rows(table: string): Promise<readonly string[]>;
  /** Places an order, and gives its id. */
  order(): Promise<string>;
  /** A product that was registered before anything was changed. */
  readonly product: string;
  /** What the grid has said since the last change. */
  said(): string;
}

/** A change as somebody would make it: a patch, and what is known of it beforehand. */
export interface Receta {
  /** Of its patch, in `recetas/`. */
  readonly name: string;
  readonly title: string;
  /** What the change is itself, and no edit beside it: the event that gets a version, the fold that hears a new fact. */
  readonly own: readonly string[];
  /** The functions whose code may become another, since what they do is what is changed: no other one may. */
  readonly concerns: readonly string[];
  /** Whether the change has been seen at work on a running grid. It may do something each time that it is asked. */
  readonly works: (vivo: Vivo) => Promise<boolean>;
}

/** They tell of all that there is. */
const DOCUMENTS = ['verOpenapi', 'verAsyncapi'] as const;

/** They fold a product, to decide on it, by what it weighs, or to tell what it is called. */
const FOLD_PRODUCTS = [
  'registrarProducto',
  'corregirProducto',
  'ingresarInventario',
  'ajustarInventario',
  'trasladarInventario',
  'reservarInventario',
  'cambiarLineas',
  'acercarReserva',
  'reubicarReserva',
  'reubicador',
] as const;

/** They decide on an order's facts, fold them into a view, or answer from one of these. */
const FOLD_ORDERS: readonly string[] = [
  ...contextos.filter(({ name }) => name === 'ordenes').flatMap(({ commands }) => Object.keys(commands)),
  ...['ordenes', 'verOrden', 'listarOrdenes', 'verEvidencia', 'verEnlaceDeSeguimiento', 'verSeguimiento'],
  ...['cronologia', 'verCronologia', 'verVersiones', 'verTablero', 'verBusqueda', 'suscribir', 'difusion'],
  ...['avisos', 'entregarSms', 'entregarCorreo', 'listarAvisos', 'listarEnviados'],
];

/** What is changed, one thing after the other. */
export const RECETAS: readonly Receta[] = [
  {
    name: 'proyeccion',
    title: 'A new view, filled from what has happened',
    own: [],
    concerns: DOCUMENTS,
    works: async ({ rows }) => (await rows(LOCAL.view('demanda'))).length > 0,
  },
  {
    name: 'version',
    title: 'A new version of an event',
    own: ['events/ordenes/SeguimientoRevocado.ts'],
    concerns: [...DOCUMENTS, ...FOLD_ORDERS],
    works: async ({ order, post, rows }) => {
      await post(`/ordenes/${await order()}/seguimiento/revocacion`, {});
      return (await rows(LOCAL.eventLog)).some((row) => row.includes('anterior'));
    },
  },
  {
    name: 'contexto',
    title: 'A new bounded context, which listens to the bus',
    own: [],
    concerns: DOCUMENTS,
    works: async ({ rows }) => (await rows(LOCAL.view('facturas'))).length > 0,
  },
  {
    name: 'comando',
    title: 'A new command with a new fact',
    own: ['functions/bodegas/producto.ts'],
    concerns: [...DOCUMENTS, ...FOLD_PRODUCTS],
    works: async ({ post, product }) =>
      (await post(`/productos/${product}/descontinuacion`, { motivo: 'Ya no se produce' })) === 200,
  },
  {
    name: 'canal',
    title: 'A new channel for messages',
    own: [],
    // What is sent, what was, and by what a customer may wish it to be.
    concerns: [
      ...[...DOCUMENTS, 'avisos', 'entregarSms', 'entregarCorreo', 'listarAvisos', 'listarEnviados'],
      ...['fijarPreferencias', 'verPreferencias', 'preferencias'],
    ],
    works: async ({ order, rows }) => {
      await order();
      const avisos = await rows(LOCAL.view('avisos'));
      return avisos.some((row) => row.includes('|whatsapp') && row.includes('sinProveedor'));
    },
  },
  {
    name: 'solucionador',
    title: 'Another route solver behind the same port',
    own: [],
    // Both plan anew: one when it is asked, one every quarter of an hour.
    concerns: ['planificador', 'planificarRutas'],
    works: async ({ said }) => /descend\.ts.*: planificador replaced/.test(said()),
  },
];

const FOLDER = path.join(import.meta.dirname, 'recetas');

/** Where the patch of a recipe is. */
export function patchOf({ name }: Receta): string {
  return path.join(FOLDER, `${name}.patch`);
}

/** What a recipe does to each file. */
export function cambiosEn(receta: Receta): Cambio[] {
  return cambiosDe(readFileSync(patchOf(receta), 'utf8'));
}
