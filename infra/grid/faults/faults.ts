import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { milliseconds } from '../endpoint/duration.ts';
import { type Matcher, wildcard } from '../iam/wildcard.ts';
import { BadFault, type FaultOrder, type Known, type Place, readFault } from './fault.ts';
import type { Passing, Strike, Strikes } from './strike.ts';

/** A fault that is there, and what has come of it. */
export interface Fault extends FaultOrder {
  readonly id: string;
  /** How much has passed where it is. */
  readonly seen: number;
  readonly struck: number;
}

interface Standing {
  readonly id: string;
  readonly order: FaultOrder;
  readonly matches: (passing: Passing) => boolean;
  readonly draw: () => number;
  readonly gone: PromiseWithResolvers<void>;
  cancel: () => void;
  seen: number;
  struck: number;
}

/**
 * The faults of a grid. None is there unless somebody asks for it, and none outlives the grid's process. Which of what
 * passes is struck follows from the fault's seed and from how many have passed before, by nothing else.
 */
export class Faults implements Strikes {
  readonly #clock: Clock;
  readonly #known: Known;
  readonly #standing = new Map<string, Standing>();

  constructor(clock: Clock, known: Known) {
    this.#clock = clock;
    this.#known = known;
  }

  /** Lets a fault be. @throws BadFault for one that cannot be, or could never strike. */
  add(order: FaultOrder): Fault {
    readFault(order);
    this.#refuseUnknown(order.on);
    const id = randomUUID();
    const standing: Standing = {
      id,
      order,
      matches: matcherOf(order.on),
      draw: randomOf(order.seed ?? 1),
      gone: Promise.withResolvers(),
      cancel: () => undefined,
      seen: 0,
      struck: 0,
    };
    this.#standing.set(id, standing);
    const ms = milliseconds(order.for);
    if (ms !== undefined) standing.cancel = this.#clock.after(ms, () => this.remove(id));
    return told(standing);
  }

  /** Those that are there, in the order in which they came. */
  list(): Fault[] {
    return [...this.#standing.values()].map(told);
  }

  /** Takes one away; what it holds up goes on. Gives whether it was there. */
  remove(id: string): boolean {
    const standing = this.#standing.get(id);
    if (!standing) return false;
    standing.cancel();
    this.#standing.delete(id);
    standing.gone.resolve();
    return true;
  }

  /** Takes all away. */
  clear(): void {
    for (const id of [...this.#standing.keys()]) this.remove(id);
  }

  /** The faults that strike what passes now, in the order in which they came. */
  strikes(passing: Passing): Strike[] {
    if (this.#standing.size === 0) return [];
    const strikes: Strike[] = [];
    for (const standing of this.#standing.values()) {
      const { order, matches, draw, gone } = standing;
      if (!matches(passing)) continue;
      standing.seen++;
      if (order.times !== undefined && standing.struck >= order.times) continue;
      if (draw() >= (order.rate ?? 1)) continue;
      standing.struck++;
      strikes.push({ kind: order.kind, ms: order.ms ?? 0, chance: draw(), gone: gone.promise });
    }
    return strikes;
  }

  #refuseUnknown(on: Place): void {
    const { functions, calls } = this.#known;
    if ('function' in on) refuseUnmatched('function', on.function, functions());
    if ('call' in on) {
      refuseUnmatched('call', on.call, calls());
      if (on.by !== undefined) refuseUnmatched('function', on.by, ['owner', ...functions()]);
    }
  }
}

function told({ id, order, seen, struck }: Standing): Fault {
  return { id, ...order, seen, struck };
}

function refuseUnmatched(what: string, pattern: string, names: readonly string[]): void {
  if (!names.some(wildcard(pattern))) throw new BadFault(`The grid has no ${what} ${pattern}.`);
}

function matcherOf(on: Place): (passing: Passing) => boolean {
  if ('function' in on) {
    const name = wildcard(on.function);
    return (passing) => 'function' in passing && name(passing.function);
  }
  if ('delivery' in on) {
    const to = wildcard(on.delivery);
    const from = optional(on.from);
    return (passing) => 'delivery' in passing && to(passing.delivery) && from(passing.from);
  }
  if ('deployment' in on) {
    const name = wildcard(on.deployment);
    return (passing) => 'deployment' in passing && name(passing.deployment);
  }
  const [call, by, resource, key] = [wildcard(on.call), optional(on.by), optional(on.resource), optional(on.key)];
  const asks = on.resource !== undefined || on.key !== undefined;
  return (passing) => {
    if (!('call' in passing) || !call(passing.call) || !by(passing.by)) return false;
    if (!asks) return true;
    return passing
      .about()
      .some((one) => resource(one.resource) && (on.key === undefined || one.keys.some((value) => key(value))));
  };
}

function optional(pattern: string | undefined): Matcher {
  return pattern === undefined ? () => true : wildcard(pattern);
}

/** Mulberry32: numbers from 0 to below 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
