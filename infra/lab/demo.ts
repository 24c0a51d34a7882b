import { parseArgs } from 'node:util';
import { LOCAL } from '#infra/cdk/names.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { diaDePedidos, type Pedido, pedidosAnticipados } from './data/dia.ts';
import { ordersIn } from './data/pedidosCsv.ts';
import { stockRuanas, tellCalendars, withRuanas } from './demo/preparacion.ts';
import { runDay } from './driver/dia.ts';
import { patient, timed } from './driver/latency.ts';
import { morning } from './driver/manana.ts';
import { pause } from './driver/pool.ts';
import { GridProcess } from './gridProcess.ts';
import { verify } from './invariants/verify.ts';
import { program } from './program.ts';
import { seed } from './seed.ts';
import { print, summarize } from './summary.ts';

const USAGE = `Drives a real day of orders, and the days after it, through a grid of its own, and checks the outcome against the event log.

  npm run demo [-- --orders 100] [--input FILE] [--kill N] [--json]

  --orders  how many orders of the first day (default 100); one more is for each of the twelve days after it
  --input   a CSV of orders instead, as "alpes ordenes importar" reads it
  --kill    end the grid N times with SIGKILL while the day goes on, and start it again on its data each time
  --json    print the summary as one JSON line, last`;

/** So many days after the first one have an order of their own: more than a week, so that a Sunday is among them. */
const DAYS = 12;
/** Of each warehouse. */
const VEHICLES = 6;

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

/** What was asked for, with the orders of the file where one was named. */
async function asked(): Promise<Settings & { readonly given?: readonly Pedido[] }> {
  const chosen = settings();
  return chosen.input ? { ...chosen, given: await ordersIn(chosen.input) } : chosen;
}

async function main({ given, orders, kill, json }: Awaited<ReturnType<typeof asked>>): Promise<number> {
  const grid = new GridProcess();
  const end = () => void grid.stop().then(() => process.exit(1));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const { apiUrl, endpoint, token } = await grid.start();
    const latencies: number[] = [];
    const clientOf = (held: string) =>
      timed(
        patient(apiClient(apiUrl, held), () => grid.answers()),
        latencies,
      );
    const api = clientOf(token);
    const begin = await morning(grid.reloj);
    const pedidos = given ?? withRuanas([...diaDePedidos(orders, begin), ...pedidosAnticipados(DAYS, begin)]);
    await seed(api, { units: Math.max(500, pedidos.length * 10), vehicles: VEHICLES });
    await tellCalendars(api, VEHICLES);
    await stockRuanas(api, pedidos.length);
    latencies.length = 0;
    const over = new AbortController();
    const killing = killAgainAndAgain(grid, kill, over.signal);
    const conductor = async (id: string) => clientOf(await (await grid.issuer()).driver(id));
    const day = await Promise.race([
      runDay({ api, conductor, pedidos, reloj: grid.reloj }),
      killing.then(() => new Promise<never>(() => {})),
    ]);
    over.abort();
    const kills = await killing;
    // A message that the killed instance was about to send is its own for a minute; then its event must come again.
    if (kills > 0) await grid.reloj.advance(RETRIED_MS);
    // What the killed grid had heard of traces in its last half second is gone.
    const traces = kills === 0 ? 'kept' : 'none';
    const summary = summarize(
      day,
      await verify({ endpoint, names: LOCAL, traces, orders: 'ended' }, day.accepted.values()),
      latencies,
    );
    print(summary);
    if (kills > 0) console.log(`La red se mató ${kills} veces.`);
    if (json) console.log(JSON.stringify({ ...summary, kills }));
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

process.exitCode = await program(USAGE, asked, main);
