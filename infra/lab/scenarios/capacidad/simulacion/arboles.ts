import { LOCAL } from '#infra/cdk/names.ts';

/** A commit of the event log, as far as it tells what led to what. */
export interface Entrada {
  readonly stream: string;
  /** The first request that it follows from. */
  readonly correlationId: string;
  /** The event or command that led to it. */
  readonly causationId: string;
  readonly events: readonly { readonly id: string; readonly type: string }[];
}

/** A commit, with the messages that it becomes. */
export interface Nodo {
  readonly mensajes: readonly Mensaje[];
}

/** A message to a function, with the commits that this makes of it. */
export interface Mensaje {
  readonly a: string;
  readonly luego: readonly Nodo[];
}

/** Who gets an event of a stream: physical names of functions, each as often as it gets it. */
export type Destinos = (type: string, stream: string) => readonly string[];

/** The first thing that an order is. */
const FIRST = 'OrdenCreada';

/**
 * What each order of a log set going: its first commit, the messages that this became, the commits that functions made of
 * these, and so on. Who wrote a commit is known by what led to it: a request has the name of its function, and of a fact a
 * saga makes its next step, in its own stream.
 */
export function arbolesDe(log: readonly Entrada[], destinos: Destinos): Nodo[] {
  const byCause = Map.groupBy(log, ({ causationId }) => causationId);
  const nodoDe = ({ stream, events }: Entrada): Nodo => ({
    mensajes: events.flatMap(({ id, type }) => {
      const caused = byCause.get(id) ?? [];
      const readers = destinos(type, stream);
      return readers.map((a, at) => {
        const isFirst = readers.indexOf(a) === at;
        return { a, luego: isFirst ? caused.filter((one) => writerOf(one, type, readers) === a).map(nodoDe) : [] };
      });
    }),
  });
  return log.filter(({ events }) => events[0]?.type === FIRST).map(nodoDe);
}

/** How many messages each function gets of an order, on average. */
export function mensajesPorOrden(arboles: readonly Nodo[]): Map<string, number> {
  const counts = new Map<string, number>();
  const count = ({ mensajes }: Nodo) => {
    for (const { a, luego } of mensajes) {
      counts.set(a, (counts.get(a) ?? 0) + 1 / arboles.length);
      luego.forEach(count);
    }
  };
  arboles.forEach(count);
  return counts;
}

function writerOf({ stream }: Entrada, cause: string, readers: readonly string[]): string | undefined {
  const saga = stream.slice(0, stream.indexOf('#'));
  return [cause, saga].map((name) => LOCAL.of(name)).find((name) => readers.includes(name)) ?? readers[0];
}
