import { type Branch, callsIn, type Segment, type Subsegment } from '#shared/runtime/tracing/tree.ts';
import { table } from '../output.ts';

/** Characters of the widest bar. */
const WIDTH = 32;

/** A row that is drawn: a segment, or one of its calls, `depth` below the first. */
interface Row {
  readonly segment: Segment;
  readonly depth: number;
  readonly text: string;
  readonly calls: string;
}

/** A trace as people read it: a line for each piece of work, under its cause, with a bar for its time. */
export function rendered(id: string, tree: readonly Branch[], { llamadas = false }): string {
  const rows = tree.flatMap((branch) => rowsOf(branch, 0, llamadas));
  const begin = Math.min(...rows.map(({ segment }) => segment.start_time));
  const end = Math.max(...rows.map(({ segment }) => segment.end_time ?? segment.start_time));
  const lines = rows.map(({ segment, depth, text, calls }) => [
    duration(segment.start_time - begin),
    segment.end_time === undefined ? '…' : duration(segment.end_time - segment.start_time),
    bar(segment, begin, end),
    `${'  '.repeat(depth)}${text}`,
    ...(llamadas ? [] : [calls]),
  ]);
  const head = ['INICIO', 'DURACIÓN', '', 'TRAMO', ...(llamadas ? [] : ['LLAMADAS A AWS'])];
  return `${summary(id, tree, end - begin)}\n\n${table(head, lines)}`;
}

/** `1,25 s`, `12 ms` */
export function duration(seconds: number): string {
  const [value, unit, digits] = seconds < 1 ? [seconds * 1_000, 'ms', 0] : [seconds, 's', 2];
  return `${value.toLocaleString('es-CO', { maximumFractionDigits: digits as number })} ${unit}`;
}

function summary(id: string, tree: readonly Branch[], seconds: number): string {
  const segments = tree.flatMap(segmentsIn);
  const calls = segments.flatMap(callsIn);
  const failed = segments.filter(({ fault }) => fault).length;
  return [
    `Traza ${id}`,
    `${segments.length} tramos en ${duration(seconds)}`,
    `${calls.length} llamadas a AWS${calls.length ? ` (${counted(calls.map(({ name }) => name))})` : ''}`,
    ...(failed ? [`${failed} con fallo`] : []),
  ].join(' · ');
}

function rowsOf({ segment, children }: Branch, depth: number, llamadas: boolean): Row[] {
  const calls = callsIn(segment);
  const own = { segment, depth, text: textOf(segment), calls: counted(calls.map(operation)) };
  const below = llamadas
    ? calls.map((call) => ({ segment: call, depth: depth + 1, text: `· ${described(call)}`, calls: '' }))
    : [];
  return [own, ...below, ...children.flatMap((child) => rowsOf(child, depth + 1, llamadas))];
}

function segmentsIn({ segment, children }: Branch): Segment[] {
  return [segment, ...children.flatMap(segmentsIn)];
}

function textOf({ name, http, fault, cause }: Segment): string {
  const asked = [http?.request?.method, http?.request?.url, http?.response?.status].filter(Boolean).join(' ');
  const [exception] = cause?.exceptions ?? [];
  const why = exception ? `: ${exception.type ?? ''} ${exception.message ?? ''}` : '';
  return [name, asked, fault ? `✗ falló${why}` : ''].filter(Boolean).join('  ');
}

function described(call: Subsegment): string {
  return [call.name, operation(call), call.aws?.table_name, call.fault ? '✗' : ''].filter(Boolean).join(' ');
}

function operation({ name, aws }: Subsegment): string {
  return aws?.operation ?? name;
}

/** `PutItem ×2, Query` */
function counted(names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].map(([name, { length }]) => (length > 1 ? `${name} ×${length}` : name)).join(', ');
}

function bar({ start_time: start, end_time: stop = start }: Segment, begin: number, end: number): string {
  const scale = WIDTH / Math.max(end - begin, 0.001);
  const from = Math.min(Math.floor((start - begin) * scale), WIDTH - 1);
  const length = Math.max(1, Math.min(Math.round((stop - start) * scale), WIDTH - from));
  return `${'·'.repeat(from)}${'█'.repeat(length)}`.padEnd(WIDTH, '·');
}
