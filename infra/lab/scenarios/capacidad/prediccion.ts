import os from 'node:os';
import { Azar } from '../../driver/azar.ts';
import { FIRST, GRID_CONCURRENCY, RELAY, type Seen } from './experiment.ts';
import { mensajesPorOrden } from './simulacion/arboles.ts';
import { servicioDe, vistosDe } from './simulacion/servicio.ts';
import type { Feeding } from './simulacion/station.ts';
import { type Corrida, simulate, type Tuberia } from './simulacion/tuberia.ts';

/** What the simulation says, beside what was measured. */
export interface Prediccion {
  /** Orders that came at once. */
  readonly burst: Corrida;
  /** Messages of an order in the simulation, and in what was measured. */
  readonly messages: { readonly simulated: number; readonly measured: number };
  /** Orders a second that come by chance, and how long the slowest in a hundred takes, in seconds: on all cores of this machine. */
  readonly loads: readonly { readonly perSecond: number; readonly p99: number }[];
}

const SEED = 'capacidad';
const LOADS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15] as const;
const LOAD_MS = 120_000;
/** An order that takes longer than this waits for others: such a load is not carried. */
export const CARRIED_S = 5;

/** Simulates what was measured, by what its first whiles have shown; and other loads. */
export function predecir(seen: Seen): Prediccion {
  const { many, apart, few } = seen;
  const of = (cores: number) => tuberiaDe(seen, cores);
  const burst = simulate(of(many.cores), Array(many.orders).fill(0), new Azar(SEED));
  const simulated = [...mensajesPorOrden(seen.arboles).values()].reduce((sum, count) => sum + count, 0);
  const total = [apart, few, many].reduce(
    (sum, { reading }) =>
      sum + reading.amounts.reduce((all, { what, amount }) => all + (what === 'Messages' ? amount : 0), 0),
    0,
  );
  const loads: Prediccion['loads'][number][] = [];
  for (const perSecond of LOADS) {
    const p99 = staysAt(of(os.availableParallelism()), perSecond) / 1_000;
    loads.push({ perSecond, p99 });
    if (p99 > CARRIED_S) break;
  }
  return { burst, messages: { simulated, measured: total / (apart.orders + few.orders + many.orders) }, loads };
}

/** How long the slowest order in a hundred takes, in milliseconds, where so many come a second by chance. */
function staysAt(tuberia: Tuberia, perSecond: number): number {
  const azar = new Azar(`${SEED} ${perSecond}`);
  const arrivals: number[] = [];
  for (let at = 0; at < LOAD_MS; at += (-Math.log(1 - azar.next()) * 1_000) / perSecond) arrivals.push(at);
  const stays = simulate(tuberia, arrivals, azar).stays.toSorted((a, b) => a - b);
  return stays[Math.floor(stays.length * 0.99)] ?? 0;
}

function tuberiaDe({ apart, few, arboles, feedings }: Seen, cores: number): Tuberia {
  const [slow, some] = [vistosDe(apart), vistosDe(few)];
  const none = { runs: 0, messages: 0, ms: 0 };
  const names = new Set([...slow.keys(), ...some.keys()]);
  const fed = [...feedings].map(([name, { concurrency = GRID_CONCURRENCY, batch, windowMs }]): [string, Feeding] => [
    name,
    name === RELAY
      ? { concurrency: 1, batch, windowMs, ramp: 'all' }
      : { concurrency: Math.min(concurrency, GRID_CONCURRENCY), batch, windowMs, ramp: 'grows' },
  ]);
  const first: Feeding = { concurrency: GRID_CONCURRENCY, batch: 1, windowMs: 0, ramp: 'all' };
  return {
    cores,
    arboles,
    feedings: new Map([...fed, [FIRST, first]]),
    services: new Map([...names].map((name) => [name, servicioDe(slow.get(name) ?? none, some.get(name) ?? none)])),
    first: FIRST,
    relay: RELAY,
  };
}
