import { setTimeout as rest } from 'node:timers/promises';
import type { GridContext } from '../../../service.ts';
import { replayed } from '../bus/event.ts';
import type { Router } from '../bus/router.ts';
import type { Replay } from '../model.ts';
import type { Registry } from '../registry.ts';
import type { Archives } from './archives.ts';

/** Events replayed in one unit of work. */
const BATCH = 50;

/** What replays need. */
export interface ReplayParts {
  readonly grid: GridContext;
  readonly registry: Registry;
  readonly archives: Archives;
  readonly router: Router;
}

/**
 * Runs replays, several at a time. A batch and the place it reached are one commit, so a replay goes on after a restart
 * without sending an event twice; between batches it rests as long as the batch took, so that live traffic, which makes
 * batches slow, slows it down.
 */
export class Replayer {
  readonly #parts: ReplayParts;
  readonly #running = new Map<string, Promise<void>>();
  #stopped = true;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  /** Goes on with the replays that earlier processes did not finish. */
  run(): void {
    this.#stopped = false;
    for (const replay of this.#parts.registry.list('replay')) this.begin(replay.name);
  }

  /** Begins a replay in the background, once `run` was called. */
  begin(name: string): void {
    if (this.#stopped || this.#running.has(name)) return;
    const done = this.#replay(name)
      .catch((error: unknown) => this.#failed(name, error))
      .finally(() => this.#running.delete(name));
    this.#running.set(name, done);
  }

  /** Stops after the batches at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running.values());
  }

  async #replay(name: string): Promise<void> {
    for (let replay = this.#current(name); replay && !this.#stopped; replay = this.#current(name)) {
      if (replay.state === 'CANCELLING') return this.#end(replay, { state: 'CANCELLED' });
      if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') return;
      const began = performance.now();
      const more = await this.#batch(replay);
      if (!more) return this.#end(this.#current(name) ?? replay, { state: 'COMPLETED' });
      await rest(performance.now() - began);
    }
  }

  /** Replays the next events; whether there may be more. */
  async #batch(replay: Replay): Promise<boolean> {
    const { grid, registry, archives, router } = this.#parts;
    const advanced = await grid.store.write(() => {
      const events = archives.read(replay.archive, replay, BATCH);
      for (const { text } of events) router.route(replay.bus, replayed(text, grid.clock.now(), replay));
      const end = events.at(-1);
      // A cancellation that came in meanwhile must not be overwritten.
      const { state } = this.#current(replay.name) ?? replay;
      const next: Replay = {
        ...replay,
        state: state === 'STARTING' ? 'RUNNING' : state,
        ...(end && { last: { time: end.time, number: end.number } }),
      };
      registry.write('replay', next);
      registry.remember(next);
      return events.length === BATCH;
    });
    return advanced;
  }

  async #end(replay: Replay, end: Pick<Replay, 'state' | 'stateReason'>): Promise<void> {
    const state = replay.state === 'CANCELLING' ? 'CANCELLED' : end.state;
    await this.#parts.registry.put('replay', { ...replay, ...end, state, endedAt: this.#parts.grid.clock.now() });
  }

  async #failed(name: string, error: unknown): Promise<void> {
    const stateReason = error instanceof Error ? error.message : String(error);
    this.#parts.grid.log(`events: replay ${name} failed: ${stateReason}`);
    const replay = this.#current(name);
    if (replay) await this.#end(replay, { state: 'FAILED', stateReason });
  }

  #current(name: string): Replay | undefined {
    return this.#parts.registry.get('replay', name);
  }
}
