import { contextos } from '#functions/contextos.ts';
import { type Lived, NAMED } from './lives.ts';
import type { Diagram } from './mermaid.ts';
import { sagaDiagram } from './sagaDiagram.ts';

/** A README, and the diagrams that belong into it. */
interface Document {
  readonly file: string;
  readonly diagrams: readonly Diagram[];
}

/** The documents with state diagrams: of contexts with a saga, or with an aggregate that goes through several states. */
export function documents(lived: Lived): Document[] {
  return contextos.flatMap(({ name, sagas }) => {
    const aggregates = NAMED.filter(({ context }) => context === name).flatMap(({ aggregate }) => {
      const initial: string = aggregate.initial.estado;
      const edges = lived.get(aggregate.name) ?? [];
      return edges.some(({ from }) => from !== initial) ? [{ initial, edges, notes: {} }] : [];
    });
    const diagrams = [...Object.values(sagas).map(sagaDiagram), ...aggregates];
    return diagrams.length > 0 ? [{ file: `functions/${name}/README.md`, diagrams }] : [];
  });
}
