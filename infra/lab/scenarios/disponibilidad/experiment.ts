import { apiClient } from '#infra/clients/api/client.ts';
import { diaDePedidos } from '../../data/dia.ts';
import { morning } from '../../driver/manana.ts';
import { pause } from '../../driver/pool.ts';
import { GridProcess } from '../../gridProcess.ts';
import { verify } from '../../invariants/verify.ts';
import { seed } from '../../seed.ts';
import type { FlowName } from './load.ts';
import { VEHICLES } from './load.ts';
import { Observer, type Sample } from './observer.ts';
import { Sender, type Sent } from './sender.ts';

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
}

/** A grid under load. */
export interface UnderLoad {
  readonly grid: GridProcess;
  readonly now: () => number;
  readonly sender: Sender;
  readonly observer: Observer;
}

/** More goods than all orders of an experiment want. */
const UNITS = 50_000;
const PEDIDOS = 2_000;
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
  about: Pick<Seen, 'name' | 'title' | 'takes' | 'graceMs'>,
  outage: (under: UnderLoad) => Promise<readonly number[]>,
): Promise<Seen> {
  const grid = new GridProcess();
  try {
    const { apiUrl, endpoint, token } = await grid.start();
    const pedidos = diaDePedidos(PEDIDOS, await morning(grid.reloj));
    await seed(apiClient(apiUrl, token), { units: UNITS, vehicles: VEHICLES });
    const began = performance.now();
    const now = () => performance.now() - began;
    const observer = new Observer(endpoint, now);
    const sender = new Sender({ apiUrl, token, pedidos, rate: plan.rate, now });
    sender.onAccepted = (sent) => observer.accepted(sent);
    observer.start();
    sender.start();
    await pause(WARM_MS);
    const from = now();
    const restarts = await outage({ grid, now, sender, observer });
    const to = now();
    await calm(observer, to + Math.max(3 * (to - from), 120_000), now);
    await sender.stop();
    const ids = sender.sent.flatMap(({ flow, ending, stream }) =>
      flow === 'crearOrden' && ending === 'accepted' ? [stream.slice('orden#'.length)] : [],
    );
    const { violations } = await verify({ endpoint, traces: 'none', orders: 'underWay' }, ids);
    await observer.stop();
    return { ...about, outage: { from, to }, sent: sender.sent, samples: observer.samples, violations, restarts };
  } finally {
    await grid.stop();
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
