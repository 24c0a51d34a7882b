import { aggregateOf } from '#shared/model/envelope.ts';
import { type Commit, fromItem, lastVersionOf } from '#shared/runtime/eventLog/commit.ts';
import { digestOf, type Item } from './item.ts';

/** What streams may hold: the types of their events, by the name that the streams begin with. */
export type Vocabulary = ReadonlyMap<string, ReadonlySet<string>>;

/** What a copy of the log was found to be. */
export interface Findings {
  readonly flujos: number;
  readonly registros: number;
  readonly hechos: number;
  /** When the first and the last commit were made (ISO 8601). */
  readonly desde: string | undefined;
  readonly hasta: string | undefined;
  /** The same for two tables of which each has what the other has. */
  readonly huella: string;
  readonly problemas: readonly string[];
}

/** Versions that a stream has, without a hole between: from … to, both included. */
type Range = readonly [from: number, to: number];

/** Takes the items of a log in any order, and says whether that is a log: each stream without holes, and of what it may hold. */
export class Ledger {
  readonly #vocabulary: Vocabulary;
  readonly #streams = new Map<string, readonly Range[]>();
  readonly #problems: string[] = [];
  #digest = 0n;
  #items = 0;
  #events = 0;
  #first: string | undefined;
  #last: string | undefined;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Notes an item; gives its commit, if it is one. */
  add(item: Item): Commit | undefined {
    this.#items++;
    this.#digest ^= BigInt(`0x${digestOf(item)}`);
    const commit = commitIn(item);
    if (!commit) {
      this.#problems.push(
        `${item.stream?.S ?? 'un elemento sin flujo'}, ${item.version?.N ?? 'sin versión'}: no es un registro de hechos`,
      );
      return undefined;
    }
    this.#events += commit.events.length;
    const { occurredAt, stream } = commit;
    if (this.#first === undefined || occurredAt < this.#first) this.#first = occurredAt;
    if (this.#last === undefined || occurredAt > this.#last) this.#last = occurredAt;
    this.#problems.push(...this.#strangers(commit));
    this.#streams.set(stream, this.#with(this.#streams.get(stream) ?? [], commit));
    return commit;
  }

  /** The names of all streams. */
  streams(): string[] {
    return [...this.#streams.keys()];
  }

  /** The last version of a stream; 0 when it is not there. */
  lastOf(stream: string): number {
    return this.#streams.get(stream)?.at(-1)?.[1] ?? 0;
  }

  /** What has been found, once all items are noted. */
  findings(): Findings {
    const holes = [...this.#streams].flatMap(([stream, ranges]) => holesIn(ranges).map((hole) => `${stream}: ${hole}`));
    return {
      flujos: this.#streams.size,
      registros: this.#items,
      hechos: this.#events,
      desde: this.#first,
      hasta: this.#last,
      huella: this.#digest.toString(16).padStart(64, '0'),
      problemas: [...this.#problems, ...holes],
    };
  }

  #strangers({ stream, version, events }: Commit): string[] {
    const known = this.#vocabulary.get(aggregateOf(stream));
    if (!known) return [`${stream}: no hay flujos que se llamen así`];
    return events
      .filter(({ type }) => !known.has(type))
      .map(({ type }) => `${stream}, ${version}: un flujo así no tiene hechos "${type}"`);
  }

  /** Mostly the commit that comes next; else it is put where it belongs. */
  #with(ranges: readonly Range[], commit: Commit): readonly Range[] {
    const [from, to] = [commit.version, lastVersionOf(commit)];
    const clash = ranges.find((range) => range[0] <= to && from <= range[1]);
    if (clash) {
      this.#problems.push(`${commit.stream}, ${from}: hay dos registros de una misma versión`);
      return ranges;
    }
    const sorted = [...ranges, [from, to] as const].sort(([a], [b]) => a - b);
    return sorted.reduce<Range[]>((joined, range) => {
      const before = joined.at(-1);
      if (before?.[1] === range[0] - 1) joined[joined.length - 1] = [before[0], range[1]];
      else joined.push(range);
      return joined;
    }, []);
  }
}

function holesIn(ranges: readonly Range[]): string[] {
  let next = 1;
  const holes: string[] = [];
  for (const [from, to] of ranges) {
    if (from > next) holes.push(`faltan las versiones ${next} a ${from - 1}`);
    next = to + 1;
  }
  return holes;
}

function commitIn(item: Item): Commit | undefined {
  try {
    const commit = fromItem(item as never);
    const { stream, version, occurredAt, metadata, events } = commit;
    const whole =
      /^[^#]+#./.test(stream) &&
      Number.isSafeInteger(version) &&
      version > 0 &&
      !Number.isNaN(Date.parse(occurredAt)) &&
      typeof metadata.correlationId === 'string' &&
      events.length > 0 &&
      events.every(({ id, type, data }) => id && type && data);
    return whole ? commit : undefined;
  } catch {
    // What is wrong with the item would quote it.
    return undefined;
  }
}
