import type { AnyAggregate } from '#shared/model/aggregate.ts';
import type { Supposition } from '#shared/model/command.ts';
import { streamOf } from '#shared/model/envelope.ts';
import type { Winner } from './append.ts';
import type { Commit } from './commit.ts';
import type { Known } from './known.ts';
import { advance, catchUp, noteRival, type Recalled, read, recall, recallNew, remembered } from './memory.ts';

/** A stream by its aggregate and id. */
export interface Stream {
  readonly of: AnyAggregate;
  readonly id: string;
}

/** An open stream, with what is known of it. */
export interface Open extends Stream, Recalled {
  readonly stream: string;
  /** Whether that is only supposed. */
  readonly supposed?: true;
}

/** The streams that a decision has open. */
export class Workspace {
  readonly #open = new Map<string, Open>();

  /** Opens a stream, unless it is open: with what this instance remembers, or else what the log says. */
  async open({ of, id }: Stream): Promise<Open> {
    const stream = streamOf(of.name, id);
    return this.#open.get(stream) ?? this.#set({ of, id, stream, ...(await recall(of, stream)) });
  }

  /** Opens a stream that is probably new, unless it is open: it is not read until that proves wrong. */
  begin({ of, id }: Stream): Open {
    const stream = streamOf(of.name, id);
    return this.#open.get(stream) ?? this.#set({ of, id, stream, ...recallNew(of, stream) });
  }

  /** Opens a stream, unless it is open: as it is supposed to be, where nobody remembers it and something is supposed. */
  async suppose({ of, id }: Stream, supposed: Supposition | undefined): Promise<Open> {
    const stream = streamOf(of.name, id);
    if (!supposed || this.#open.has(stream) || remembered(stream)) return this.open({ of, id });
    return this.#set({ of, id, stream, known: { ...supposed, recent: [] }, fresh: false, supposed: true });
  }

  /** All open streams, in the order in which they were opened. */
  all(): Open[] {
    return [...this.#open.values()];
  }

  /** What is known of an open stream. */
  known(stream: string): Known {
    const open = this.#open.get(stream);
    if (!open) throw new Error(`${stream} is not open.`);
    return open.known;
  }

  /** Reads the tails of streams; all of those that were supposed to be something. */
  async catchUp(streams: readonly Open[]): Promise<void> {
    await Promise.all(
      streams.map(async ({ of, id, stream, known, supposed }) =>
        this.#set({ of, id, stream, ...(supposed ? await read(of, stream) : await catchUp(of, stream, known)) }),
      ),
    );
  }

  /** Takes over what this decision has written. */
  wrote(commits: readonly Commit[]): void {
    for (const commit of commits) this.#follow(commit);
  }

  /** Takes over what others have written first: from the commit that won, if that is told and trusted to be the last, or from the log. */
  async lost(winners: readonly Winner[], trust: 'commit' | 'log'): Promise<void> {
    const unread: Open[] = [];
    for (const { stream, commit } of winners) {
      const open = this.#open.get(stream);
      if (!open) continue;
      if (commit && trust === 'commit' && !open.supposed) this.#follow(commit);
      else unread.push(open);
    }
    for (const { stream } of unread) noteRival(stream);
    await this.catchUp(unread);
  }

  #follow(commit: Commit): void {
    const open = this.#open.get(commit.stream);
    if (open) this.#set({ ...open, known: advance(open.of, open.stream, open.known, commit), fresh: false });
  }

  #set(open: Open): Open {
    this.#open.set(open.stream, open);
    return open;
  }
}
