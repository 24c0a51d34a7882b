import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { StreamIds } from '#shared/model/command.ts';
import { streamOf } from '#shared/model/envelope.ts';
import type { Known } from './known.ts';
import { catchUp, type Recalled, recall, recallNew } from './memory.ts';

interface Open extends Recalled {
  readonly aggregate: AnyAggregate;
  readonly key: string;
  readonly id: string;
}

type Over = Readonly<Record<string, AnyAggregate>>;
type Loaded = Readonly<Record<string, Readonly<Record<string, any>>>>;

/** The streams that a unit of work has open, with what is known of each. */
export class Workspace {
  readonly #over: Over;
  readonly #open = new Map<string, Open>();

  constructor(over: Over) {
    this.#over = over;
  }

  /** Opens a stream, unless it is open. */
  async open(aggregate: AnyAggregate, id: string): Promise<void> {
    const stream = streamOf(aggregate.name, id);
    if (!this.#open.has(stream)) this.#add(aggregate, id, await recall(aggregate, stream));
  }

  /** Opens a stream that is probably new, unless it is open: it is not read until that proves wrong. */
  begin(aggregate: AnyAggregate, id: string): void {
    const stream = streamOf(aggregate.name, id);
    if (!this.#open.has(stream)) this.#add(aggregate, id, recallNew(aggregate, stream));
  }

  #add(aggregate: AnyAggregate, id: string, recalled: Recalled): void {
    const key = Object.keys(this.#over).find((name) => this.#over[name]?.name === aggregate.name);
    if (!key) throw new Error(`The aggregate ${aggregate.name} is not in the command's "over".`);
    this.#open.set(streamOf(aggregate.name, id), { ...recalled, aggregate, key, id });
  }

  /** Opens all streams that `ask` names, until it names nothing new. */
  async openAll(ask: (loaded: Loaded) => StreamIds<any>): Promise<void> {
    for (;;) {
      const before = this.#open.size;
      const wanted = Object.entries(ask(this.states()) as Record<string, readonly string[]>);
      await Promise.all(
        wanted.flatMap(([key, ids]) => ids.map((id) => this.open(this.#over[key] as AnyAggregate, id))),
      );
      if (this.#open.size === before) return;
    }
  }

  /** The states by aggregate and id; a stream that does not exist has its aggregate's initial state. */
  states(): Loaded {
    const states: Record<string, Record<string, unknown>> = {};
    for (const key of Object.keys(this.#over)) states[key] = {};
    for (const { key, id, known } of this.#open.values()) (states[key] as Record<string, unknown>)[id] = known.state;
    return states;
  }

  known(stream: string): Known {
    const open = this.#open.get(stream);
    if (!open) throw new Error(`${stream} is not open.`);
    return open.known;
  }

  set(stream: string, known: Known): void {
    const open = this.#open.get(stream);
    if (open) this.#open.set(stream, { ...open, known });
  }

  /** Whether every open stream was read to its end in this request. */
  fresh(): boolean {
    return [...this.#open.values()].every(({ fresh }) => fresh);
  }

  /** Reads the tails of all streams that were not read in this request. */
  catchUp(): Promise<void> {
    return this.reread([...this.#open].filter(([, { fresh }]) => !fresh).map(([stream]) => stream));
  }

  /** Reads the tails of streams that somebody else has written; what is remembered of the others still stands. */
  async reread(streams: readonly string[]): Promise<void> {
    await Promise.all(
      streams.map(async (stream) => {
        const open = this.#open.get(stream);
        if (open) this.#open.set(stream, { ...open, ...(await catchUp(open.aggregate, stream, open.known)) });
      }),
    );
  }
}
