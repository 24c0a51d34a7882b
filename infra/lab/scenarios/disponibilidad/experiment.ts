import { LOCAL } from '#infra/cdk/names.ts';
import { pause } from '../../driver/pool.ts';
import { verify } from '../../invariants/verify.ts';
import { type FlowName, LOAD } from '../load/load.ts';
import { type Loaded, loaded } from '../load/loaded.ts';
import type { Observer, Sample } from '../load/observer.ts';
import type { Sent } from '../load/sender.ts';

/** How long, and how much. */
export interface Plan {
  /** Of an outage. */
  readonly seconds: number;
  /** Of the usual load. */
  readonly rate: number;
  /** How often the whole grid is killed. */
  readonly kills: number;
}

/** What was seen of an experiment. Times in milliseconds since it began. */
export interface Seen {
  readonly name: string;
  readonly title: string;
  readonly takes: readonly FlowName[];
  readonly outage: { readonly from: number; readonly to: number };
  readonly sent: readonly Sent[];
  readonly samples: readonly Sample[];
  /** What was acknowledged and is not there, or is there twice; and what is still on its way when all is quiet. */
  readonly violations: readonly string[];
  /** How long it took until it answered again, each time that it was killed. */
  readonly restarts: readonly number[];
  /** By how much more than the outage views may be behind. */
  readonly graceMs: number;
  /** Why they may be so far behind, where that is more than five seconds. */
  readonly why?: string;
}

const WARM_MS = 8_000;
/** Views that are less behind than this are as far as they ever are under load. */
export const USUAL_MS = 5_000;
const CALM_MS = 3_000;
const LOOK_MS = 250;

/**
 * Brings a grid of its own under load, lets `outage` happen to it, waits until views are as near as before, and looks whether
 * anything was lost or doubled.
 */
export async function experiment(
  plan: Plan,
  about: Pick<Seen, 'name' | 'title' | 'takes' | 'graceMs' | 'why'>,
  outage: (under: Loaded) => Promise<readonly number[]>,
): Promise<Seen> {
  const under = await loaded(LOAD, plan.rate);
  const { endpoint, now, sender, observer } = under;
  try {
    observer.start();
    sender.start();
    await pause(WARM_MS);
    const from = now();
    const restarts = await outage(under);
    const to = now();
    await calm(observer, to + Math.max(3 * (to - from), 120_000), now);
    await sender.stop();
    const ids = sender.sent.flatMap(({ flow, ending, stream }) =>
      flow === 'crearOrden' && ending === 'accepted' ? [stream.slice('orden#'.length)] : [],
    );
    const { violations } = await verify({ endpoint, names: LOCAL, traces: 'none', orders: 'underWay' }, ids);
    return { ...about, outage: { from, to }, sent: sender.sent, samples: observer.samples, violations, restarts };
  } finally {
    await under.stop();
  }
}

/** Waits until views have been as near as usual for a while, or until `end`. */
async function calm({ samples }: Observer, end: number, now: () => number): Promise<void> {
  for (let since = now(); now() < end; await pause(LOOK_MS)) {
    const last = samples.at(-1);
    if (last === undefined || Math.max(0, ...Object.values(last.behind)) >= USUAL_MS) since = now();
    else if (now() - since >= CALM_MS) return;
  }
}
