import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { AnyCommand, DecisionContext, Directory, StreamIds, Write } from '#shared/model/command.ts';
import { aggregateOf, type Recorded, streamOf } from '#shared/model/envelope.ts';
import type { Fact } from '#shared/model/event.ts';
import type { Projection } from '#shared/model/projection.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { asStored, checkFact, contextOf, stateAfter } from './given.ts';
import { recorded } from './views.ts';

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
    const key = Object.keys(command.over).find((name) => command.over[name]?.name === main.of.name) ?? '';
    const open: Record<string, Record<string, unknown>> = {};
    for (const name of Object.keys(command.over)) open[name] = {};
    let asked: StreamIds<any> = { [key]: [main.id] };
    const directed = { ...context, directory: this.#rows(command.directory, parsed) };
    while (this.#open(command.over, open, asked)) asked = command.streams(parsed, open as any, directed);
    const decision = command.decide(parsed, open as any, directed);
    return isRejection(decision) ? decision : written(decision);
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

  /** The rows that a directory proposes: what its view shows of the streams, without any delay. */
  #rows(directory: Directory<any, any> | undefined, input: unknown): readonly unknown[] {
    if (!directory) return [];
    const { of, where } = directory;
    const { index, value } = where(input);
    const by = index === undefined ? undefined : of.options.indexes?.[index]?.by;
    if (index !== undefined && by === undefined) throw new Error(`The projection ${of.name} has no index ${index}.`);
    return [...this.#streams]
      .filter(([stream]) => aggregateOf(stream) === of.options.of)
      .flatMap(([stream, facts]) => rowOf(of, recorded(stream, facts)) ?? [])
      .filter((row) => by === undefined || row[by] === value);
  }

  #open(
    over: Readonly<Record<string, AnyAggregate>>,
    open: Record<string, Record<string, unknown>>,
    asked: StreamIds<any>,
  ): boolean {
    let opened = false;
    for (const [key, ids] of Object.entries(asked) as [string, readonly string[]][]) {
      const states = open[key];
      const of = over[key];
      if (!states || !of) throw new Error(`"streams" asks for ${key}, which is not in "over".`);
      for (const id of ids) {
        if (id in states) continue;
        states[id] = this.stateOf(of, id);
        opened = true;
      }
    }
    return opened;
  }
}

function rowOf({ handlers }: Projection, events: readonly Recorded[]): any {
  return events.reduce<any>((row, event) => {
    const handler = handlers[event.type];
    return handler ? asStored(handler.evolve(row, event.data, event)) : row;
  }, undefined);
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
