import type { DecisionContext, Lookup, UnitOfWork } from '#shared/model/command.ts';
import { aggregateOf, type Recorded } from '#shared/model/envelope.ts';
import type { Fact } from '#shared/model/event.ts';
import type { Handlers, Projection, Tally } from '#shared/model/projection.ts';
import type { Selection } from '#shared/model/query.ts';
import { groupOf, sum } from '#shared/runtime/follow/contributions.ts';
import { asStored } from './given.ts';
import { recorded } from './views.ts';

interface Log {
  readonly context: DecisionContext;
  readonly streams: Readonly<Record<string, readonly Fact[]>>;
}

/** The rows of a unit of work's directories: what their views show of a log, without any delay. */
export function rowsOf(command: UnitOfWork, input: unknown, { context, streams }: Log) {
  const lookups = Object.entries((command.directories ?? {}) as Readonly<Record<string, Lookup>>);
  return Object.fromEntries(
    lookups.map(([name, { of, where }]) => {
      const selection = where(input, context);
      return [name, of.kind === 'tally' ? totalsOf(of, selection, streams) : viewOf(of, selection, streams)];
    }),
  );
}

function viewOf({ name, options, handlers }: Projection, { index, value }: Selection, streams: Log['streams']) {
  const by = index === undefined ? undefined : options.indexes?.[index]?.by;
  if (index !== undefined && by === undefined) throw new Error(`The projection ${name} has no index ${index}.`);
  return foldedBy({ of: options.of, handlers, initial: undefined }, streams)
    .filter((row) => row !== undefined)
    .filter((row) => by === undefined || row[by] === value);
}

function totalsOf(tally: Tally, { value }: Selection, streams: Log['streams']) {
  const totals = sum(foldedBy(tally, streams).map((state) => tally.contributes(state)));
  return Object.entries(totals)
    .filter(([key]) => groupOf(key) === value)
    .map(([key, measures]) => ({ key, ...measures }));
}

function foldedBy({ of, handlers, initial }: Pick<Tally, 'of' | 'handlers' | 'initial'>, streams: Log['streams']) {
  return Object.entries(streams)
    .filter(([stream]) => aggregateOf(stream) === of)
    .map(([stream, facts]) => fold(handlers, initial, recorded(stream, facts)));
}

function fold(handlers: Handlers<any>, initial: unknown, events: readonly Recorded[]): any {
  return events.reduce<any>((state, event) => {
    const handler = handlers[event.type];
    return handler ? asStored(handler.evolve(state, event.data, event)) : state;
  }, initial);
}
