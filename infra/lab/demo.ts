import { parseArgs } from 'node:util';
import { apiClient } from '#infra/clients/api/client.ts';
import { diaDePedidos, type Pedido } from './data/dia.ts';
import { ordersIn } from './data/pedidosCsv.ts';
import { runDay } from './driver/dia.ts';
import { patient, timed } from './driver/latency.ts';
import { pause } from './driver/pool.ts';
import { GridProcess } from './gridProcess.ts';
import { verify } from './invariants/verify.ts';
import { seed } from './seed.ts';
import { print, summarize } from './summary.ts';

const USAGE = `Drives a real day of orders through a grid of its own, and checks the outcome against the event log.

  npm run demo [-- --orders 100] [--input FILE] [--kill N] [--json]

  --orders  how many orders of the day (default 100)
  --input   a CSV of orders instead, as "alpes ordenes importar" reads it
  --kill    end the grid N times with SIGKILL while the day goes on, and start it again on its data each time
  --json    print the summary as one JSON line, last`;

/** More than the visibility timeout of a queue, which is longer than any claim of an instance. */
const RETRIED_MS = 2 * 60_000;

interface Settings {
  readonly orders: number;
  readonly input: string | undefined;
  readonly kill: number;
  readonly json: boolean;
}

function settings(): Settings {
  const { values } = parseArgs({
    options: {
      orders: { type: 'string', default: '100' },
      input: { type: 'string' },
      kill: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const whole = (name: string, text: string) => {
    if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
    throw new Error(`--${name} must be a whole number from 1, not "${text}".`);
  };
  return {
    orders: whole('orders', values.orders),
    input: values.input,
    kill: values.kill === undefined ? 0 : whole('kill', values.kill),
    json: values.json,
  };
}

async function main(): Promise<number> {
  let chosen: Settings;
  let pedidos: readonly Pedido[];
  try {
    chosen = settings();
    pedidos = chosen.input ? await ordersIn(chosen.input) : diaDePedidos(chosen.orders, Date.now());
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const grid = new GridProcess();
  const end = () => void grid.stop().then(() => process.exit(1));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const { apiUrl, endpoint, token } = await grid.start();
    const latencies: number[] = [];
    const api = timed(
      patient(apiClient(apiUrl, token), () => grid.answers()),
      latencies,
    );
    await seed(api, { units: Math.max(500, pedidos.length * 10), vehicles: 6 });
    latencies.length = 0;
    const over = new AbortController();
    const killing = killAgainAndAgain(grid, chosen.kill, over.signal);
    const day = await Promise.race([
      runDay({ api, pedidos, advance: (ms) => grid.advance(ms) }),
      killing.then(() => new Promise<never>(() => {})),
    ]);
    over.abort();
    const kills = await killing;
    // A message that the killed instance was about to send is its own for a minute; then its event must come again.
    if (kills > 0) await grid.advance(RETRIED_MS);
    // What the killed grid had heard of traces in its last half second is gone.
    const traces = kills === 0 ? 'kept' : 'none';
    const summary = summarize(day, await verify({ endpoint, traces }, day.accepted.values()), latencies);
    print(summary);
    if (kills > 0) console.log(`La red se mató ${kills} veces.`);
    if (chosen.json) console.log(JSON.stringify({ ...summary, kills }));
    return summary.violations.length === 0 ? 0 : 1;
  } finally {
    await grid.stop();
  }
}

/** Kills the grid so many times, each after it was up for up to a second and a half, or until the day is over. Gives how many. */
async function killAgainAndAgain(grid: GridProcess, times: number, over: AbortSignal): Promise<number> {
  for (let killed = 0; killed < times; killed++) {
    await pause(200 + Math.random() * 1_300);
    if (over.aborted) return killed;
    await grid.kill();
    await grid.start();
  }
  return times;
}

process.exitCode = await main();
