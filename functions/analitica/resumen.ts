import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import type { Total } from '#shared/model/projection.ts';
import { leerFila, type Medida, minutosDe } from './medidas.ts';

/** A row of totals, as the view has it. */
export type Fila = Total<Medida>;

type PorEstado = Readonly<Record<EstadoDeOrden, number>>;

/** The figures of some days. A rate or a percentile of nothing is `null`. */
export interface Resumen {
  readonly ordenes: number;
  readonly porEstado: PorEstado;
  readonly porDiaYCiudad: readonly {
    readonly dia: string;
    readonly ciudad: string;
    readonly ordenes: number;
    readonly porEstado: PorEstado;
  }[];
  /** Of the orders whose stock was asked for and answered, how many got it. */
  readonly tasaDeSurtido: number | null;
  /** Of the delivered ones, how many within their window (or within a day, without one). */
  readonly tasaATiempo: number | null;
  /** From creation to delivery, in whole minutes, by nearest rank: exact. */
  readonly plazoMinutos: { readonly entregas: number; readonly p50: number | null; readonly p95: number | null };
  readonly topSkus: readonly { readonly sku: string; readonly ordenes: number; readonly unidades: number }[];
}

/** Sums up rows of totals, those of one city only when it is given. */
export function resumir(
  totales: readonly Fila[],
  { ciudad, top }: { ciudad?: string | undefined; top: number },
): Resumen {
  const filas = totales
    .map((total) => ({ total, ...leerFila(total.key) }))
    .filter((fila) => ciudad === undefined || fila.ciudad === ciudad);
  const medida = (total: Fila, nombre: Medida) => total[nombre] ?? 0;
  const deOrdenes = filas.filter(({ clase }) => clase === 'ordenes');
  const sumar = (nombre: Medida) => deOrdenes.reduce((suma, { total }) => suma + medida(total, nombre), 0);
  const contar = (cuenta: (estado: EstadoDeOrden) => number): PorEstado =>
    Object.fromEntries(EstadoDeOrden.options.map((estado) => [estado, cuenta(estado)])) as PorEstado;

  const porEstado = contar(sumar);
  const confirmadas = sumar('confirmadas');
  const plazos = histograma(filas.filter(({ clase }) => clase === 'plazo'));
  return {
    ordenes: todas(porEstado),
    porEstado,
    porDiaYCiudad: deOrdenes
      .map(({ dia, ciudad: una, total }) => ({
        dia,
        ciudad: una,
        porEstado: contar((estado) => medida(total, estado)),
      }))
      .map((fila) => ({ ...fila, ordenes: todas(fila.porEstado) }))
      .filter(({ ordenes }) => ordenes > 0)
      .sort((a, b) => comparar(a.dia, b.dia) || comparar(a.ciudad, b.ciudad)),
    tasaDeSurtido: tasa(confirmadas, confirmadas + sumar('sinInventario')),
    tasaATiempo: tasa(sumar('aTiempo'), sumar('entregas')),
    plazoMinutos: { entregas: sumar('entregas'), p50: percentil(plazos, 0.5), p95: percentil(plazos, 0.95) },
    topSkus: masPedidos(filas.filter(({ clase }) => clase === 'sku')).slice(0, top),
  };
}

type Leida = { readonly sub: string; readonly total: Fila };

function masPedidos(filas: readonly Leida[]) {
  const porSku = new Map<string, { sku: string; ordenes: number; unidades: number }>();
  for (const { sub: sku, total } of filas) {
    const suma = porSku.get(sku) ?? { sku, ordenes: 0, unidades: 0 };
    porSku.set(sku, {
      sku,
      ordenes: suma.ordenes + (total.ordenes ?? 0),
      unidades: suma.unidades + (total.unidades ?? 0),
    });
  }
  return [...porSku.values()].sort(
    (a, b) => b.unidades - a.unidades || b.ordenes - a.ordenes || comparar(a.sku, b.sku),
  );
}

/** How many deliveries took how many minutes, from the shortest. */
function histograma(filas: readonly Leida[]): (readonly [minutos: number, entregas: number])[] {
  const cuentas = new Map<number, number>();
  for (const { sub, total } of filas) {
    const { key: _, ...medidas } = total;
    for (const [medida, n] of Object.entries(medidas)) {
      const minutos = minutosDe(sub, medida);
      cuentas.set(minutos, (cuentas.get(minutos) ?? 0) + Number(n));
    }
  }
  return [...cuentas].filter(([, n]) => n > 0).sort(([a], [b]) => a - b);
}

/** The smallest value that at least this part of all is not above (nearest rank). */
function percentil(plazos: readonly (readonly [number, number])[], parte: number): number | null {
  const rango = Math.ceil(plazos.reduce((suma, [, n]) => suma + n, 0) * parte);
  let vistos = 0;
  for (const [minutos, n] of plazos) {
    vistos += n;
    if (vistos >= rango) return minutos;
  }
  return null;
}

function tasa(buenas: number, de: number): number | null {
  return de === 0 ? null : buenas / de;
}

function todas(porEstado: PorEstado): number {
  return Object.values(porEstado).reduce((suma, n) => suma + n, 0);
}

function comparar(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
