import type { Saga } from '#shared/model/saga.ts';
import type { Diagram, Edge } from './mermaid.ts';

/** The state diagram of a saga, from its table. */
export function sagaDiagram({ initial, states }: Saga): Diagram {
  const edges = Object.entries(states).flatMap(([from, { reactions, within }]): Edge[] => [
    ...Object.entries(reactions).flatMap(([label, { targets }]) => targets.map((to) => ({ from, to, label }))),
    ...(within?.targets ?? []).map((to) => ({ from, to, label: `after ${duration(within?.seconds ?? 0)}` })),
  ]);
  const waiting = Object.entries(states).filter(([, { waitsForPeople }]) => waitsForPeople);
  return {
    initial: initial.paso,
    edges,
    notes: Object.fromEntries(waiting.map(([paso]) => [paso, 'waits for people'])),
  };
}

function duration(seconds: number): string {
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${seconds / 60} min`;
}
