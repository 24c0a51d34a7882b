import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL } from '#infra/cdk/names.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { sizeOf } from '#infra/grid/services/dynamodb/capacity.ts';
import { LAPTOP } from '#infra/grid/services/lambda/pool/fleet.ts';
import { plainDay, unhindered } from '../../bench/vida/dia.ts';
import { linesIn } from '../../bench/vida/lines.ts';
import { diaDePedidos } from '../../data/dia.ts';
import { timed } from '../../driver/latency.ts';
import { morning } from '../../driver/manana.ts';
import { inParallel, pause } from '../../driver/pool.ts';
import { GridProcess } from '../../gridProcess.ts';
import { scan } from '../../invariants/log.ts';
import { seed } from '../../seed.ts';
import { alimentaciones, destinosDe, preguntas } from './desplegado.ts';
import { type Rato, ratoDe } from './medicion.ts';
import { arbolesDe, type Entrada, type Nodo } from './simulacion/arboles.ts';
import { loteDe } from './simulacion/servicio.ts';
import { type Alimentacion, type Trabajo, trabajoDe } from './trabajo.ts';

/** How much is measured. */
export interface Plan {
  /** Orders that live before anything is measured, and those whose lives are. */
  readonly warmUp: number;
  readonly lives: number;
  /** Orders that come one by one, so many that come at once, and so many of which the simulation must say how long they take. */
  readonly apart: number;
  readonly few: number;
  readonly many: number;
}

/** What was measured. */
export interface Seen {
  readonly trabajo: Trabajo;
  /** Write units that an order writes into the stream of a product in a warehouse. */
  readonly hotUnits: number;
  readonly apart: Rato;
  readonly few: Rato;
  readonly many: Rato;
  readonly arboles: readonly Nodo[];
  readonly feedings: ReadonlyMap<string, Alimentacion>;
}

const VEHICLES = 6;
const BETWEEN_MS = 500;
/** What is written to several streams is written in a transaction, which counts twice. */
const IN_TRANSACTION = 2;
const KILOBYTE = 1_024;

/** Measures what an order takes from its creation to its delivery, then how long a grid takes for orders that come at once. */
export async function experiment(plan: Plan, tell: (line: string) => void): Promise<Seen> {
  const grid = new GridProcess();
  try {
    const { apiUrl, endpoint, token } = await grid.start();
    const dynamodb = new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'lab', secretAccessKey: 'lab' },
    });
    const { reloj } = grid;
    const requests: number[] = [];
    const api = timed(apiClient(apiUrl, token), requests);
    const { warmUp, lives, apart, few, many } = plan;
    const pedidos = diaDePedidos(warmUp + lives + apart + few + many, await morning(reloj)).map(unhindered);
    const units = pedidos.length * 10;
    await seed(api, { units: Math.max(500, units), vehicles: VEHICLES });
    await plainDay({ api, reloj }, pedidos.splice(0, warmUp));
    requests.length = 0;
    const [since, linesBefore] = [new Date(await reloj.now()).toISOString(), linesIn(grid.folder)];
    const lived = pedidos.splice(0, lives);
    const whole = await ratoDe(grid, lives, () => plainDay({ api, reloj }, lived));
    const [asked, lines] = [requests.length, linesIn(grid.folder) - linesBefore];
    tell(`${lives} orders from creation to delivery: ${whole.seconds.toFixed(0)} s`);
    const hotUnits = hotUnitsIn(
      await scan(dynamodb, LOCAL.eventLog),
      since,
      lived.flatMap(({ cuerpo }) => cuerpo.lineas).length,
    );
    const began = new Date(await reloj.now()).toISOString();
    const place = async (at: number) => {
      const [next] = pedidos.splice(0, 1);
      await api.post('/ordenes', next?.cuerpo, `capacidad-${at}-${next?.referencia}`);
    };
    const atOnce = async (count: number) => {
      const rato = await ratoDe(grid, count, () => inParallel([...Array(count).keys()], count, place));
      tell(`${count} orders at once: ${rato.seconds.toFixed(1)} s with ${rato.cores.toFixed(2)} cores`);
      return rato;
    };
    const slow = await ratoDe(grid, apart, async () => {
      const all: Promise<void>[] = [];
      for (let at = 0; at < apart; at++) {
        all.push(place(at));
        await pause(BETWEEN_MS);
      }
      await Promise.all(all);
    });
    const [some, most] = [await atOnce(few), await atOnce(many)];
    const items = (await scan(dynamodb, LOCAL.eventLog)).map(entradaOf).filter(({ at }) => at >= began);
    const asking = preguntas(endpoint);
    const feedings = await alimentaciones(asking);
    const beside = { requests: asked, lines, log: LOCAL.eventLog, feedings, loteDe: loteDe(slow, some) };
    const arboles = arbolesDe(items, await destinosDe(asking, items));
    return { trabajo: trabajoDe(whole, beside), hotUnits, apart: slow, few: some, many: most, arboles, feedings };
  } finally {
    await grid.stop();
  }
}

/** What the grid allows a function at once. */
export const GRID_CONCURRENCY = LAPTOP.perFunction;

type Item = Record<string, { S?: string; N?: string }>;

function entradaOf(item: Item): Entrada & { readonly at: string } {
  const { correlationId, causationId } = JSON.parse(item.metadata?.S ?? '{}');
  return {
    stream: item.stream?.S ?? '',
    correlationId,
    causationId,
    events: JSON.parse(item.events?.S ?? '[]'),
    at: item.occurredAt?.S ?? '',
  };
}

/** Write units that one line of an order brings upon the stream of its product, from what was written since. */
function hotUnitsIn(items: readonly Item[], since: string, lines: number): number {
  const written = items.filter(
    ({ stream, occurredAt }) => stream?.S?.startsWith('inventario#') && (occurredAt?.S ?? '') >= since,
  );
  return written.reduce((sum, item) => sum + IN_TRANSACTION * Math.ceil(sizeOf(item) / KILOBYTE), 0) / lines;
}

/** The function that takes an order, and the one that brings commits to the bus, by their physical names. */
export const [FIRST, RELAY] = [LOCAL.of('crearOrden'), LOCAL.of('relay')];
