import { parseArgs } from 'node:util';
import { LOCAL } from '#infra/cdk/names.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { currentAssembly } from './assembly.ts';
import { storm } from './chaos/storm.ts';
import { visitas } from './chaos/visitas.ts';
import { diaDePedidos, type Pedido } from './data/dia.ts';
import { letPass, runDay } from './driver/dia.ts';
import { patient, stubborn } from './driver/latency.ts';
import { morning } from './driver/manana.ts';
import { GridProcess } from './gridProcess.ts';
import { verify } from './invariants/verify.ts';
import { program } from './program.ts';
import { seed as seedDemo } from './seed.ts';

const USAGE = `Drives days of orders through a grid of its own in a storm of faults and kills, lets it be quiet, and checks that all is as it should be.

  npm run chaos -- [--seed S] [--minutes M] [--orders 40] [--json]

  --seed     of what is done and of what goes wrong (default: of the time)
  --minutes  how long the storm lasts (default 2)
  --orders   of a round; rounds follow each other until the storm is over (default 40)
  --json     print the outcome as one JSON line, last`;

/** Of each warehouse. */
const VEHICLES = 6;
const UNITS = 5_000;
/** More than any queue hides a message, and than it takes until the last trace of a forgotten customer is gone. */
const AFTERWARDS_MINUTES = 30;

interface Settings {
  readonly seed: number;
  readonly minutes: number;
  readonly orders: number;
  readonly json: boolean;
}

function settings(): Settings {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      minutes: { type: 'string', default: '2' },
      orders: { type: 'string', default: '40' },
      json: { type: 'boolean', default: false },
    },
  });
  const number = (name: string, text: string, shape: RegExp) => {
    if (shape.test(text) && Number(text) > 0) return Number(text);
    throw new Error(`--${name} must be a number above 0, not "${text}".`);
  };
  return {
    seed: number('seed', values.seed, /^\d{1,9}$/),
    minutes: number('minutes', values.minutes, /^\d{1,4}(\.\d+)?$/),
    orders: number('orders', values.orders, /^\d{1,5}$/),
    json: values.json,
  };
}

async function main({ seed, minutes, orders, json }: Settings): Promise<number> {
  console.error(`Seed ${seed}: the same again with npm run chaos -- --seed ${seed} --minutes ${minutes}`);
  // What is to be built is built before anybody waits for the grid.
  await currentAssembly();
  const grid = new GridProcess();
  const end = () => void grid.stop().then(() => process.exit(1));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const { apiUrl, endpoint, token } = await grid.start();
    const clientOf = (held: string) => stubborn(patient(apiClient(apiUrl, held), () => grid.answers()));
    const api = clientOf(token);
    const begin = await morning(grid.reloj);
    await seedDemo(api, { units: UNITS, vehicles: VEHICLES });
    const accepted = new Map<string, string>();
    const asked = new Map<string, Pedido>();
    const over = new AbortController();
    const conductor = async (id: string) => clientOf(await (await grid.issuer()).driver(id));
    const visits = visitas({
      api,
      seed,
      perWarehouse: VEHICLES,
      customers: () => [...asked.values()].map(({ cuerpo }) => cuerpo.clienteId),
      over: over.signal,
    });
    const raging = storm(grid, { seed, minutes }, (line) => console.error(line)).finally(() => over.abort());
    let [rounds, ended] = [0, true];
    do {
      const pedidos = roundOf(await grid.reloj.now(), { seed, round: ++rounds, orders, begin });
      for (const pedido of pedidos) asked.set(pedido.referencia, pedido);
      const day = await Promise.race([
        runDay({ api, conductor, pedidos, reloj: grid.reloj }),
        failureOf(raging, visits),
      ]);
      for (const [referencia, id] of day.accepted) accepted.set(referencia, id);
      ended &&= day.ended;
    } while (!over.signal.aborted);
    const [{ faults, kills }, { forgotten, counts }] = await Promise.all([raging, visits]);
    await letPass(grid.reloj, AFTERWARDS_MINUTES);
    const texts = [...asked.values()].flatMap(({ cuerpo }) =>
      forgotten.has(cuerpo.clienteId) ? [cuerpo.destinatario.nombre as string] : [],
    );
    const { violations } = await verify(
      { endpoint, names: LOCAL, traces: 'none', orders: 'ended', forgotten: { customers: forgotten, texts } },
      accepted.values(),
    );
    const wrong = ended ? violations : ['a round did not end: orders stayed open', ...violations];
    const outcome = { seed, minutes, rounds, orders: accepted.size, faults, kills, ...counts, violations: wrong };
    console.log(
      `${rounds} rounds, ${accepted.size} orders, ${faults} faults, ${kills} kills, ${JSON.stringify(counts)}: ${wrong.length === 0 ? 'nothing is wrong.' : `${wrong.length} things are wrong.`}`,
    );
    for (const violation of wrong.slice(0, 20)) console.log(`  ${violation}`);
    if (json) console.log(JSON.stringify(outcome));
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await grid.stop();
  }
}

interface Round {
  readonly seed: number;
  readonly round: number;
  readonly orders: number;
  readonly begin: number;
}

/** The orders of a round: named after the seed, so that what chance makes of each follows from it. */
function roundOf(now: number, { seed, round, orders, begin }: Round): Pedido[] {
  return diaDePedidos(orders, Math.max(now, begin)).map(({ referencia, cuerpo }) => ({
    referencia: `${seed}-${round}-${referencia}`,
    cuerpo: {
      ...cuerpo,
      clienteId: `${cuerpo.clienteId}-${seed}-${round}`,
      destinatario: { ...cuerpo.destinatario, nombre: `${cuerpo.destinatario.nombre} (${seed}-${round})` },
    },
  }));
}

/** Never resolves; rejects when one of them does, so that nobody waits for the others. */
function failureOf(...works: readonly Promise<unknown>[]): Promise<never> {
  return new Promise((_, reject) => {
    for (const work of works) work.catch(reject);
  });
}

process.exitCode = await program(USAGE, settings, main);
