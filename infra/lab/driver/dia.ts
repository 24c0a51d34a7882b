import type { ApiClient } from '#infra/clients/api/client.ts';
import type { Pedido } from '../data/dia.ts';
import { progressBar } from '../progress.ts';
import { Bodegueros } from './bodegueros.ts';
import { share } from './chance.ts';
import { Conductores } from './conductores.ts';
import { Despacho } from './despacho.ts';
import { type Empresa, hourOf, listed, timeOf, tolerant } from './empresa.ts';
import { type Sent, send } from './envio.ts';
import { inParallel, pause } from './pool.ts';
import type { Reloj } from './reloj.ts';

const AT_ONCE = 16;
const LOOK_MS = 250;
/** When nothing has moved for so many looks, nothing more is to be done on this day: the next one comes, where time can be moved. */
const STILL_LOOKS = 3;
/** Looks without any change after which the day is given up. */
const GIVEN_UP = 400;
/** Days after which it is given up: tokens hold for thirty. */
const MOST_DAYS = 20;
/** A function that runs every minute, and for how long it is waited for. */
const EVERY_MINUTE = 'plazos';
const MINUTE_MS = 60_000;
const EVENING_MINUTES = 3;
const PATIENCE_MS = 20_000;
/** The hour at which work begins. */
const MORNING = 8;
/** Of the orders that came back undelivered, so many turn out to have been delivered after all. */
const LATE_PROOFS = 0.3;
const OPEN_STATES = ['creada', 'confirmada', 'asignada', 'enTransito', 'entregaFallida'] as const;

interface Day extends Empresa {
  readonly pedidos: readonly Pedido[];
}

/** How a day went, with those that followed until all was done. */
export interface DayResult {
  /** Ids of the accepted orders, by their reference. */
  readonly accepted: ReadonlyMap<string, string>;
  /** References of the orders that the API refused, with the code. */
  readonly refused: ReadonlyMap<string, string>;
  /** Whether every order came to its end. */
  readonly ended: boolean;
  readonly seconds: number;
}

/** Sends orders and drives them, day after day, until every one is in a terminal state, through the public API alone. */
export async function runDay(day: Day): Promise<DayResult> {
  const began = performance.now();
  const sent: Sent = { accepted: new Map(), refused: new Map() };
  const finished = { sending: false };
  const sending = send(day.api, day.pedidos, sent).finally(() => {
    finished.sending = true;
  });
  const [, ended] = await Promise.all([sending, drive(day, sent, finished)]);
  return { ...sent, ended, seconds: (performance.now() - began) / 1_000 };
}

async function drive(day: Day, { accepted }: Sent, finished: { readonly sending: boolean }): Promise<boolean> {
  const { api, pedidos, reloj } = day;
  const bodegueros = new Bodegueros(api);
  const conductores = new Conductores(day, bodegueros);
  const despacho = new Despacho(api);
  const bar = progressBar('Órdenes terminadas', pedidos.length);
  const proven = new Set<string>();
  let [shown, before, still, days] = [0, '', 0, 0];
  for (let quiet = 0; quiet < GIVEN_UP; quiet++) {
    const busy = await conductores.round();
    const received = await bodegueros.round();
    await despacho.round(await timeOf(day));
    const open = await openOrders(api);
    const done = Math.max(shown, accepted.size - open.length);
    bar.step(done - shown);
    shown = done;
    if (finished.sending && open.length === 0 && (await allEnded(api, accepted))) {
      if ((await proveLate(api, conductores, proven)) === 0 && bodegueros.expecting === 0) {
        bar.end();
        return true;
      }
    }
    const now = open.join();
    still = now === before && busy + received === 0 ? still + 1 : 0;
    if (still === 0) quiet = 0;
    before = now;
    if (finished.sending && still > STILL_LOOKS && reloj) {
      if (++days > MOST_DAYS) break;
      await nextMorning(reloj);
      still = 0;
    }
    await pause(LOOK_MS);
  }
  bar.end();
  return false;
}

/**
 * Lets the next day begin, after some minutes in each of which what runs every minute has run: so none of its runs waits for
 * room any more. One that did while a day passes would be too old then, and die.
 */
async function nextMorning(reloj: Reloj): Promise<void> {
  await letPass(reloj, EVENING_MINUTES);
  const time = await reloj.now();
  await reloj.advance(hourOf(time, { days: 1, hour: MORNING }) - time);
}

/** Lets minutes pass, in each of which what runs every minute has run. */
export async function letPass(reloj: Reloj, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    const before = await reloj.runs(EVERY_MINUTE);
    await reloj.advance(MINUTE_MS);
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause(LOOK_MS))
      if ((await reloj.runs(EVERY_MINUTE)) > before) break;
  }
}

/** Drivers find the signed papers of orders that were taken for undelivered; gives of how many. */
async function proveLate(api: ApiClient, { lastTries }: Conductores, proven: Set<string>): Promise<number> {
  const returned = await listed<{ ordenId: string }>(api, '/ordenes', { estado: 'devuelta' });
  let found = 0;
  await inParallel(returned, AT_ONCE, async ({ ordenId }) => {
    const vehiculoId = lastTries.get(ordenId);
    if (!vehiculoId || proven.has(ordenId) || share(`tarde ${ordenId}`) >= LATE_PROOFS) return;
    proven.add(ordenId);
    const proof = { recibidoPor: 'Portería', evidencia: `papel:${ordenId}` };
    const place = `/vehiculos/${vehiculoId}/entregas/${ordenId}/confirmacion`;
    if (await tolerant(api.post(place, proof, `tarde-${ordenId}`))) found++;
  });
  return found;
}

async function openOrders(api: ApiClient): Promise<string[]> {
  const open: string[] = [];
  for (const estado of OPEN_STATES) {
    const orders = await listed<{ ordenId: string; estado: string }>(api, '/ordenes', { estado });
    open.push(...orders.map(({ ordenId, estado: now }) => `${ordenId}:${now}`));
  }
  return open.sort();
}

/** Whether the read model shows every accepted order, and each at its end: once it seems so, they are looked at one by one. */
async function allEnded(api: ApiClient, accepted: ReadonlyMap<string, string>): Promise<boolean> {
  let seen = 0;
  await inParallel([...accepted.values()], AT_ONCE, async (id) => {
    const found = await api.get(`/ordenes/${id}`, { desdeVersion: 1 }).catch(() => undefined);
    if (found && !OPEN_STATES.includes(found.estado)) seen++;
  });
  return seen === accepted.size;
}
