import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { MotivoDeFallo } from '#events/comun/fallo.ts';
import type { Total } from '#shared/model/projection.ts';
import { type Fila as Leida, leerFila, type Medida, minutosDe } from './medidas.ts';

/** A row of totals, as the view has it. */
export type Fila = Total<Medida>;

type PorEstado = Readonly<Record<EstadoDeOrden, number>>;

/** Of the orders that had to be served and have ended (`exigibles`), how many were delivered whole and within their window. */
interface Puntualidad {
  readonly exigibles: number;
  readonly aTiempo: number;
  readonly tasaATiempo: number | null;
}

interface PorDiaYCiudad extends Puntualidad {
  readonly dia: string;
  readonly ciudad: string;
  readonly ordenes: number;
  readonly porEstado: PorEstado;
}

interface PorBodega extends Puntualidad {
  readonly bodegaId: string;
  readonly entregadas: number;
  readonly entregadasEnParte: number;
  readonly devueltas: number;
  readonly rechazadas: number;
  readonly abandonadas: number;
}

interface Intentos {
  /** Tries to deliver: those that led to a delivery and those that failed. */
  readonly intentos: number;
  readonly entregas: number;
  readonly fallos: number;
  /** Of the tries, how many led to a delivery. */
  readonly tasaDeEntrega: number | null;
  readonly aTiempo: number;
}

interface PorVehiculo extends Intentos {
  readonly vehiculoId: string;
}

interface PorConductor extends Intentos {
  readonly conductorId: string;
}

interface PorMotivo {
  readonly motivo: MotivoDeFallo;
  readonly fallos: number;
  /** Of all tries to deliver, how many failed for this reason. */
  readonly tasa: number | null;
}

/** The figures of some days. A rate or a percentile of nothing is `null`. */
export interface Resumen extends Puntualidad {
  readonly ordenes: number;
  readonly porEstado: PorEstado;
  readonly porDiaYCiudad: readonly PorDiaYCiudad[];
  readonly porBodega: readonly PorBodega[];
  readonly porVehiculo: readonly PorVehiculo[];
  readonly porConductor: readonly PorConductor[];
  readonly porMotivoDeFallo: readonly PorMotivo[];
  /** Of the orders whose stock was asked for and answered, how many got it. */
  readonly tasaDeSurtido: number | null;
  /** From creation to delivery, in whole minutes, by nearest rank: exact. */
  readonly plazoMinutos: { readonly entregas: number; readonly p50: number | null; readonly p95: number | null };
  /** Orders by the hour of their creation, in Colombia. */
  readonly porHora: readonly number[];
  /** Deliveries by how long they took: up to so many minutes, and the rest (`null`). */
  readonly plazos: readonly { readonly hastaMinutos: number | null; readonly entregas: number }[];
  /** What is ordered most, whatever became of its orders: those that were rejected or cancelled wanted it too. */
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
  const de = (clase: Leida['clase']) => filas.filter((fila) => fila.clase === clase);
  const dias = de('ordenes');
  const todos = sumar(dias);
  const plazos = histograma(de('plazo'));
  return {
    ordenes: todas(contar(todos)),
    porEstado: contar(todos),
    porDiaYCiudad: dias
      .map(({ dia, ciudad: una, total }) => ({ dia, ciudad: una, total, porEstado: contar(total) }))
      .map(({ total, ...fila }) => ({ ...fila, ordenes: todas(fila.porEstado), ...puntualidad(total) }))
      .filter(({ ordenes }) => ordenes > 0)
      .sort((a, b) => comparar(a.dia, b.dia) || comparar(a.ciudad, b.ciudad)),
    porBodega: porNombre(de('bodega'))
      .map(([bodegaId, total]) => ({
        bodegaId,
        ...puntualidad(total),
        entregadas: total.entregada ?? 0,
        entregadasEnParte: total.entregadaParcial ?? 0,
        devueltas: total.devuelta ?? 0,
        rechazadas: total.rechazada ?? 0,
        abandonadas: total.cancelada ?? 0,
      }))
      .filter(({ exigibles }) => exigibles > 0),
    porVehiculo: intentosDe(de('vehiculo')).map(([vehiculoId, cuenta]) => ({ vehiculoId, ...cuenta })),
    porConductor: intentosDe(de('conductor')).map(([conductorId, cuenta]) => ({ conductorId, ...cuenta })),
    porMotivoDeFallo: porMotivo(de('vehiculo'), de('fallo')),
    tasaDeSurtido: tasa(todos.confirmadas ?? 0, (todos.confirmadas ?? 0) + (todos.sinInventario ?? 0)),
    ...puntualidad(todos),
    plazoMinutos: { entregas: todos.entregas ?? 0, p50: percentil(plazos, 0.5), p95: percentil(plazos, 0.95) },
    porHora: Array.from({ length: 24 }, (_, hora) => todos[`h${String(hora).padStart(2, '0')}` as Medida] ?? 0),
    plazos: enTramos(plazos),
    topSkus: masPedidos(de('sku')).slice(0, top),
  };
}

