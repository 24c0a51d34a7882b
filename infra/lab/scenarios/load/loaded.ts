import { apiClient } from '#infra/clients/api/client.ts';
import { diaDePedidos } from '../../data/dia.ts';
import { morning } from '../../driver/manana.ts';
import { GridProcess } from '../../gridProcess.ts';
import { seed } from '../../seed.ts';
import { type Flow, VEHICLES } from './load.ts';
import { Observer } from './observer.ts';
import { Sender } from './sender.ts';

/** A grid of its own, with the demo's things in it, and what sends and looks. */
export interface Loaded {
  readonly grid: GridProcess;
  readonly apiUrl: string;
  readonly endpoint: string;
  readonly token: string;
  /** Milliseconds since it was ready. */
  readonly now: () => number;
  readonly sender: Sender;
  readonly observer: Observer;
  /** Ends all of it. */
  stop(): Promise<void>;
}

/** More goods than all orders of an experiment want. */
const UNITS = 200_000;
/** Different orders; after them come the same again. */
const PEDIDOS = 2_000;

/** Starts a grid on a morning, with its sender at `rate` and its observer; neither has begun. */
export async function loaded(flows: readonly Flow[], rate: number): Promise<Loaded> {
  const grid = new GridProcess();
  try {
    const { apiUrl, endpoint, token } = await grid.start();
    const pedidos = diaDePedidos(PEDIDOS, await morning(grid.reloj));
    await seed(apiClient(apiUrl, token), { units: UNITS, vehicles: VEHICLES });
    const began = performance.now();
    const now = () => performance.now() - began;
    const observer = new Observer(endpoint, now);
    const sender = new Sender({ apiUrl, token, pedidos, flows, now }, rate);
    sender.onAccepted = (sent) => observer.accepted(sent);
    const stop = async () => {
      await sender.stop();
      await observer.stop();
      await grid.stop();
    };
    return { grid, apiUrl, endpoint, token, now, sender, observer, stop };
  } catch (error) {
    await grid.stop();
    throw error;
  }
}
