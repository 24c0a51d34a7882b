/** What caused what of an order, as `GET /ordenes/{ordenId}/causas` answers it. */
export interface Causes {
  readonly fuente: 'trazas' | 'registro';
  readonly nota?: string;
  readonly hechos: readonly Fact[];
  readonly tramos: readonly Work[];
  readonly muertos: readonly { readonly funcion: string; readonly mensajes: number }[];
}

/** A fact or a request in the log. */
export interface Fact {
  readonly id: string;
  readonly flujo: string;
  readonly version: number;
  readonly hecho: string;
  readonly contexto: string;
  readonly en: string;
  readonly actor: string;
  readonly tramo?: string;
}

/** A piece of work of a function. */
export interface Work {
  readonly id: string;
  readonly padre?: string;
  readonly funcion: string;
  readonly peticion?: string;
  readonly inicio: string;
  readonly milisegundos?: number;
  readonly intento: number;
  readonly repetido: boolean;
  readonly fallo?: string;
  readonly llamadas: readonly {
    readonly servicio: string;
    readonly operacion: string;
    readonly tabla?: string;
    readonly milisegundos: number;
    readonly fallo: boolean;
  }[];
}

/** A line of the picture: a piece of work or a fact, as deep as its causes are many. */
export type Node =
  | { readonly kind: 'work'; readonly depth: number; readonly work: Work; readonly at: number }
  | { readonly kind: 'fact'; readonly depth: number; readonly fact: Fact; readonly at: number };

/** The picture as an outline: each piece of work, then the facts that it wrote, then what followed from it. */
export function outlineOf({ hechos, tramos }: Pick<Causes, 'hechos' | 'tramos'>): readonly Node[] {
  const known = new Set(tramos.map(({ id }) => id));
  const children = Map.groupBy(tramos, ({ padre }) => (padre !== undefined && known.has(padre) ? padre : ''));
  const facts = Map.groupBy(hechos, ({ tramo }) => (tramo !== undefined && known.has(tramo) ? tramo : ''));
  const asNode =
    (depth: number) =>
    (fact: Fact): Node => ({ kind: 'fact', depth, fact, at: Date.parse(fact.en) });
  const seen = new Set<string>();
  const below = (id: string, depth: number): Node[] =>
    (children.get(id) ?? []).flatMap((work) => {
      if (seen.has(work.id)) return [];
      seen.add(work.id);
      const own: Node = { kind: 'work', depth, work, at: Date.parse(work.inicio) };
      return [own, ...(facts.get(work.id) ?? []).map(asNode(depth + 1)), ...below(work.id, depth + 1)];
    });
  // Facts of which no piece of work is known stand at the top, among the others by time.
  const roots = below('', 0);
  return [...roots, ...(facts.get('') ?? []).map(asNode(0))];
}

/** What began by itself, and all that followed from it. */
export interface Story {
  readonly nodes: readonly Node[];
  /** What happened in it: how many facts, and pieces of work that failed. */
  readonly facts: number;
  readonly failed: number;
}

/** An outline by its beginnings: each command, or what the clock or another order began. */
export function storiesOf(nodes: readonly Node[]): readonly Story[] {
  const starts = nodes.flatMap(({ depth }, index) => (depth === 0 ? [index] : []));
  return starts.map((start, index) => {
    const own = nodes.slice(start, starts[index + 1]);
    return {
      nodes: own,
      facts: own.filter(({ kind }) => kind === 'fact').length,
      failed: own.filter((node) => node.kind === 'work' && node.work.fallo !== undefined).length,
    };
  });
}

/** Where on an axis from 0 to 1 an instant lies: by the logarithm, since deliveries take hours and functions milliseconds. */
export function axisOf(nodes: readonly Node[]): (ms: number) => number {
  const starts = nodes.map(({ at }) => at);
  const ends = nodes.map((node) => node.at + (node.kind === 'work' ? (node.work.milisegundos ?? 0) : 0));
  const first = Math.min(...starts);
  const whole = Math.log1p(Math.max(1, Math.max(...ends) - first));
  return (ms) => Math.log1p(Math.max(0, ms - first)) / whole;
}
