import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import type { Linea } from '#events/comun/pedido.ts';
import { antes } from '#events/comun/tiempo.ts';
import type { Contribution } from '#shared/model/projection.ts';

/** What the figures need to know of one order. */
export interface Cuenta {
  /** `undefined` until the order exists. */
  readonly estado?: EstadoDeOrden;
  /** The day it was created, in Colombia. */
  readonly dia?: string;
  readonly ciudad?: string;
  readonly creadaEn?: string;
  /** The end of its window; without one, a day after its creation. */
  readonly limite?: string;
  /** The beginning of its window, if it has one. */
  readonly apertura?: string;
  readonly lineas?: readonly Linea[];
  readonly confirmada?: boolean;
  readonly sinInventario?: boolean;
  readonly entregadaEn?: string;
}

const MINUTO_MS = 60_000;
const MINUTOS_POR_FILA = 60;

/**
 * What one order adds to the totals. Rows are listed by what stands before the first `|`, the day; the city comes last
 * since it may hold a `|` itself:
 *
 * - `<day>|ordenes||<city>`: orders by state, and the counts that rates are made of;
 * - `<day>|sku|<sku>|<city>`: orders and units of a product;
 * - `<day>|plazo|<hour>|<city>`: delivered orders by lead time, a measure for each minute of that hour: `m0` to `m59`.
 */
export function aporte(c: Cuenta): Contribution<Medida> {
  if (!c.estado || !c.dia || c.ciudad === undefined) return {};
  const fila = (clase: Clase, sub: string) => filaDe({ dia: c.dia as string, clase, sub, ciudad: c.ciudad as string });
  const filas: Record<string, Contribution<Medida>[string]> = {
    [fila('ordenes', '')]: {
      [c.estado]: 1,
      ...(c.confirmada && { confirmadas: 1 }),
      ...(c.sinInventario && { sinInventario: 1 }),
      ...(c.entregadaEn && { entregas: 1, aTiempo: aTiempo(c.entregadaEn, c) ? 1 : 0 }),
    },
  };
  for (const { sku, cantidad } of c.lineas ?? []) filas[fila('sku', sku)] = { ordenes: 1, unidades: cantidad };
  if (c.entregadaEn && c.creadaEn) {
    const minutos = Math.max(0, Math.floor((Date.parse(c.entregadaEn) - Date.parse(c.creadaEn)) / MINUTO_MS));
    const hora = Math.floor(minutos / MINUTOS_POR_FILA);
    filas[fila('plazo', String(hora))] = { [`m${minutos % MINUTOS_POR_FILA}`]: 1 };
  }
  return filas;
}

/** What a row of totals counts. */
export type Medida =
  | EstadoDeOrden
  | 'confirmadas'
  | 'sinInventario'
  | 'entregas'
  | 'aTiempo'
  | 'ordenes'
  | 'unidades'
  | `m${number}`;

type Clase = 'ordenes' | 'sku' | 'plazo';

/** What the key of a row of totals says. */
export interface Fila {
  readonly dia: string;
  readonly clase: Clase;
  readonly sub: string;
  readonly ciudad: string;
}

function filaDe({ dia, clase, sub, ciudad }: Fila): string {
  return `${dia}|${clase}|${sub}|${ciudad}`;
}

/** What a row of totals is about. */
export function leerFila(clave: string): Fila {
  const [dia, clase, sub, ...ciudad] = clave.split('|') as [string, Clase, string, ...string[]];
  return { dia, clase, sub, ciudad: ciudad.join('|') };
}

/** The lead time, in minutes, of a measure of a `plazo` row. */
export function minutosDe(hora: string, medida: string): number {
  return Number(hora) * MINUTOS_POR_FILA + Number(medida.slice(1));
}

/** A window has two ends: too early is not on time either. */
function aTiempo(entregadaEn: string, { apertura, limite }: Cuenta): boolean {
  if (apertura !== undefined && antes(entregadaEn, apertura)) return false;
  return limite !== undefined && !antes(limite, entregadaEn);
}
