import { isoDay } from '../core/format.ts';

/** The figures of some days, as `GET /analitica` answers them; what is not used is left out. */
export interface Cifras {
  readonly ordenes: number;
  readonly porEstado: Readonly<Record<string, number>>;
  readonly porDiaYCiudad: readonly {
    readonly dia: string;
    readonly ordenes: number;
    readonly exigibles: number;
    readonly aTiempo: number;
  }[];
  readonly porMotivoDeFallo: readonly {
    readonly motivo: string;
    readonly fallos: number;
    readonly tasa: number | null;
  }[];
  readonly porBodega: readonly {
    readonly bodegaId: string;
    readonly exigibles: number;
    readonly tasaATiempo: number | null;
    readonly entregadas: number;
    readonly devueltas: number;
    readonly rechazadas: number;
  }[];
  readonly porVehiculo: readonly {
    readonly vehiculoId: string;
    readonly intentos: number;
    readonly entregas: number;
    readonly tasaDeEntrega: number | null;
  }[];
  readonly tasaDeSurtido: number | null;
  readonly tasaATiempo: number | null;
  readonly plazoMinutos: { readonly entregas: number; readonly p50: number | null; readonly p95: number | null };
  /** Orders by the hour of their creation, from 0 to 23, where the company works. */
  readonly porHora: readonly number[];
  /** Deliveries by how long they took, up to so many minutes; the last are the rest. */
  readonly plazos: readonly { readonly hastaMinutos: number | null; readonly entregas: number }[];
  readonly topSkus: readonly { readonly sku: string; readonly ordenes: number; readonly unidades: number }[];
}

/** A day of the company. */
export interface Day {
  readonly dia: string;
  readonly ordenes: number;
  readonly aTiempo: number | null;
}

const DAY_MS = 86_400_000;

/** The days before `dia`, and it: `count` of them, the oldest first. */
export function daysUntil(dia: string, count: number): readonly string[] {
  const last = Date.parse(`${dia}T12:00:00Z`);
  return Array.from({ length: count }, (_, at) => isoDay(last - (count - 1 - at) * DAY_MS));
}

/** Each day's orders and share on time, of all cities together; days without any are there too. */
export function seriesOf({ porDiaYCiudad }: Pick<Cifras, 'porDiaYCiudad'>, days: readonly string[]): readonly Day[] {
  const byDay = Map.groupBy(porDiaYCiudad, ({ dia }) => dia);
  return days.map((dia) => {
    const rows = byDay.get(dia) ?? [];
    const sum = (pick: (row: Cifras['porDiaYCiudad'][number]) => number) =>
      rows.reduce((total, row) => total + pick(row), 0);
    const due = sum(({ exigibles }) => exigibles);
    return {
      dia,
      ordenes: sum(({ ordenes }) => ordenes),
      aTiempo: due === 0 ? null : sum(({ aTiempo }) => aTiempo) / due,
    };
  });
}

/** `7 de 9 que debían llegar`: of how many a share of deliveries on time is. */
export function onTimeInWords({ porDiaYCiudad }: Pick<Cifras, 'porDiaYCiudad'>): string {
  const sum = (pick: 'aTiempo' | 'exigibles') => porDiaYCiudad.reduce((total, one) => total + one[pick], 0);
  return `${sum('aTiempo')} de ${sum('exigibles')} que debían llegar`;
}

/** The mean of the same weekday in the weeks before the last day; nothing when there were none. */
export function usualOf(series: readonly Day[], pick: (day: Day) => number | null): number | null {
  const last = series.length - 1;
  const same = series.filter((_, at) => at < last && (last - at) % 7 === 0).flatMap((day) => pick(day) ?? []);
  const sum = same.reduce((total, one) => total + one, 0);
  return sum === 0 ? null : sum / same.length;
}

/** Days of the weeks before that are of the weekday of `dia`, the newest first. */
export function sameWeekday(dia: string, weeks: number): readonly string[] {
  return daysUntil(dia, weeks * 7 + 1)
    .filter((_, at) => at % 7 === 0 && at < weeks * 7)
    .toReversed();
}

/** The mean of several days' figures, place by place; nothing when there were none at all. */
export function meanOf(days: readonly (readonly number[])[]): readonly number[] | undefined {
  const [first] = days;
  const sums = first?.map((_, place) => days.reduce((total, day) => total + (day[place] ?? 0), 0));
  return sums?.some((sum) => sum > 0) ? sums.map((sum) => sum / days.length) : undefined;
}
