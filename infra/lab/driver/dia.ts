import { type ApiClient, ApiProblem } from '#infra/clients/api/client.ts';
import type { Pedido } from '../data/dia.ts';
import { progressBar } from '../progress.ts';
import { share } from './chance.ts';
import { Conductores } from './conductores.ts';
import { inParallel, pause } from './pool.ts';

const AT_ONCE = 16;
const CANCELLED = 0.03;
const LOOK_MS = 250;
/** When nothing has moved for so many looks, what is left waits for a deadline: time is moved on, where it can be. */
const STILL_LOOKS = 12;
const STEP_MS = 5 * 60_000;
/** Looks without any change after which the day is given up. */
const GIVEN_UP = 400;
const OPEN_STATES = ['creada', 'confirmada', 'asignada', 'enTransito', 'entregaFallida'] as const;

interface Day {
  readonly api: ApiClient;
  readonly pedidos: readonly Pedido[];
  /** Moves the grid's time on. Absent where time can't be moved: then the day waits for its deadlines. */
  readonly advance: ((ms: number) => Promise<void>) | undefined;
}

/** How a day went. */
export interface DayResult {
  /** Ids of the accepted orders, by their reference. */
  readonly accepted: ReadonlyMap<string, string>;
  /** References of the orders that the API refused, with the code. */
  readonly refused: ReadonlyMap<string, string>;
  /** Whether every order came to its end. */
  readonly ended: boolean;
  readonly seconds: number;
}

/** Sends a day of orders and drives them until every one is in a terminal state, through the public API alone. */
export async function runDay(day: Day): Promise<DayResult> {
  const began = performance.now();
  const accepted = new Map<string, string>();
  const refused = new Map<string, string>();
  const finished = { sending: false };
  const sending = send(day, accepted, refused).finally(() => {
    finished.sending = true;
  });
  const [, ended] = await Promise.all([sending, drive(day, accepted, finished)]);
  return { accepted, refused, ended, seconds: (performance.now() - began) / 1_000 };
}

async function send({ api, pedidos }: Day, accepted: Map<string, string>, refused: Map<string, string>): Promise<void> {
  const bar = progressBar('Órdenes enviadas  ', pedidos.length);
  await inParallel(pedidos, AT_ONCE, async ({ referencia, cuerpo }) => {
    try {
      const { id } = await api.post('/ordenes', cuerpo, `orden-${referencia}`);
      accepted.set(referencia, id);
      if (share(`cancela ${referencia}`) < CANCELLED) await cancel(api, id);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      refused.set(referencia, error.codigo || String(error.status));
    }
    bar.step();
  });
  bar.end();
}

/** A customer changes its mind. It may be too late: then the order goes its way. */
async function cancel(api: ApiClient, id: string): Promise<void> {
  try {
    await api.post(`/ordenes/${id}/cancelacion`, { motivo: 'El cliente cambió de opinión' }, `cancela-${id}`);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 409) throw error;
  }
}

async function drive(
  { api, pedidos, advance }: Day,
  accepted: ReadonlyMap<string, string>,
  finished: { sending: boolean },
): Promise<boolean> {
  const conductores = new Conductores(api);
  const bar = progressBar('Órdenes terminadas', pedidos.length);
  let shown = 0;
  let before = '';
  let still = 0;
  for (let quiet = 0; quiet < GIVEN_UP; quiet++) {
    await conductores.round();
    const open = await openOrders(api);
    const seen = await countSeen(api, accepted, open, finished.sending);
    const done = Math.max(shown, seen - open.length);
    bar.step(done - shown);
    shown = done;
    if (finished.sending && open.length === 0 && seen === accepted.size) {
      bar.end();
      return true;
    }
    const now = open.join();
    still = now === before ? still + 1 : 0;
    if (now !== before) quiet = 0;
    before = now;
    if (finished.sending && still > STILL_LOOKS && advance) {
      await advance(STEP_MS);
      still = 0;
    }
    await pause(LOOK_MS);
  }
  bar.end();
  return false;
}

async function openOrders(api: ApiClient): Promise<string[]> {
  const open: string[] = [];
  for (const estado of OPEN_STATES) {
    let cursor: string | undefined;
    do {
      const page = await api.get('/ordenes', { estado, limite: 200, cursor });
      open.push(
        ...page.elementos.map(({ ordenId, estado: now }: { ordenId: string; estado: string }) => `${ordenId}:${now}`),
      );
      cursor = page.siguiente;
    } while (cursor);
  }
  return open.sort();
}

/** How many accepted orders the read model shows. While it is sending, and once it seems done, they are looked at one by one. */
async function countSeen(
  api: ApiClient,
  accepted: ReadonlyMap<string, string>,
  open: readonly string[],
  sent: boolean,
): Promise<number> {
  if (!sent || open.length > 0) return accepted.size;
  let seen = 0;
  await inParallel([...accepted.values()], AT_ONCE, async (id) => {
    const found = await api.get(`/ordenes/${id}`, { desdeVersion: 1 }).catch(() => undefined);
    if (found && !OPEN_STATES.includes(found.estado)) seen++;
  });
  return seen;
}