type Sumas = { readonly [M in Medida]?: number };
type Clasificada = { readonly sub: string; readonly total: Fila };

function sumar(filas: readonly Clasificada[]): Sumas {
  const sumas: Record<string, number> = {};
  for (const [medida, n] of filas.flatMap(({ total }) => medidasDe(total))) sumas[medida] = (sumas[medida] ?? 0) + n;
  return sumas;
}

function medidasDe({ key: _, ...medidas }: Fila): [Medida, number][] {
  return Object.entries(medidas).map(([medida, n]) => [medida as Medida, Number(n)]);
}

function porNombre(filas: readonly Clasificada[]): (readonly [string, Sumas])[] {
  return [...Map.groupBy(filas, ({ sub }) => sub)]
    .map(([nombre, suyas]) => [nombre, sumar(suyas)] as const)
    .sort(([a], [b]) => comparar(a, b));
}

function contar(sumas: Sumas): PorEstado {
  return Object.fromEntries(EstadoDeOrden.options.map((estado) => [estado, sumas[estado] ?? 0])) as PorEstado;
}

function puntualidad({ exigibles = 0, aTiempo = 0 }: Sumas): Puntualidad {
  return { exigibles, aTiempo, tasaATiempo: tasa(aTiempo, exigibles) };
}

function intentosDe(filas: readonly Clasificada[]): (readonly [string, Intentos])[] {
  return porNombre(filas)
    .map(([nombre, { entregas = 0, fallos = 0, aTiempo = 0 }]) => {
      const intentos = entregas + fallos;
      return [nombre, { intentos, entregas, fallos, tasaDeEntrega: tasa(entregas, intentos), aTiempo }] as const;
    })
    .filter(([, { intentos }]) => intentos > 0);
}

function porMotivo(vehiculos: readonly Clasificada[], fallos: readonly Clasificada[]): PorMotivo[] {
  const { entregas: buenos = 0, fallos: malos = 0 } = sumar(vehiculos);
  const motivos = new Map(porNombre(fallos));
  return MotivoDeFallo.options.map((motivo) => {
    const suyos = motivos.get(motivo)?.fallos ?? 0;
    return { motivo, fallos: suyos, tasa: tasa(suyos, buenos + malos) };
  });
}

function masPedidos(filas: readonly Clasificada[]) {
  const sumas = sumar(filas);
  return Object.entries(sumas)
    .filter(([medida]) => medida.startsWith('u:'))
    .map(([medida, unidades = 0]) => ({ sku: medida.slice(2), unidades }))
    .filter(({ unidades }) => unidades > 0)
    .map(({ sku, unidades }) => ({ sku, ordenes: sumas[`o:${sku}`] ?? 0, unidades }))
    .sort((a, b) => b.unidades - a.unidades || b.ordenes - a.ordenes || comparar(a.sku, b.sku));
}

/** How many deliveries took how many minutes, from the shortest. */
function histograma(filas: readonly Clasificada[]): (readonly [minutos: number, entregas: number])[] {
  const cuentas = new Map<number, number>();
  for (const { sub, total } of filas) {
    for (const [medida, n] of medidasDe(total)) {
      const minutos = minutosDe(sub, medida);
      cuentas.set(minutos, (cuentas.get(minutos) ?? 0) + n);
    }
  }
  return [...cuentas].filter(([, n]) => n > 0).sort(([a], [b]) => a - b);
}

/** Half an hour, then each time twice as long, to two days. */
const TRAMOS_MIN = [30, 60, 120, 240, 480, 1_440, 2_880];

function enTramos(plazos: readonly (readonly [minutos: number, entregas: number])[]): Resumen['plazos'] {
  return [...TRAMOS_MIN, null].map((hastaMinutos, n) => {
    const desde = n === 0 ? -1 : (TRAMOS_MIN[n - 1] as number);
    const entran = plazos.filter(([minutos]) => minutos > desde && (hastaMinutos === null || minutos <= hastaMinutos));
    return { hastaMinutos, entregas: entran.reduce((suma, [, entregas]) => suma + entregas, 0) };
  });
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
