import { apiClient } from '#infra/clients/api/client.ts';
import type { Reading } from '#infra/grid/meter/meter.ts';
import { diaDePedidos } from '../../data/dia.ts';
import { timed } from '../../driver/latency.ts';
import { morning } from '../../driver/manana.ts';
import { pause } from '../../driver/pool.ts';
import { GridProcess } from '../../gridProcess.ts';
import { seed } from '../../seed.ts';
import { between, type Cpu, cpuOf } from './cpu.ts';
import { plainDay, unhindered } from './dia.ts';
import { linesIn } from './lines.ts';
import { readingOf, since } from './reading.ts';

/** The first orders compile, connect and fill what functions remember; they are not measured. */
const WARM_UP = 40;
/** Until what follows from the last deliveries has been done. */
const SETTLE_MS = 5_000;

/** What the plain lives of some orders took on a warm grid. */
export interface Measured {
  readonly lives: number;
  readonly seconds: number;
  /** Of each request to the API, in milliseconds. */
  readonly latencies: readonly number[];
  readonly reading: Reading;
  readonly cpu: Cpu;
  /** Milliseconds of CPU that who drives the orders took. */
  readonly driverMs: number;
  /** What functions have logged, in bytes. */
  readonly lines: number;
}

/** Lets so many orders live on a grid of its own, from creation to delivery, after some that are not measured. */
export async function lived(lives: number): Promise<Measured> {
  const grid = new GridProcess();
  try {
    const { apiUrl, endpoint, token } = await grid.start();
    const latencies: number[] = [];
    const api = timed(apiClient(apiUrl, token), latencies);
    const pedidos = diaDePedidos(WARM_UP + lives, await morning(grid.reloj)).map(unhindered);
    await seed(api, { units: Math.max(500, pedidos.length * 10), vehicles: 6 });
    const place = { api, reloj: grid.reloj };
    await plainDay(place, pedidos.slice(0, WARM_UP));
    latencies.length = 0;
    const [callsBefore, cpuBefore, ownBefore] = [await readingOf(endpoint), cpuOf(grid.pid), process.cpuUsage()];
    const linesBefore = linesIn(grid.folder);
    const began = performance.now();
    await plainDay(place, pedidos.slice(WARM_UP));
    const seconds = (performance.now() - began) / 1_000;
    await pause(SETTLE_MS);
    const own = process.cpuUsage(ownBefore);
    return {
      lives,
      seconds,
      latencies,
      reading: since(callsBefore, await readingOf(endpoint)),
      cpu: between(cpuBefore, cpuOf(grid.pid)),
      driverMs: (own.user + own.system) / 1_000,
      lines: linesIn(grid.folder) - linesBefore,
    };
  } finally {
    await grid.stop();
  }
}

/** How many orders a bench is asked for. @throws Error for what is no number. */
export function ordersIn(count: string): number {
  const orders = Number(count);
  if (!(orders > 0)) throw new Error(`How many orders? Not "${count}".`);
  return orders;
}
