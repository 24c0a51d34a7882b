import type { AnyAggregate } from '#shared/model/aggregate.ts';
import {
  type Aggregates,
  type AnyCommand,
  aggregatesOf,
  type DecisionContext,
  type States,
  type StreamIds,
  type Write,
} from '#shared/model/command.ts';
import { streamOf } from '#shared/model/envelope.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { rowsOf } from './directories.ts';
import { asStored, checkFact, contextOf, stateAfter } from './given.ts';

/** Facts by the names of their streams: `<aggregate>#<id>`. */
export type Streams = Readonly<Record<string, readonly Fact[]>>;

/** What a command did: the facts that it wrote, by stream in the order of writing, or why it was refused. */
export type Outcome = Streams | Rejection;

/** A log in memory, for tests of commands together. It has no concurrency and forgets when the test ends. */
export class MemoryStore {
  readonly #streams = new Map<string, Fact[]>();

  constructor(streams: Streams = {}) {
    for (const [stream, facts] of Object.entries(streams)) this.#streams.set(stream, [...facts]);
  }

  facts(stream: string): readonly Fact[] {
    return this.#streams.get(stream) ?? [];
  }

  streams(): Streams {
    return Object.fromEntries(this.#streams);
  }

  stateOf<A extends AnyAggregate>(of: A, id: string): A['initial'] {
    return stateAfter(of, this.facts(streamOf(of.name, id)));
  }

  /** What a command would do, with its input checked by its schema. Writes nothing. */
  decide(command: AnyCommand, input: unknown, options?: Partial<DecisionContext>): Outcome {
    const parsed = command.accepts.parse(input);
    const context = contextOf(options);
    if (command.kind === 'command') {
      const id = command.id(parsed, context);
      const decision = command.decide(parsed, this.stateOf(command.of, id), context);
      return isRejection(decision) ? decision : written([{ of: command.of, id, facts: decision }]);
    }
    const main = command.main(parsed, context);
    const aggregates = aggregatesOf(command);
    const key = Object.keys(command.over).find((name) => command.over[name]?.name === main.of.name) ?? '';
    const state = this.stateOf(main.of, main.id);
    const directed = { ...context, directories: rowsOf(command, parsed, { context, streams: this.streams() }) };
    const asked = command.streams(parsed, state, directed);
    const loaded = this.#open(aggregates, [{ [key]: [main.id] }, asked]);
    const more = command.more?.(parsed, loaded, directed) ?? {};
    const decision = command.decide(parsed, this.#open(aggregates, [{ [key]: [main.id] }, asked, more]), directed);
    if (isRejection(decision)) return decision;
    const foreign = decision.find(({ of }) => !Object.values(command.over).includes(of));
    if (foreign) throw new Error(`It writes ${foreign.of.name}, which is not in "over".`);
    return written(decision);
  }

  /** Carries a command out. */
  run(command: AnyCommand, input: unknown, options?: Partial<DecisionContext>): Outcome {
    const outcome = this.decide(command, input, options);
    if (isRejection(outcome)) return outcome;
    for (const [stream, facts] of Object.entries(outcome)) {
      this.#streams.set(stream, [...this.facts(stream), ...facts]);
    }
    return outcome;
  }

  #open(aggregates: Aggregates, asked: readonly StreamIds<Aggregates>[]): States<Aggregates> {
    const open: Record<string, Record<string, unknown>> = {};
    for (const name of Object.keys(aggregates)) open[name] = {};
    for (const [key, ids = []] of asked.flatMap((each) => Object.entries(each))) {
      const states = open[key];
      const of = aggregates[key];
      if (!states || !of) throw new Error(`It asks for ${key}, which is neither in "over" nor in "consults".`);
      for (const id of ids) states[id] = this.stateOf(of, id);
    }
    return open;
  }
}

function written(writes: readonly Write[]): Streams {
  const streams: Record<string, readonly Fact[]> = {};
  for (const { of, id, facts } of writes) {
    for (const fact of facts) checkFact(of, fact);
    const stream = streamOf(of.name, id);
    if (facts.length > 0) streams[stream] = asStored([...(streams[stream] ?? []), ...facts]);
  }
  return streams;
}
