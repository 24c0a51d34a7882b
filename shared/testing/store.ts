import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { AnyCommand, DecisionContext } from '#shared/model/command.ts';
import { streamOf } from '#shared/model/envelope.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { decideOn, type Outcome, type Streams } from './deciding.ts';
import { rowsOf } from './directories.ts';
import { contextOf, stateAfter } from './given.ts';

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
    const context = contextOf(options);
    return decideOn(command, input, {
      context,
      stateOf: (of, id) => this.stateOf(of, id),
      rowsOf: (unit, parsed) => rowsOf(unit, parsed, { context, streams: this.streams() }),
    });
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
}
