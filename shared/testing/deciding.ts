import type { AnyAggregate } from '#shared/model/aggregate.ts';
import {
  type Aggregates,
  type AnyCommand,
  aggregatesOf,
  type DecisionContext,
  type States,
  type StreamIds,
  type Supposed,
  type UnitOfWork,
  type Write,
} from '#shared/model/command.ts';
import { streamOf } from '#shared/model/envelope.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection, type Rejection } from '#shared/model/rejection.ts';
import { asStored, checkFact } from './given.ts';

/** Facts by the names of their streams: `<aggregate>#<id>`. */
export type Streams = Readonly<Record<string, readonly Fact[]>>;

/** What a command did: the facts that it wrote, by stream in the order of writing, or why it was refused. */
export type Outcome = Streams | Rejection;

/** What a decision rests on. */
export interface Grounds {
  readonly context: DecisionContext;
  readonly stateOf: (of: AnyAggregate, id: string) => unknown;
  /** The rows of a unit of work's directories, by its words for them. */
  readonly rowsOf: (command: UnitOfWork, input: unknown) => Readonly<Record<string, readonly any[]>>;
}

/**
 * What a command decides, with its input checked by its schema. Throws for a fact that is not as its schema says, or that
 * its aggregate does not fold, and for a stream that the command may not read or write.
 */
export function decideOn(command: AnyCommand, input: unknown, { context, stateOf, rowsOf }: Grounds): Outcome {
  const parsed = command.accepts.parse(input);
  if (command.kind === 'command') {
    const id = command.id(parsed, context);
    const decision = command.decide(parsed, stateOf(command.of, id), context);
    return isRejection(decision) ? decision : written([{ of: command.of, id, facts: decision }]);
  }
  const main = command.main(parsed, context);
  const aggregates = aggregatesOf(command);
  const key = Object.keys(command.over).find((name) => command.over[name]?.name === main.of.name) ?? '';
  const open = (asked: readonly StreamIds<Aggregates>[]) =>
    opened(aggregates, [{ [key]: [main.id] }, ...asked], stateOf);
  const directed = { ...context, directories: rowsOf(command, parsed) };
  const asked = command.streams(parsed, stateOf(main.of, main.id) as never, directed);
  const more = command.more?.(parsed, open([asked]), directed) ?? {};
  const supposed: Supposed<Aggregates> = command.supposes?.(parsed, open([asked, more]), directed) ?? {};
  const consulted = Object.fromEntries(Object.entries(supposed).map(([word, ids = {}]) => [word, Object.keys(ids)]));
  const decision = command.decide(parsed, open([asked, more, consulted]), directed);
  if (isRejection(decision)) return decision;
  const foreign = decision.find(({ of }) => !Object.values(command.over).includes(of));
  if (foreign) throw new Error(`It writes ${foreign.of.name}, which is not in "over".`);
  return written(decision);
}

function opened(
  aggregates: Aggregates,
  asked: readonly StreamIds<Aggregates>[],
  stateOf: Grounds['stateOf'],
): States<Aggregates> {
  const open: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(aggregates)) open[name] = {};
  for (const [key, ids = []] of asked.flatMap((each) => Object.entries(each))) {
    const states = open[key];
    const of = aggregates[key];
    if (!states || !of) throw new Error(`It asks for ${key}, which is neither in "over" nor in "consults".`);
    for (const id of ids) states[id] = stateOf(of, id);
  }
  return open;
}

function written(writes: readonly Write[]): Streams {
  const streams: Record<string, readonly Fact[]> = {};
  for (const { of, id, facts } of writes) {
    for (const fact of facts) checkFact(of, fact);
    const stream = streamOf(of.name, id);
    if (facts.length === 0) continue;
    if (streams[stream]) throw new Error(`It writes ${stream} twice: its facts belong into one write.`);
    streams[stream] = asStored([...facts]);
  }
  return streams;
}
