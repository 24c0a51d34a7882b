import { contextos } from '#functions/contextos.ts';
import { Mundo } from '#functions/testing/mundo.ts';
import { vivir } from '#functions/testing/vida.ts';
import type { AnyAggregate } from '#shared/model/aggregate.ts';
import { aggregateOf, type Recorded } from '#shared/model/envelope.ts';
import type { Edge } from './mermaid.ts';

/** An aggregate whose states have names, and the context that it is of. */
interface Named {
  readonly context: string;
  readonly aggregate: AnyAggregate;
}

/** The aggregates whose states have names. */
export const NAMED: readonly Named[] = contextos.flatMap(({ name: context, aggregates }) =>
  Object.values(aggregates)
    .filter(({ initial }) => typeof initial?.estado === 'string')
    .map((aggregate) => ({ context, aggregate })),
);

/** How aggregates went from state to state, by their names. */
export type Lived = ReadonlyMap<string, readonly Edge[]>;

/**
 * How each of these aggregates goes from state to state in generated lives of orders, by the aggregate's name: those of
 * the first `lives` seeds, so that more lives show what fewer show.
 */
export function edgesIn(lives: number): Lived {
  const found = new Map(NAMED.map(({ aggregate }) => [aggregate.name, new Map<string, Edge>()]));
  for (let seed = 0; seed < lives; seed++) {
    const mundo = new Mundo(seed);
    vivir(mundo, 40 + (seed % 5) * 50);
    const streams = Map.groupBy(mundo.registro.hechos, ({ metadata }) => metadata.stream);
    for (const [stream, facts] of streams) {
      const named = NAMED.find(({ aggregate }) => aggregate.name === aggregateOf(stream));
      if (named)
        for (const edge of steps(named.aggregate, facts)) found.get(named.aggregate.name)?.set(keyOf(edge), edge);
    }
  }
  return new Map(
    NAMED.map(({ aggregate }) => [
      aggregate.name,
      inOrder(aggregate, [...(found.get(aggregate.name)?.values() ?? [])]),
    ]),
  );
}

function* steps(of: AnyAggregate, facts: readonly Recorded[]): Generator<Edge> {
  let state = of.initial;
  for (const { type, data, metadata } of facts) {
    const before = state.estado;
    state = of.evolve(state, { type, version: metadata.schemaVersion, data }, metadata.occurredAt);
    yield { from: before, to: state.estado, label: type };
  }
}

/** Edges by their first state, the nearest to the beginning first; those of a state as its aggregate folds their facts. */
function inOrder({ initial, folds }: AnyAggregate, edges: readonly Edge[]): Edge[] {
  const types = Object.keys(folds);
  const byFold = edges.toSorted((a, b) => types.indexOf(a.label) - types.indexOf(b.label) || (a.to < b.to ? -1 : 1));
  const states = new Set<string>([initial.estado]);
  for (const state of states) for (const { from, to } of byFold) if (from === state) states.add(to);
  return [...states].flatMap((state) => byFold.filter(({ from }) => from === state));
}

/** What tells an edge from others. */
function keyOf({ from, to, label }: Edge): string {
  return `${from} --> ${to}: ${label}`;
}
