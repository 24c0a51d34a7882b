import type { Recorded } from '#shared/model/envelope.ts';
import { attempts } from '../attempts.ts';
import { fault } from '../fault.ts';
import type { Lru } from '../lru.ts';
import { type Cursor, newsAfter } from './fold.ts';
import { eventsAfter } from './history.ts';

/** One stream's way from where its cursor stood to its newest event. */
export interface Move<C extends Cursor = Cursor> {
  readonly stream: string;
  readonly before: C;
  readonly after: C;
}

/** What became of a stream: where its cursor stands, and whether it was this call that moved it there. */
export interface Followed<C extends Cursor = Cursor> extends Move<C> {
  readonly wrote: boolean;
}

/** What became of a move: written; overtaken, since somebody else has moved the cursor meanwhile; or what was wrong with it. */
export type Outcome = 'written' | 'overtaken' | Error;

/** Whatever follows streams by version: rows, totals, messages. They differ in what a write holds beside the cursor. */
export interface Follower<C extends Cursor = Cursor> {
  readonly name: string;
  /** What this instance remembers. A write may rest on it, since it is conditional. */
  readonly memory: Lru<C>;
  /** The cursor of a stream of which nothing is known yet. */
  readonly begin: (stream: string) => C;
  /** The cursor as the table has it, strongly consistent. */
  readonly read: (stream: string) => Promise<C>;
  readonly fold: (before: C, news: readonly Recorded[]) => Promise<C>;
  /** The moves by what is written together. */
  readonly together: (moves: readonly Move<C>[]) => readonly (readonly Move<C>[])[];
  /** Writes moves whose cursors have not moved meanwhile. Gives what became of each, in their order. */
  readonly write: (moves: readonly Move<C>[]) => Promise<readonly Outcome[]>;
}

/** Is told of a stream that could not be followed, and why. */
export type Failed = (stream: string, error: unknown) => void;

interface Known<C> {
  readonly cursor: C;
  /** Whether it was read in this call. */
  readonly fresh: boolean;
}

/**
 * Brings a follower up to the newest events of some streams, which come in any order and repeated. Before events are
 * dropped as known already the cursor is read: the table may have been emptied. A stream that fails takes no other along.
 * @param failed gets Fault VISTA_OCUPADA when a cursor moved on at each attempt, or what the stream's work threw.
 */
export async function follow<C extends Cursor>(
  follower: Follower<C>,
  received: ReadonlyMap<string, readonly Recorded[]>,
  failed: Failed,
): Promise<Followed<C>[]> {
  const done: Followed<C>[] = [];
  const pending = new Map([...received].map(([stream, events]) => [stream, guess(follower, stream, events)]));
  const giveUp: Failed = (stream, error) => {
    pending.delete(stream);
    failed(stream, error);
  };
  for await (const _ of attempts()) {
    const moves = await Promise.all(
      [...pending].map(async ([stream, known]) => {
        const move = await moveOf(follower, { stream, known, events: received.get(stream) ?? [] }).catch((error) =>
          giveUp(stream, error),
        );
        if (move && move.before.version === move.after.version) {
          pending.delete(stream);
          done.push({ ...move, wrote: false });
          return [];
        }
        return move ?? [];
      }),
    );
    for (const { move, outcome } of await writeAll(follower, moves.flat(), giveUp)) {
      const { stream, after } = move;
      if (outcome === 'written') {
        follower.memory.set(stream, after);
        pending.delete(stream);
        done.push({ ...move, wrote: true });
      } else if (outcome === 'overtaken') {
        follower.memory.delete(stream);
        pending.set(stream, undefined);
      } else {
        giveUp(stream, outcome);
      }
    }
    if (pending.size === 0) return done;
  }
  for (const stream of pending.keys())
    failed(stream, fault('VISTA_OCUPADA', { detail: `${follower.name}: ${stream}` }));
  return done;
}

/** Where a stream's cursor probably stands; `undefined` when only the table can tell. */
function guess<C extends Cursor>(
  { memory, begin }: Follower<C>,
  stream: string,
  events: readonly Recorded[],
): Known<C> | undefined {
  const first = events.some(({ metadata }) => metadata.version === 1);
  const cursor = memory.get(stream) ?? (first ? begin(stream) : undefined);
  return cursor && { cursor, fresh: false };
}

interface Standing<C> {
  readonly stream: string;
  readonly known: Known<C> | undefined;
  readonly events: readonly Recorded[];
}

/** The move that the events ask for; one that goes nowhere when there is nothing new. */
async function moveOf<C extends Cursor>(
  { read, fold }: Follower<C>,
  { stream, known, events }: Standing<C>,
): Promise<Move<C>> {
  const log = (version: number) => eventsAfter(stream, version);
  const { cursor: found, fresh } = known ?? { cursor: await read(stream), fresh: true };
  let cursor = found;
  let news = await newsAfter(cursor.version, events, log);
  if (news.length === 0 && !fresh) {
    cursor = await read(stream);
    news = await newsAfter(cursor.version, events, log);
  }
  return { stream, before: cursor, after: news.length > 0 ? await fold(cursor, news) : cursor };
}

interface Written<C extends Cursor> {
  readonly move: Move<C>;
  readonly outcome: Outcome;
}

/** What became of each move. What is written together and fails is tried one by one, so that only the culprit fails. */
async function writeAll<C extends Cursor>(
  follower: Follower<C>,
  moves: readonly Move<C>[],
  giveUp: Failed,
): Promise<Written<C>[]> {
  const write = async (group: readonly Move<C>[]): Promise<Written<C>[]> => {
    try {
      const outcomes = await follower.write(group);
      return group.map((move, at) => ({ move, outcome: outcomes[at] as Outcome }));
    } catch (error) {
      if (group.length > 1) return (await Promise.all(group.map((move) => write([move])))).flat();
      giveUp((group[0] as Move<C>).stream, error);
      return [];
    }
  };
  return (await Promise.all(follower.together(moves).map(write))).flat();
}
