import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { type GrpcJs, grpcJs, type Outcome } from '#infra/clients/grpc/testing/grpcJs.ts';
import { percentile } from '../driver/latency.ts';
import { inParallel } from '../driver/pool.ts';
import { GridProcess, type Outputs } from '../gridProcess.ts';
import { progressBar } from '../progress.ts';
import { writeSection } from './section.ts';
import { between, cpuOf } from './vida/cpu.ts';

/** Both ways are taken in turns, as often as this. */
const TURNS = 5;
const WIDTHS = [1, 16];
const WARM_UP = 40;
const READY = /127\.0\.0\.1:(\d+)/;

/** Nobody has what it asks for, so that nothing heavy follows from it. */
const PEDIDO = {
  clienteId: 'tienda-42',
  destinatario: { nombre: 'Ana Rojas', telefono: '+57 300 1234567' },
  destino: { direccion: 'Carrera 15 # 93-60', ciudad: 'Bogotá', coordenadas: { lat: 4.6767, lon: -74.0483 } },
  lineas: [{ sku: 'CAFE-500', cantidad: 2 }],
};

/** Measures a call by gRPC, through the adapter and by a client that is not ours, beside the same call over HTTP. */
export async function grpc(): Promise<void> {
  const grid = new GridProcess();
  let adapter: Adapter | undefined;
  try {
    const outputs = await grid.start();
    adapter = await startAdapter(outputs);
    const ways = { HTTP: overHttp(outputs), gRPC: overGrpc(adapter.client, outputs.token) };
    const ordenId = await ways.HTTP.order();
    await ways.HTTP.read(ordenId, 1);
    const calls: Call[] = [
      { name: 'read an order', each: 50, make: (way) => way.read(ordenId) },
      // Much follows from each: fewer of them.
      { name: 'create an order', each: 10, make: (way) => way.order() },
    ];
    const rows: Row[] = [];
    for (const call of calls) {
      for (const way of Object.values(ways)) await round({ width: 8, count: WARM_UP, make: () => call.make(way) });
      for (const width of WIDTHS) rows.push(await turns({ call, width, ways, adapter }));
    }
    report(rows);
  } finally {
    await adapter?.stop();
    await grid.stop();
  }
}

/** What is measured. */
interface Call {
  readonly name: string;
  /** How many of them a turn has of one way, for one at a time; of more at a time, three times as many. */
  readonly each: number;
  readonly make: (way: Way) => Promise<unknown>;
}

/** The same calls, whichever way they go. Each throws what went wrong. */
interface Way {
  /** Gives the id of a new order. */
  order(): Promise<string>;
  /** Reads an order; with a version, when the view shows that. */
  read(ordenId: string, desdeVersion?: number): Promise<unknown>;
}

