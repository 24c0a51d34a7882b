/** A way from one state to another, or to itself, and what brings it about. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** A state diagram: where it begins, its edges in the order in which they are drawn, and what is said of some states. */
export interface Diagram {
  readonly initial: string;
  readonly edges: readonly Edge[];
  readonly notes: Readonly<Record<string, string>>;
}

/** A diagram in Mermaid. Edges between the same states are one line; a state that only leads to itself is an end. */
export function mermaid({ initial, edges, notes }: Diagram): string {
  const name = (state: string) => (state === initial ? '[*]' : state);
  const lines = Map.groupBy(edges, ({ from, to }) => `${name(from)} --> ${name(to)}`);
  const states = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const ends = [...states].filter((state) => edges.every(({ from, to }) => from !== state || to === state));
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(notes).map(([state, note]) => `  state "${state}: ${note}" as ${state}`),
    ...[...lines].map(([line, all]) => `  ${line}: ${[...new Set(all.map(({ label }) => label))].join(', ')}`),
    ...ends.map((state) => `  ${state} --> [*]`),
    '```',
  ].join('\n');
}

const [BEGIN, END] = ['<!-- generated: npm run diagrams -->', '<!-- end -->'];

/** A document with these diagrams between its marks. Throws for one without marks. */
export function withDiagrams(document: string, diagrams: readonly Diagram[]): string {
  const [begin, end] = marksOf(document);
  return `${document.slice(0, begin)}\n${diagrams.map(mermaid).join('\n\n')}\n${document.slice(end)}`;
}

/** The edges that a document shows between its marks, with `[*]` for beginning and end. Throws for one without marks. */
export function edgesOf(document: string): Edge[] {
  const lines = document.slice(...marksOf(document)).matchAll(/^ {2}(\S+) --> (\S+): (.+)$/gm);
  return [...lines].flatMap(([, from = '', to = '', labels = '']) =>
    labels.split(', ').map((label) => ({ from, to, label })),
  );
}

function marksOf(document: string): [number, number] {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The document has no "${BEGIN}" with "${END}" after it.`);
  return [begin + BEGIN.length, end];
}
