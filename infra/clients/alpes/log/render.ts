import { idOf, aggregateOf as kindOf, type Recorded } from '#shared/model/envelope.ts';
import { table } from '../output.ts';

/** The data of one event is cut here; `--json` gives it whole. */
const WIDEST = 160;

/** Events as people read them. The stream's name is left out where there is only one. */
export function rendered(streams: readonly string[], events: readonly Recorded[]): string {
  const several = streams.length > 1;
  const rows = events.map(({ type, data, metadata }) => [
    ...(several ? [kindOf(metadata.stream)] : []),
    metadata.version,
    metadata.occurredAt.replace('T', ' ').replace('Z', ''),
    type,
    metadata.actor,
    summary(data, metadata.stream),
  ]);
  const head = [...(several ? ['FLUJO'] : []), 'VERSIÓN', 'CUÁNDO (UTC)', 'QUÉ', 'QUIÉN', 'DATOS'];
  return `${streams.join('  ')}\n\n${table(head, rows)}`;
}

/** An event's data on one line, without what the stream's name says already: `clienteId=tienda-42 destino.ciudad=Bogotá`. */
export function summary(data: unknown, stream: string): string {
  const said = [kindOf(stream), idOf(stream)];
  const text = pairs('', data)
    .filter(([, value]) => !said.includes(value))
    .map(([path, value]) => `${path}=${value}`)
    .join(' ');
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

function pairs(path: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((element, at) => pairs(`${path}[${at}]`, element));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, member]) => pairs(path ? `${path}.${key}` : key, member));
  }
  return [[path, String(value)]];
}
