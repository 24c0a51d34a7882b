import os from 'node:os';
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL } from '#infra/cdk/names.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { diaDePedidos, type Pedido } from '../data/dia.ts';
import { percentile } from '../driver/latency.ts';
import { morning } from '../driver/manana.ts';
import { pause } from '../driver/pool.ts';
import type { Reloj } from '../driver/reloj.ts';
import { GridProcess } from '../gridProcess.ts';
import type { Issuer } from '../issuer.ts';
import { progressBar } from '../progress.ts';
import { seed } from '../seed.ts';
import { writeSection } from './section.ts';
import { between, type Cpu, cpuOf } from './vida/cpu.ts';
import { plainDay, unhindered } from './vida/dia.ts';
import { Audience, type Seat } from './vivo/audience.ts';

const CLIENTS = 1_000;
/** One in so many watches the whole board; the others follow what is theirs. */
const ON_BOARD = 50;
/** Orders a second, in turns: what two cores carry, and what they do not. */
const RATES = [4, 20] as const;
const SECONDS = 30;
/** How long is waited for what has not come. */
const PATIENCE_MS = 180_000;
const WARM_UP = 20;
/** Lives of each turn, with the channel on and off, and how often both come. */
const LIVES = 20;
const TURNS = 2;
const SENDER = LOCAL.of('difusion');

/** Measures how soon 1,000 clients hear of orders at some rates, and what the channel adds to the CPU of a life. */
export async function vivo(): Promise<void> {
  const grid = new GridProcess();
  const audience = new Audience();
  try {
    const { apiUrl, liveUrl, endpoint, token } = await grid.start();
    const [api, { reloj }] = [apiClient(apiUrl, token), grid];
    const begin = await morning(reloj);
    const seats = await seatsOf(await grid.issuer());
    const orders = RATES.reduce((sum, rate) => sum + rate * SECONDS, 0);
    const needed = WARM_UP + 2 * TURNS * LIVES + orders;
    const pedidos = diaDePedidos(2 * needed, begin)
      .map(unhindered)
      .filter(({ cuerpo }) => cuerpo.lineas.length > 0)
      .slice(0, needed);
    await seed(api, { units: pedidos.length * 10, vehicles: 12 });
    await plainDay({ api, reloj }, pedidos.splice(0, WARM_UP));
    const lives = await turns(pedidos.splice(0, 2 * TURNS * LIVES), {
      api,
      reloj,
      endpoint,
      pid: grid.pid,
      liveUrl,
      token,
    });
    const bar = progressBar('Clients           ', seats.length);
    await audience.gather(liveUrl, seats, bar.step);
    bar.end();
    const outcomes: Outcome[] = [];
    for (const rate of RATES) {
      const told = await orderAway(pedidos.splice(0, rate * SECONDS), { apiUrl, token, seats, rate });
      outcomes.push({ rate, ...(await heardOf(told, seats, audience)) });
    }
    report({ outcomes, lost: audience.lost, lives });
  } finally {
    audience.leave();
    await grid.stop();
  }
}

const customerOf = (at: number) => `cliente-${at}`;

async function seatsOf(issuer: Issuer): Promise<Seat[]> {
  const board = { token: await issuer.operator(), topic: 'tablero' };
  return Promise.all(
    Array.from({ length: CLIENTS }, async (_, at) => {
      if (at % ON_BOARD === 0) return board;
      return { token: await issuer.customer(customerOf(at)), topic: `cliente:${customerOf(at)}` };
    }),
  );
}

/** An order that was accepted: its version, when that was answered, and whose it is. */
interface Told {
  readonly id: string;
  readonly version: number;
  readonly at: number;
  readonly seat: number;
}

interface Place {
  readonly apiUrl: string;
  readonly token: string;
  readonly seats: readonly Seat[];
  readonly rate: number;
}

/** Sends orders at their rate, whether those before were answered or not. */
async function orderAway(pedidos: readonly Pedido[], { apiUrl, token, seats, rate }: Place): Promise<Told[]> {
  const api = apiClient(apiUrl, token);
  const owners = [...seats.keys()].filter((at) => at % ON_BOARD !== 0);
  const began = performance.now();
  const sent = pedidos.map(async ({ referencia, cuerpo }, n) => {
    await pause(Math.max(0, began + (n * 1_000) / rate - performance.now()));
    const seat = owners[n % owners.length] as number;
    const { id, version } = await api.post(
      '/ordenes',
      { ...cuerpo, clienteId: customerOf(seat) },
      `vivo-${referencia}`,
    );
    return { id, version, at: performance.now(), seat };
  });
  return Promise.all(sent);
}

interface Outcome extends HeardOf {
  /** Orders a second. */
  readonly rate: number;
}