function overHttp({ apiUrl, token }: Outputs): Way {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const asked = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${apiUrl}${path}`, { headers, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    return JSON.parse(text) as { readonly id: string };
  };
  return {
    order: async () => (await asked('/ordenes', { method: 'POST', body: JSON.stringify(PEDIDO) })).id,
    read: (ordenId, version) => asked(`/ordenes/${ordenId}${version ? `?desdeVersion=${version}` : ''}`),
  };
}

function overGrpc(client: GrpcJs, token: string): Way {
  const said = { headers: { authorization: `Bearer ${token}` } };
  const asked = async (method: string, request: object) => {
    const { answer, code, message }: Outcome = await client.unary('OrdenesService', method, request, said);
    if (code) throw new Error(`${code}: ${message}`);
    return answer;
  };
  return {
    order: async () => (await asked('crearOrden', PEDIDO)).id,
    read: (ordenId, desdeVersion) => asked('verOrden', { ordenId, ...(desdeVersion && { desdeVersion }) }),
  };
}

interface Adapter {
  readonly pid: number;
  readonly client: GrpcJs;
  stop(): Promise<void>;
}

/** `npm run grpc`, as a user starts it. @throws Error when it ends before it listens. */
async function startAdapter({ apiUrl, liveUrl }: Outputs): Promise<Adapter> {
  const args = ['infra/clients/grpc/main.ts', '--port', '0', '--url', apiUrl, '--live-url', liveUrl];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const client = grpcJs(await portOf(child));
  return {
    pid: child.pid as number,
    client,
    stop: async () => {
      client.close();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  let said = '';
  for await (const text of child.stdout ?? []) {
    said += text;
    const [, port] = READY.exec(said) ?? [];
    if (port) return Number(port);
  }
  throw new Error('The adapter ended before it listened.');
}

interface Round {
  readonly width: number;
  readonly count: number;
  readonly make: () => Promise<unknown>;
}

/** Calls a second, and how long each took in milliseconds. */
interface Measured {
  readonly perSecond: number;
  readonly times: readonly number[];
}

async function round({ width, count, make }: Round): Promise<Measured> {
  const times: number[] = [];
  const began = performance.now();
  await inParallel(Array.from({ length: count }), width, async () => {
    const from = performance.now();
    await make();
    times.push(performance.now() - from);
  });
  return { perSecond: (count * 1_000) / (performance.now() - began), times };
}

interface Row {
  readonly call: string;
  readonly width: number;
  readonly http: readonly Measured[];
  readonly grpc: readonly Measured[];
  /** CPU milliseconds of the adapter's process for a call. */
  readonly cpu: number;
}

interface Turns {
  readonly call: Call;
  readonly width: number;
  readonly ways: { readonly HTTP: Way; readonly gRPC: Way };
  readonly adapter: Adapter;
}

async function turns({ call: { name, each, make }, width, ways, adapter }: Turns): Promise<Row> {
  const bar = progressBar(`${name}, ${width} at a time`, 2 * TURNS);
  const count = width === 1 ? each : 3 * each;
  const [http, grpc]: [Measured[], Measured[]] = [[], []];
  const before = cpuOf(adapter.pid);
  for (let turn = 0; turn < TURNS; turn++) {
    http.push(await round({ width, count, make: () => make(ways.HTTP) }));
    bar.step();
    grpc.push(await round({ width, count, make: () => make(ways.gRPC) }));
    bar.step();
  }
  bar.end();
  return { call: name, width, http, grpc, cpu: between(before, cpuOf(adapter.pid)).grid / (TURNS * count) };
}

function report(rows: readonly Row[]): void {
  const text = [
    '## gRPC beside HTTP',
    '',
    `A call by gRPC (grpc-js, through \`npm run grpc\`, which asks the API) and the same call of the API over HTTP/1.1 (\`fetch\`), on one warm grid, in turns, ${TURNS} of each. The ratio is that of calls a second of two turns one after the other: the median, with the least and the greatest.`,
    '',
    '| call | at a time | HTTP: calls/s | p50 (ms) | p99 (ms) | gRPC: calls/s | p50 (ms) | p99 (ms) | gRPC / HTTP | CPU of the adapter (ms a call) |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      ({ call, width, http, grpc, cpu }) =>
        `| ${[call, width, ...figures(http), ...figures(grpc), ratios(http, grpc), cpu.toFixed(2)].join(' | ')} |`,
    ),
    '',
    `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}; the clients are in the driver's process on the same cores. \`npm run bench -- grpc\``,
  ].join('\n');
  console.log(text);
  writeSection('grpc', text);
}

function figures(rounds: readonly Measured[]): string[] {
  const times = rounds.flatMap((one) => one.times);
  const perSecond = percentile(
    rounds.map((one) => one.perSecond),
    0.5,
  );
  return [perSecond.toFixed(0), percentile(times, 0.5).toFixed(1), percentile(times, 0.99).toFixed(1)];
}

function ratios(http: readonly Measured[], grpc: readonly Measured[]): string {
  const each = http.map(({ perSecond }, turn) => (grpc[turn]?.perSecond ?? 0) / perSecond);
  const of = (part: number) => percentile(each, part).toFixed(2);
  return `${of(0.5)} (${of(0)} to ${of(1)})`;
}
