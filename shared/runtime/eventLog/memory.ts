import type { AnyAggregate } from '#shared/model/aggregate.ts';
import { Lru } from '../lru.ts';
import type { Commit } from './commit.ts';
import { apply, type Known, nothing } from './known.ts';
import { commitsAfter, load } from './read.ts';

const memory = new Lru<Known>(2_000);

/** Streams that others write too: what is remembered of them is read up before it is decided on, since a refused write costs more. */
const restless = new Lru<true>(2_000);

/** What is known of a stream, and whether that was read in this very request. */
export interface Recalled {
  readonly known: Known;
  readonly fresh: boolean;
}

/** What this instance remembers of a stream, or else what the log says. */
export async function recall(aggregate: AnyAggregate, stream: string): Promise<Recalled> {
  const known = memory.get(stream);
  if (known && restless.get(stream)) {
    const caughtUp = await catchUp(aggregate, stream, known);
    if (caughtUp.known.version === known.version) restless.delete(stream);
    return caughtUp;
  }
  if (known) return { known, fresh: false };
  return read(aggregate, stream);
}

/** What the log says of a stream. */
export async function read(aggregate: AnyAggregate, stream: string): Promise<Recalled> {
  return { known: remember(stream, await load(aggregate, stream)), fresh: true };
}

/** What this instance remembers of a stream, if it does. */
export function remembered(stream: string): Recalled | undefined {
  const known = memory.get(stream);
  return known && { known, fresh: false };
}

/** Notes that a decision was lost since somebody else has written a stream; until a look at it finds nothing new. */
export function noteRival(stream: string): void {
  restless.set(stream, true);
}

/** The same of a stream that is probably new: what nobody remembers is taken not to exist. */
export function recallNew(aggregate: AnyAggregate, stream: string): Recalled {
  return { known: memory.get(stream) ?? nothing(aggregate), fresh: false };
}

/** Brings what is known up to date: reads only the tail that was missed. */
export async function catchUp(aggregate: AnyAggregate, stream: string, known: Known): Promise<Recalled> {
  const tail = await commitsAfter(stream, known.version);
  return { known: advance(aggregate, stream, known, ...tail), fresh: true };
}

/** What is known after commits that this instance has written or has lost against. */
export function advance(aggregate: AnyAggregate, stream: string, known: Known, ...commits: readonly Commit[]): Known {
  return remember(
    stream,
    commits.reduce((before, commit) => apply(aggregate, before, commit), known),
  );
}

function remember(stream: string, known: Known): Known {
  memory.set(stream, known);
  return known;
}