interface HeardOf {
  readonly orders: number;
  readonly expected: number;
  readonly delivered: number;
  /** From the command's answer to the message, in milliseconds; what came before the answer counts as 0. */
  readonly delays: readonly number[];
}

/** Waits until everybody has heard of what is theirs. */
async function heardOf(told: readonly Told[], seats: readonly Seat[], audience: Audience): Promise<HeardOf> {
  const board = [...seats.keys()].filter((at) => at % ON_BOARD === 0);
  const expected = told.flatMap((order) => [order.seat, ...board].map((seat) => ({ ...order, seat })));
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const first = new Map<string, number>();
    for (const { seat, clave, at } of audience.heard) {
      const key = `${seat} ${clave}`;
      if (!first.has(key)) first.set(key, at);
    }
    const delays = expected.flatMap(({ seat, id, at }) => {
      const heard = first.get(`${seat} ${id}`);
      return heard === undefined ? [] : [Math.max(0, heard - at)];
    });
    if (delays.length === expected.length || performance.now() > end)
      return { orders: told.length, expected: expected.length, delivered: delays.length, delays };
    await pause(250);
  }
}

interface Running {
  readonly api: ReturnType<typeof apiClient>;
  readonly reloj: Reloj;
  readonly endpoint: string;
  readonly pid: number;
  readonly liveUrl: string;
  readonly token: string;
}

/** CPU milliseconds per life, with somebody at the board and with the sender switched off. */
interface Lives {
  readonly on: number;
  readonly off: number;
}

/** Some lives with the channel on, as many without, in turns. */
async function turns(
  pedidos: readonly Pedido[],
  { api, reloj, endpoint, pid, liveUrl, token }: Running,
): Promise<Lives> {
  const sum = { on: 0, off: 0 };
  for (let turn = 0; turn < 2 * TURNS; turn++) {
    const kind = turn % 2 === 0 ? 'off' : 'on';
    await switchSender(endpoint, kind);
    const watching = new Audience();
    if (kind === 'on')
      await watching.gather(
        liveUrl,
        Array.from({ length: 20 }, () => ({ token, topic: 'tablero' })),
        () => {},
      );
    const before = cpuOf(pid);
    await plainDay({ api, reloj }, pedidos.slice(turn * LIVES, (turn + 1) * LIVES));
    await pause(3_000);
    sum[kind] += whole(between(before, cpuOf(pid)));
    watching.leave();
  }
  await switchSender(endpoint, 'on');
  return { on: sum.on / (TURNS * LIVES), off: sum.off / (TURNS * LIVES) };
}

function whole({ grid, engine, functions }: Cpu): number {
  return [...functions.values()].reduce((sum, ms) => sum + ms, grid + engine);
}

/** Off, nothing is taken from its queue; what has gathered there is thrown away before it is on again. */
async function switchSender(endpoint: string, to: 'on' | 'off'): Promise<void> {
  const client = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };
  const [lambda, sqs] = [new LambdaClient(client), new SQSClient(client)];
  const { EventSourceMappings: [mapping] = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: SENDER }),
  );
  if (to === 'on') {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: SENDER }));
    await sqs.send(new PurgeQueueCommand({ QueueUrl })).catch(() => undefined);
  }
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled: to === 'on' }));
  lambda.destroy();
  sqs.destroy();
}

interface Measured {
  readonly outcomes: readonly Outcome[];
  readonly lost: number;
  readonly lives: Lives;
}

function report({ outcomes, lost, lives: { on, off } }: Measured): void {
  const rows = outcomes.map(({ rate, orders, expected, delivered, delays }) => {
    const ms = (part: number) => percentile(delays, part).toFixed(0);
    const share = ((100 * delivered) / expected).toFixed(2);
    return `| ${rate} | ${orders} | ${delivered} of ${expected} (${share} %) | ${ms(0.5)} | ${ms(0.99)} |`;
  });
  const text = [
    '## The live channel',
    '',
    `${CLIENTS} connected clients, ${CLIENTS / ON_BOARD} on the board and the others on what is theirs, while orders come for ${SECONDS} seconds, with all that follows from them. From the command's answer to the client; ${lost} connections were lost.`,
    '',
    '| orders a second | orders | messages that were due and came | p50 (ms) | p99 (ms) |',
    '| ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    `A plain life takes ${on.toFixed(1)} ms of CPU while twenty watch the board, and ${off.toFixed(1)} with the sender switched off (${TURNS * LIVES} lives each, in turns on one grid; the sockets' share of the grid's own process is in it).`,
    '',
    `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}; the clients are in the driver's process on the same cores. \`npm run bench -- vivo\``,
  ].join('\n');
  console.log(text);
  writeSection('vivo', text);
  if (outcomes.some(({ delivered, expected }) => delivered < expected)) process.exitCode = 1;
}
