import { FIRST_HOLIDAY_YEAR, getHolidaysForYear, LAST_HOLIDAY_YEAR } from 'colombian-holidays';
import { type Calendario, DiaDeSemana, type Horas } from '#events/comun/calendario.ts';
import { antes, diaEnColombia } from '#events/comun/tiempo.ts';

/** A time without a break: two moments, ISO 8601 in UTC with milliseconds. */
export interface Tramo {
  readonly desde: string;
  readonly hasta: string;
}

/** The calendars that bind a vehicle: its own and that of its warehouse. One that is absent is always open. */
export interface Calendarios {
  readonly vehiculo?: Calendario | undefined;
  readonly bodega?: Calendario | undefined;
}

const DIA_MS = 86_400_000;

/** The holidays of a year, kept: a search asks for the same days of hundreds of vehicles. */
const festivos = new Map<number, ReadonlySet<string>>();

/** Midnight in Colombia, which is five hours behind UTC all year. */
const MEDIANOCHE_MS = 5 * 3_600_000;

/** Days that are looked at for one that is worked: more than the days off and the weeks that a calendar can name. */
const HORIZONTE = 120;

/** A day (`2026-12-08`) and what is some days later. */
export function masDias(dia: string, dias: number): string {
  return new Date(Date.parse(dia) + dias * DIA_MS).toISOString().slice(0, 10);
}

/** Whether a day is a public holiday of Colombia, where most are kept on the Monday after (Ley 51 de 1983). */
export function esFestivo(dia: string): boolean {
  return festivosDe(Number(dia.slice(0, 4))).has(dia);
}

/**
 * The working hours of a vehicle on a day, one after the other: those of its calendar in which its warehouse works too.
 * None on a day off. Hours that go over midnight belong to the day in which they begin.
 */
export function tramosDelDia({ vehiculo, bodega }: Calendarios, dia: string): readonly Tramo[] {
  const propios = tramosDe(vehiculo, dia);
  if (!bodega) return propios;
  const abierta = [-1, 0, 1].flatMap((otro) => tramosDe(bodega, masDias(dia, otro)));
  return propios.flatMap((tramo) => abierta.flatMap((otro) => comun(tramo, otro) ?? [])).reduce(pegar, []);
}

/**
 * The first day whose working hours are not over at a moment: today, tomorrow, or yesterday while its night is still
 * worked. `undefined` when vehicle and warehouse have no hour in common in the months to come.
 */
export function diaDeTrabajo(calendarios: Calendarios, desde: string): string | undefined {
  const ayer = masDias(diaEnColombia(desde), -1);
  return primero(calendarios, ayer, (tramos) => tramos.some(({ hasta }) => antes(desde, hasta)));
}

/**
 * The day that is meant where a vehicle's day is not named: yesterday while its night is still worked, else today, whether
 * it works today or not.
 */
export function diaVigente(vehiculo: Calendario | undefined, now: string): string {
  const hoy = diaEnColombia(now);
  const ayer = masDias(hoy, -1);
  return tramosDelDia({ vehiculo }, ayer).some(({ hasta }) => antes(now, hasta)) ? ayer : hoy;
}

/** The next working day after a day; `undefined` when vehicle and warehouse have no hour in common in the months to come. */
export function siguienteDiaHabil(calendarios: Calendarios, dia: string): string | undefined {
  return primero(calendarios, masDias(dia, 1), (tramos) => tramos.length > 0);
}

function festivosDe(ano: number): ReadonlySet<string> {
  let dias = festivos.get(ano);
  if (!dias) {
    const conocido = ano >= FIRST_HOLIDAY_YEAR && ano <= LAST_HOLIDAY_YEAR;
    dias = new Set(conocido ? getHolidaysForYear(ano).map(({ celebrationDate }) => celebrationDate) : []);
    festivos.set(ano, dias);
  }
  return dias;
}

function primero(calendarios: Calendarios, desde: string, cumple: (tramos: readonly Tramo[]) => boolean) {
  for (let n = 0; n < HORIZONTE; n++) {
    const dia = masDias(desde, n);
    if (cumple(tramosDelDia(calendarios, dia))) return dia;
  }
  return undefined;
}

/** The hours of one calendar on a day, without its breaks. */
function tramosDe(calendario: Calendario | undefined, dia: string): readonly Tramo[] {
  if (calendario && descansaEn(calendario, dia)) return [];
  const pausas = (calendario?.pausas ?? []).flatMap((pausa) =>
    // A break at two in the morning of a night shift is one of the day after.
    [-1, 0, 1].map((otro) => tramoDe(pausa, masDias(dia, otro))),
  );
  const jornada = tramoDe(calendario?.jornada ?? { desde: '00:00', hasta: '00:00' }, dia);
  return pausas.reduce<readonly Tramo[]>((tramos, pausa) => tramos.flatMap((tramo) => sin(tramo, pausa)), [jornada]);
}

function descansaEn({ descansa, libres, festivos }: Calendario, dia: string): boolean {
  const semana = DiaDeSemana.options[new Date(dia).getUTCDay()];
  const libre = libres?.includes(dia) || descansa?.some((uno) => uno === semana);
  return libre || (!festivos && esFestivo(dia));
}

/** Hours that end when they begin are the whole day. */
function tramoDe({ desde, hasta }: Horas, dia: string): Tramo {
  return { desde: momento(desde, dia), hasta: momento(hasta, desde < hasta ? dia : masDias(dia, 1)) };
}

function momento(hora: string, dia: string): string {
  return new Date(Date.parse(`${dia}T${hora}Z`) + MEDIANOCHE_MS).toISOString();
}

/** What is left of a time when another one is taken out of it. */
function sin(tramo: Tramo, pausa: Tramo): Tramo[] {
  if (!comun(tramo, pausa)) return [tramo];
  const pedazos = [
    { desde: tramo.desde, hasta: pausa.desde },
    { desde: pausa.hasta, hasta: tramo.hasta },
  ];
  return pedazos.filter(({ desde, hasta }) => desde < hasta);
}

function comun(a: Tramo, b: Tramo): Tramo | undefined {
  const desde = antes(a.desde, b.desde) ? b.desde : a.desde;
  const hasta = antes(a.hasta, b.hasta) ? a.hasta : b.hasta;
  return desde < hasta ? { desde, hasta } : undefined;
}

/** Joins a time to the one before where no minute lies between: at midnight, when the warehouse never closes. */
function pegar(tramos: readonly Tramo[], tramo: Tramo): Tramo[] {
  const anterior = tramos.at(-1);
  if (anterior?.hasta !== tramo.desde) return [...tramos, tramo];
  return [...tramos.slice(0, -1), { desde: anterior.desde, hasta: tramo.hasta }];
}
