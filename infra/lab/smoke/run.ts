import type { Names } from '#infra/cdk/names.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { diaDePedidos } from '../data/dia.ts';
import { runDay } from '../driver/dia.ts';
import { timed } from '../driver/latency.ts';
import { type Reloj, relojDe } from '../driver/reloj.ts';
import { verify } from '../invariants/verify.ts';
import { seed } from '../seed.ts';
import { type Summary, summarize } from '../summary.ts';
import { KNOWN_DROPS, type SmokeGrid } from './known.ts';
import { compareResources, describeDrops } from './resources.ts';

/** A deployed system, and what to do with it. */
export interface SmokeRequest {
  readonly apiUrl: string;
  readonly token: string;
  /** Of the AWS APIs, where it is an emulator. */
  readonly endpoint: string | undefined;
  /** What everything of its stage is called. */
  readonly names: Names;
  /** The cloud assembly that was deployed. */
  readonly assembly: string;
  readonly orders: number;
  /** Which it is: what that grid is known to drop is told, and does not fail the test. */
  readonly grid: SmokeGrid;
}

/** What was seen of a system. */
export interface Seen {
  readonly ok: boolean;
  readonly seconds: number;
  readonly compared: number;
  /** What the grid dropped, by kind. */
  readonly drops: readonly string[];
  /** Those of them that it is not known for. */
  readonly surprises: readonly string[];
  /** Known drops that were not seen: the list is out of date. */
  readonly outdated: readonly string[];
}

/** What was seen of it, and how it went with the orders. */
export interface SmokeResult extends Seen {
  readonly summary: Summary;
}

/** As `npm start` registers them: repeated on such a system, it changes nothing. */
const SEEDED = { units: 2_000, vehicles: 3 };

/** Grids with an X-Ray. */
const TRACING: readonly SmokeGrid[] = ['embedded', 'aws'];

/** An order's life, some times over, through a deployed API; then the log's invariants, and what `look` sees. */
export async function smoke(request: SmokeRequest): Promise<SmokeResult> {
  const began = performance.now();
  await seed(apiClient(request.apiUrl, request.token), SEEDED);
  const { ok, summary } = await driveOrders(request);
  const seen = await look(request);
  return { ...seen, ok: ok && seen.ok, seconds: (performance.now() - began) / 1_000, summary };
}

/**
 * Changes nothing: whether the system answers how it is, and every resource against its template.
 * @throws ApiProblem where it does not.
 */
export async function look({ apiUrl, token, endpoint, assembly, grid }: SmokeRequest): Promise<Seen> {
  const known = Object.keys(KNOWN_DROPS[grid]);
  const began = performance.now();
  await apiClient(apiUrl, token).get('/sistema');
  const { compared, drops } = await compareResources(endpoint, assembly);
  const unknown = drops.filter(({ key }) => !known.includes(key));
  return {
    ok: unknown.length === 0,
    seconds: (performance.now() - began) / 1_000,
    compared,
    drops: describeDrops(drops),
    surprises: describeDrops(unknown),
    outdated: known.filter((key) => !drops.some((drop) => drop.key === key)),
  };
}

/** The orders alone, on what is registered: whether each came to its end with nothing wrong, and the day in figures. */
export async function driveOrders({
  apiUrl,
  token,
  endpoint,
  names,
  orders,
  grid,
}: Omit<SmokeRequest, 'assembly'>): Promise<{ readonly ok: boolean; readonly summary: Summary }> {
  const latencies: number[] = [];
  const api = timed(apiClient(apiUrl, token), latencies);
  const reloj = endpoint ? await clockOf(endpoint, names) : undefined;
  const now = (await reloj?.now()) ?? Date.now();
  const pedidos = diaDePedidos(orders, now).map(({ cuerpo: { ventana, ...cuerpo }, referencia }) => ({
    // Where time cannot be moved, nobody waits until tomorrow for a window that begins after midnight.
    cuerpo: reloj ? { ...cuerpo, ventana } : cuerpo,
    referencia: `${Date.now()}-${referencia}`,
  }));
  const day = await runDay({ api, pedidos, reloj });
  const traces = TRACING.includes(grid) ? 'kept' : 'none';
  const summary = summarize(
    day,
    await verify({ endpoint, names, traces, orders: 'ended' }, day.accepted.values()),
    latencies,
  );
  return { ok: day.ended && day.accepted.size > 0 && summary.violations.length === 0, summary };
}

/** Our own grid can move its time; elsewhere the day waits for its deadlines. */
async function clockOf(endpoint: string, names: Names): Promise<Reloj | undefined> {
  const there = await fetch(`${endpoint}/_alpes/health`).catch(() => undefined);
  return there?.ok ? relojDe((path, init) => fetch(`${endpoint}${path}`, init), names) : undefined;
}
