import Table from 'cli-table3';
import type { DayResult } from './driver/dia.ts';
import { percentile } from './driver/latency.ts';
import { streamsOf } from './invariants/log.ts';
import { stateOf } from './invariants/ordenes.ts';
import type { Verdict } from './invariants/verify.ts';

/** A day in figures. Times in seconds, latencies in milliseconds. */
export interface Summary {
  readonly orders: number;
  readonly refused: number;
  readonly byState: Readonly<Record<string, number>>;
  /** How often each thing happened that does not on a good day. */
  readonly incidents: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  readonly seconds: number;
  readonly ordersPerSecond: number;
  readonly commands: number;
  readonly commandMs: { readonly p50: number; readonly p99: number };
  readonly leadSeconds: { readonly p50: number; readonly p95: number };
  readonly events: number;
}

/** What does not happen on a good day, by the fact that tells it. */
const INCIDENTS: Readonly<Record<string, string>> = {
  RecogidaConfirmada: 'recogidas en otra bodega',
  SalidaDeshecha: 'salidas deshechas',
  EntregaFallida: 'intentos fallidos',
  EntregaNoVisitada: 'paradas sin visitar',
  EntregaTransbordada: 'transbordos',
  MercanciaDeRegreso: 'regresos a bodega',
  DevolucionRecibida: 'devoluciones recibidas',
  EntregaDescargada: 'descargas para otro intento',
  DevolucionCorregida: 'devoluciones corregidas',
  LineasCambiadas: 'cambios de productos',
  OrdenCorregida: 'correcciones de órdenes',
};

/** Sums up a day and its verdict. */
export function summarize(day: DayResult, { log, violations }: Verdict, latencies: readonly number[]): Summary {
  const orders = [...streamsOf(log, 'orden').values()];
  const byState: Record<string, number> = {};
  for (const events of orders) byState[stateOf(events)] = (byState[stateOf(events)] ?? 0) + 1;
  const leads = orders.flatMap((events) => {
    const delivered = events.find(({ type }) => type === 'OrdenEntregada');
    return delivered ? [(Date.parse(delivered.at) - Date.parse(events[0]?.at as string)) / 1_000] : [];
  });
  return {
    orders: day.accepted.size,
    refused: day.refused.size,
    byState,
    incidents: incidentsIn(log),
    violations: day.ended ? violations : ['el día no terminó: quedaron órdenes abiertas', ...violations],
    seconds: round(day.seconds),
    ordersPerSecond: round(day.accepted.size / day.seconds),
    commands: latencies.length,
    commandMs: { p50: round(percentile(latencies, 0.5)), p99: round(percentile(latencies, 0.99)) },
    leadSeconds: { p50: round(percentile(leads, 0.5)), p95: round(percentile(leads, 0.95)) },
    events: [...log.values()].reduce((sum, events) => sum + events.length, 0),
  };
}

function incidentsIn(log: Verdict['log']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type, data } of [...log.values()].flat()) {
    const what = type === 'EntregaConfirmada' && data.tardia ? 'pruebas tardías' : INCIDENTS[type];
    if (what) counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

/** The summary as tables for people. */
export function print(summary: Summary): void {
  const states = new Table({ head: ['Estado final', 'Órdenes'], colAligns: ['left', 'right'] });
  for (const [state, count] of Object.entries(summary.byState).sort()) states.push([state, count]);
  const incidents = new Table({ head: ['Lo que pasó', 'Veces'], colAligns: ['left', 'right'] });
  for (const [what, count] of Object.entries(summary.incidents).sort()) incidents.push([what, count]);
  const figures = new Table({ colAligns: ['left', 'right'] });
  figures.push(
    ['Órdenes aceptadas', summary.orders],
    ['Rechazadas por la API', summary.refused],
    ['Duración', `${summary.seconds} s`],
    ['Órdenes por segundo', summary.ordersPerSecond],
    ['Órdenes de escritura (API)', summary.commands],
    ['Latencia de orden p50 / p99', `${summary.commandMs.p50} / ${summary.commandMs.p99} ms`],
    ['De creada a entregada p50 / p95', `${summary.leadSeconds.p50} / ${summary.leadSeconds.p95} s`],
    ['Hechos en el registro', summary.events],
  );
  console.log(`${states}\n${incidents}\n${figures}`);
  const shown = summary.violations.slice(0, 20);
  console.log(
    shown.length === 0
      ? 'Sin ninguna violación.'
      : `VIOLACIONES (${summary.violations.length}):\n  ${shown.join('\n  ')}`,
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
