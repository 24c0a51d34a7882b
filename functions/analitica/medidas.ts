import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import type { MotivoDeFallo } from '#events/comun/fallo.ts';
import type { Linea } from '#events/comun/pedido.ts';
import { antes, diaEnColombia, enColombia, type Ventana } from '#events/comun/tiempo.ts';
import type { Contribution } from '#shared/model/projection.ts';

/** A try to deliver that failed. */
export interface Fallo {
  readonly intento: number;
  readonly vehiculoId: string;
  readonly conductorId?: string | undefined;
  readonly motivo: MotivoDeFallo;
}

/** What the figures need to know of one order. */
export interface Cuenta {
  /** `undefined` until the order exists. */
  readonly estado?: EstadoDeOrden;
  /** The day it was created, in Colombia. */
  readonly dia?: string;
  readonly ciudad?: string;
  readonly creadaEn?: string;
  /** When it was known that it had ended. */
  readonly terminadaEn?: string;
  /** The window in force; without one, it is on time within a day of its creation. */
  readonly ventana?: Ventana;
  readonly lineas?: readonly Linea[];
  readonly bodegaId?: string;
  readonly confirmada?: boolean;
  readonly sinInventario?: boolean;
  /** It was cancelled, and not by the customer. */
  readonly abandonada?: boolean;
  readonly fallos?: readonly Fallo[];
  readonly entrega?: { readonly en: string; readonly vehiculoId: string; readonly conductorId?: string | undefined };
}

const UN_DIA_MS = 24 * 3_600_000;
const MINUTO_MS = 60_000;
const MINUTOS_POR_FILA = 60;

/**
 * What one order adds to the totals. Rows are listed by what stands before the first `|`, the day; the city comes last
 * since it may hold a `|` itself:
 *
 * - `<day>|ordenes||<city>`: orders by state, the counts that rates are made of, and orders by the hour of their creation in
 *   Colombia (`h00` to `h23`); of the day on which an order ended, how it did (`t:<state>`);
 * - `<day>|bodega|<warehouse>|<city>`: the same of the orders that had to be delivered from a warehouse, once they have ended;
 * - `<day>|vehiculo|<plate>|<city>`: deliveries and failed attempts of a vehicle;
 * - `<day>|conductor|<id>|<city>`: the same of a driver, where one is known;
 * - `<day>|fallo|<reason>|<city>`: failed attempts for a reason;
 * - `<day>|sku|<first character>|<city>`: orders (`o:<sku>`) and units (`u:<sku>`) of products, whatever became of them;
 * - `<day>|plazo|<hour>|<city>`: delivered orders by lead time, a measure for each minute of that hour: `m0` to `m59`.
 */
export function aporte(c: Cuenta): Contribution<Medida> {
  const { estado, dia, ciudad } = c;
  if (!estado || !dia || ciudad === undefined) return {};
  const filas: Record<string, Record<string, number>> = {};
  const contar = (clase: Clase, sub: string, medidas: Medidas, en = dia) => {
    const fila = filaDe({ dia: en, clase, sub, ciudad });
    const suma = filas[fila] ?? {};
    for (const [medida, n] of Object.entries(medidas)) suma[medida] = (suma[medida] ?? 0) + n;
    filas[fila] = suma;
  };
  const puntual = c.entrega !== undefined && estado === 'entregada' && llegoATiempo(c.entrega.en, c);
  const fin = esExigible(c) ? { exigibles: 1, ...(puntual && { aTiempo: 1 }) } : {};
  contar('ordenes', '', {
    [estado]: 1,
    ...(c.confirmada && { confirmadas: 1 }),
    ...(c.sinInventario && { sinInventario: 1 }),
    ...(c.entrega && { entregas: 1 }),
    ...(c.creadaEn && { [`h${enColombia(c.creadaEn).slice(11, 13)}`]: 1 }),
    ...fin,
  });
  if (c.terminadaEn) contar('ordenes', '', { [`t:${estado}`]: 1 }, diaEnColombia(c.terminadaEn));
  if (c.bodegaId !== undefined && esExigible(c)) contar('bodega', c.bodegaId, { [estado]: 1, ...fin });
  const deQuien = ({ vehiculoId, conductorId }: Pick<Fallo, 'vehiculoId' | 'conductorId'>, medidas: Medidas) => {
    contar('vehiculo', vehiculoId, medidas);
    if (conductorId !== undefined) contar('conductor', conductorId, medidas);
  };
  if (c.entrega) deQuien(c.entrega, { entregas: 1, ...(puntual && { aTiempo: 1 }) });
  for (const { motivo, ...quien } of c.fallos ?? []) {
    deQuien(quien, { fallos: 1 });
    contar('fallo', motivo, { fallos: 1 });
  }
  for (const { sku, cantidad } of c.lineas ?? [])
    contar('sku', sku.charAt(0), { [`o:${sku}`]: 1, [`u:${sku}`]: cantidad });
  if (c.entrega && c.creadaEn) {
    const minutos = Math.max(0, Math.floor((Date.parse(c.entrega.en) - Date.parse(c.creadaEn)) / MINUTO_MS));
    contar('plazo', String(Math.floor(minutos / MINUTOS_POR_FILA)), { [`m${minutos % MINUTOS_POR_FILA}`]: 1 });
  }
  return filas;
}

type Medidas = { readonly [medida: string]: number };

/** What a row of totals counts. */
export type Medida =
  | EstadoDeOrden
  | 'confirmadas'
  | 'sinInventario'
  | 'entregas'
  | 'fallos'
  | 'exigibles'
  | 'aTiempo'
  | `h${number}`
  | `t:${EstadoDeOrden}`
  | `o:${string}`
  | `u:${string}`
  | `m${number}`;

type Clase = 'ordenes' | 'bodega' | 'vehiculo' | 'conductor' | 'fallo' | 'sku' | 'plazo';

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

/** Whether an order has ended in a way that says how well it was served: not if the customer withdrew it. */
function esExigible({ estado, abandonada }: Cuenta): boolean {
  switch (estado) {
    case 'entregada':
    case 'entregadaParcial':
    case 'devuelta':
    case 'rechazada':
      return true;
    case 'cancelada':
      return abandonada === true;
    default:
      return false;
  }
}

/** A window has two ends: too early is not on time either. */
function llegoATiempo(en: string, { ventana, creadaEn }: Cuenta): boolean {
  if (ventana) return !antes(en, ventana.desde) && !antes(ventana.hasta, en);
  return creadaEn !== undefined && Date.parse(en) - Date.parse(creadaEn) <= UN_DIA_MS;
}
