import type { AnyAggregate, StateOf } from '#shared/model/aggregate.ts';
import type { AnyCommand, DecisionContext, Directory, Lookup, UnitOfWork } from '#shared/model/command.ts';
import { aggregateOf, idOf, type Recorded, streamOf } from '#shared/model/envelope.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { groupOf, sum } from '#shared/runtime/follow/contributions.ts';
import { decideOn } from '#shared/testing/deciding.ts';
import { asStored } from '#shared/testing/given.ts';

/** What a fold has made of a stream so far. */
interface Folded {
  readonly version: number;
  readonly state: any;
}

/**
 * The event log of a simulated world: all that happened, in the order in which it was written. Views lag behind it, each
 * row by itself, and a command that comes a second time under the same id is not decided again.
 */
export class Registro {
  readonly hechos: Recorded[] = [];
  readonly #streams = new Map<string, Recorded[]>();
  readonly #states = new Map<AnyAggregate, Map<string, Folded>>();
  readonly #rows = new Map<Directory, Map<string, Folded>>();
  readonly #commands = new Set<string>();
  /** Whether a row of a view that has news shows them at this look. */
  readonly #visible: () => boolean;

  constructor(visible: () => boolean) {
    this.#visible = visible;
  }

  /** The events of a stream after a version. */
  stream(stream: string, after = 0): readonly Recorded[] {
    return (this.#streams.get(stream) ?? []).slice(after);
  }

  /** All streams. */
  streams(): ReadonlyMap<string, readonly Recorded[]> {
    return this.#streams;
  }

  stateOf<A extends AnyAggregate>(of: A, id: string): StateOf<A> {
    const states = this.#states.get(of) ?? new Map<string, Folded>();
    this.#states.set(of, states);
    const stream = streamOf(of.name, id);
    const known = states.get(id) ?? { version: 0, state: of.initial };
    const state = this.stream(stream, known.version).reduce(
      (before, { type, data, metadata }) =>
        of.evolve(before, { type, version: metadata.schemaVersion, data }, metadata.occurredAt),
      known.state,
    );
    states.set(id, { version: this.stream(stream).length, state });
    return state;
  }

  /** The rows of a view as they are shown now. */
  rowsOf(of: Directory): readonly any[] {
    if (of.kind === 'tally') {
      const totals = sum(this.#shown(of).map((state) => of.contributes(state)));
      return Object.entries(totals).map(([key, measures]) => ({ key, ...measures }));
    }
    return this.#shown(of).filter((row) => row !== undefined);
  }

  /** Carries a command out; gives the events that it wrote. @throws Error for a rejection that it does not declare. */
  run(command: AnyCommand, input: unknown, context: DecisionContext): readonly Recorded[] | Rejection {
    const key = `${context.id}`;
    if (this.#commands.has(key)) return [];
    const outcome = decideOn(command, input, {
      context,
      stateOf: (of, id) => this.stateOf(of, id),
      rowsOf: (unit, parsed) => this.#directories(unit, parsed, context),
    });
    if (isRejection(outcome)) {
      if (command.rejects.includes(outcome.rejected)) return outcome;
      throw new Error(`An undeclared rejection: ${outcome.rejected}.`);
    }
    const written = Object.entries(outcome).flatMap(([stream, facts]) => this.#append(stream, facts, context));
    if (written.length > 0) this.#commands.add(key);
    return written;
  }

  #append(stream: string, facts: readonly Fact[], { now, id }: DecisionContext): Recorded[] {
    const before = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, before);
    return facts.map(({ type, version: schemaVersion, data }) => {
      const version = before.length + 1;
      const metadata = {
        id: `${stream}/${version}`,
        stream,
        version,
        schemaVersion,
        context: 'vida',
        occurredAt: now,
        correlationId: id,
        causationId: id,
        commandId: id,
        actor: 'vida',
      };
      const event: Recorded = { type, data: asStored(data), metadata };
      before.push(event);
      this.hechos.push(event);
      return event;
    });
  }

  #directories(command: UnitOfWork, input: unknown, context: DecisionContext): Record<string, readonly unknown[]> {
    const lookups = Object.entries((command.directories ?? {}) as Readonly<Record<string, Lookup>>);
    return Object.fromEntries(
      lookups.map(([name, { of, where }]) => {
        const { index, value } = where(input, context);
        if (of.kind === 'tally') return [name, this.rowsOf(of).filter(({ key }) => groupOf(key) === value)];
        const by = index === undefined ? undefined : of.options.indexes?.[index]?.by;
        if (index !== undefined && by === undefined) throw new Error(`The view ${of.name} has no index ${index}.`);
        return [name, this.rowsOf(of).filter((row) => by === undefined || row[by] === value)];
      }),
    );
  }

  #shown(of: Directory): readonly any[] {
    const aggregate = of.kind === 'tally' ? of.of : of.options.of;
    const rows = this.#rows.get(of) ?? new Map<string, Folded>();
    this.#rows.set(of, rows);
    for (const [stream, events] of this.#streams) {
      if (aggregateOf(stream) !== aggregate) continue;
      const known = rows.get(idOf(stream)) ?? { version: 0, state: of.kind === 'tally' ? of.initial : undefined };
      if (known.version === events.length || !this.#visible()) continue;
      const state = events.slice(known.version).reduce((row, event) => {
        const handler = of.handlers[event.type];
        return handler ? asStored(handler.evolve(row, event.data, event)) : row;
      }, known.state);
      rows.set(idOf(stream), { version: events.length, state });
    }
    return [...rows.values()].map(({ state }) => state);
  }
}
