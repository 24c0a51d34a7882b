import { apiClient } from '#infra/clients/api/client.ts';
import { readingOf, since } from '../../bench/vida/reading.ts';
import { percentile } from '../../driver/latency.ts';
import { inParallel, pause } from '../../driver/pool.ts';
import { dollarsOf } from '../capacidad/costo.ts';
import { LOAD } from '../load/load.ts';
import { type Loaded, loaded } from '../load/loaded.ts';
import type { Sample } from '../load/observer.ts';
import type { Sent } from '../load/sender.ts';
import type { Plan } from './plan.ts';

/** What was seen at one load. */
export interface Step {
  /** Orders a second that were sent. */
  readonly offered: number;
  /** … that were accepted. */
  readonly accepted: number;
  /** Of the accepted ones, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** How far views were behind at its end, in milliseconds. */
  readonly behind: number;
}

/** All that was seen. */
export interface Seen {
  readonly steps: readonly Step[];
  /** Orders a second that it carries; 0 when not even the first step. */
  readonly knee: number;
  readonly spike: { readonly from: number; readonly to: number; readonly drained: number; readonly usual: number };
  /** Calls of AWS's APIs for one order, after few orders and after many. */
  readonly calls: readonly [few: number, many: number];
  /** Dollars for one order at AWS's list prices, without the time that functions run. */
  readonly dollars: readonly [few: number, many: number];
  /** Receipts a second of goods at many places, and of the same goods at the same place. */
  readonly places: { readonly many: number; readonly one: number };
  readonly sent: readonly Sent[];
  readonly samples: readonly Sample[];
}

const ORDERS = LOAD.filter(({ name }) => name === 'crearOrden').map((flow) => ({ ...flow, perSecond: 1 }));
/** A step is carried when so much of it is accepted, in this time, and views keep up. */
const CARRIED = { share: 0.98, p99: 500, behind: 5_000 };
const LOOK_MS = 250;
const DRAINED_MS = 2_000;
const LONGEST_DRAIN_MS = 10 * 60_000;
const USUAL = 0.1;
const COST_RATE = 0.5;
const AT_ONCE = 8;

/** Loads a grid more and more, then in a spike, then for long, and at one place. */
export async function experiment(plan: Plan, tell: (line: string) => void): Promise<Seen> {
  const under = await loaded(ORDERS, 0);
  const { now, sender, observer } = under;
  try {
    observer.start();
    sender.start();
    const steps: Step[] = [];
    for (const offered of plan.steps) {
      const step = await stepAt(under, offered, plan.stepSeconds);
      steps.push(step);
      tell(
        `${offered}/s: ${step.accepted.toFixed(1)}/s accepted, p99 ${Math.round(step.p99)} ms, views ${(step.behind / 1_000).toFixed(1)} s behind`,
      );
      if (!isCarried(step)) break;
    }
    await drained(under);
    const knee = Math.max(0, ...steps.filter(isCarried).map(({ offered }) => offered));
    const usual = Math.max(0.5, knee * USUAL);
    sender.rate = usual;
    await pause(plan.stepSeconds * 1_000);
    const from = now();
    sender.rate = usual * plan.spike;
    await pause(plan.spikeSeconds * 1_000);
    const to = now();
    sender.rate = usual;
    const drainedAt = await drained(under);
    tell(
      `spike of ${(usual * plan.spike).toFixed(1)}/s: backlog gone after ${((drainedAt - to) / 1_000).toFixed(1)} s`,
    );
    const costs: OrderCost[] = [];
    for (const volume of plan.volumes) {
      const cost = await costAt(under, volume, { block: plan.block, rate: Math.max(1, knee * COST_RATE) });
      costs.push(cost);
      tell(
        `one order after ${volume}: ${cost.calls.toFixed(1)} calls, ${(cost.dollars * 1e6).toFixed(0)} dollars a million`,
      );
    }
    sender.rate = 0;
    const places = {
      many: await receipts(under, plan.hotSeconds, false),
      one: await receipts(under, plan.hotSeconds, true),
    };
    tell(`receipts: ${places.many.toFixed(1)}/s at many places, ${places.one.toFixed(1)}/s at one`);
    const [few = NO_COST, many = NO_COST] = costs;
    return {
      steps,
      knee,
      spike: { from, to, drained: drainedAt, usual },
      calls: [few.calls, many.calls],
      dollars: [few.dollars, many.dollars],
      places,
      sent: sender.sent,
      samples: observer.samples,
    };
  } finally {
    await under.stop();
  }
}

/** Whether a load is carried. */
export function isCarried({ offered, accepted, p99, behind }: Step): boolean {
  return accepted >= offered * CARRIED.share && p99 <= CARRIED.p99 && behind <= CARRIED.behind;
}

async function stepAt({ sender, observer, now }: Loaded, offered: number, seconds: number): Promise<Step> {
  const from = now();
  sender.rate = offered;
  await pause(seconds * 1_000);
  const to = now();
  const accepted = sender.sent.filter(({ at, ending }) => at >= from && at < to && ending === 'accepted');
  const took = accepted.map((one) => one.took);
  return {
    offered,
    accepted: accepted.length / ((to - from) / 1_000),
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    behind: observer.furthest,
  };
}

/** Waits until views show all that was accepted, save what has just been; gives when. */
async function drained({ sender, observer, now }: Loaded): Promise<number> {
  const before = sender.rate;
  sender.rate = Math.min(before, 1);
  for (const end = now() + LONGEST_DRAIN_MS; now() < end; await pause(LOOK_MS))
    if (observer.furthest < DRAINED_MS && (observer.samples.at(-1)?.at ?? 0) > now() - DRAINED_MS) break;
  return now();
}

/** What one order takes. */
interface OrderCost {
  readonly calls: number;
  readonly dollars: number;
}

const NO_COST: OrderCost = { calls: 0, dollars: 0 };

interface Cost {
  readonly block: number;
  readonly rate: number;
}

/** What one order takes when there are so many orders. */
async function costAt(under: Loaded, volume: number, { block, rate }: Cost): Promise<OrderCost> {
  const { sender, grid, endpoint } = under;
  const accepted = () => sender.sent.filter(({ ending }) => ending === 'accepted').length;
  const until = async (count: number) => {
    sender.rate = rate;
    while (accepted() < count) await pause(LOOK_MS);
    sender.rate = 0;
    await drained(under);
  };
  await until(volume - block);
  const [calls, before, orders] = [await grid.calls(), await readingOf(endpoint), accepted()];
  await until(orders + block);
  const more = Math.max(1, accepted() - orders);
  const dollars = dollarsOf(since(before, await readingOf(endpoint)));
  return { calls: ((await grid.calls()) - calls) / more, dollars: dollars / more };
}

/** Receipts of goods a second, each sender's next one after its last. */
async function receipts({ apiUrl, token, now }: Loaded, seconds: number, atOnePlace: boolean): Promise<number> {
  const api = apiClient(apiUrl, token);
  const flow = LOAD.find(({ name }) => name === (atOnePlace ? 'inventarioCaliente' : 'ingresarInventario'));
  const end = now() + seconds * 1_000;
  let [done, n] = [0, 0];
  await inParallel(Array.from({ length: AT_ONCE }), AT_ONCE, async () => {
    while (now() < end) {
      const { path, body } = flow?.asks(n++, []) ?? { path: '', body: {} };
      await api.post(path, body, `recibo-${atOnePlace}-${n}`);
      done += 1;
    }
  });
  return done / seconds;
}
