import type { Azar } from '../../../driver/azar.ts';
import type { Nodo } from './arboles.ts';
import { Processors } from './processors.ts';
import type { Servicio } from './servicio.ts';
import { Simulation } from './simulation.ts';
import { type Feeding, Station } from './station.ts';

/** The pipeline as it is deployed and as it was measured. */
export interface Tuberia {
  /** Of the machine, as many as are left to it. */
  readonly cores: number;
  /** What orders set going: each simulated one is one of these, by chance. */
  readonly arboles: readonly Nodo[];
  /** How each function is fed, by name. */
  readonly feedings: ReadonlyMap<string, Feeding>;
  /** What each function works, by name. */
  readonly services: ReadonlyMap<string, Servicio>;
  /** The function that takes an order, and the one that brings commits to the bus. */
  readonly first: string;
  readonly relay: string;
}

/** What came of a simulation. */
export interface Corrida {
  /** When all was done, in milliseconds since the first order. */
  readonly ended: number;
  /** When each run of a function ended, in order. */
  readonly runs: readonly number[];
  /** How long each order took until its last message was dealt with, in milliseconds. */
  readonly stays: readonly number[];
}

interface Work {
  readonly next: readonly Nodo[];
  readonly order: Order;
}

interface Order {
  readonly since: number;
  /** Messages and commits that are on their way. */
  left: number;
}

const NOTHING: Servicio = { run: 0, message: 0 };

/**
 * Orders that come at these times (milliseconds) go through the pipeline: API → log → relay → queues → functions → log, and
 * so on, as long as anything follows. All functions share the cores.
 */
export function simulate(tuberia: Tuberia, arrivals: readonly number[], azar: Azar): Corrida {
  const simulation = new Simulation();
  const processors = new Processors(simulation, tuberia.cores);
  const [runs, stays]: [number[], number[]] = [[], []];
  const stations = new Map<string, Station<Work>>();

  const settle = (order: Order, by: number) => {
    order.left += by;
    if (order.left === 0) stays.push(simulation.now - order.since);
  };
  const stationOf = (name: string): Station<Work> => {
    const known = stations.get(name);
    if (known) return known;
    const { run, message } = tuberia.services.get(name) ?? NOTHING;
    const feeding = tuberia.feedings.get(name);
    if (!feeding) throw new Error(`Nobody has said how ${name} is fed.`);
    const made = new Station<Work>(simulation, feeding, (batch, done) => {
      processors.work(run + message * batch.length, () => {
        runs.push(simulation.now);
        for (const { next, order } of batch) {
          if (name === tuberia.relay) for (const nodo of next) publish(nodo, order);
          else for (const nodo of next) send(tuberia.relay, { next: [nodo], order });
          settle(order, -1);
        }
        done();
      });
    });
    stations.set(name, made);
    return made;
  };
  const send = (name: string, work: Work) => {
    settle(work.order, 1);
    stationOf(name).arrive(work);
  };
  const publish = ({ mensajes }: Nodo, order: Order) => {
    for (const { a, luego } of mensajes) send(a, { next: luego, order });
  };
  for (const at of arrivals) {
    const next = [azar.oneOf(tuberia.arboles)];
    simulation.after(at, () => send(tuberia.first, { next, order: { since: simulation.now, left: 0 } }));
  }
  simulation.run();
  return { ended: simulation.now, runs, stays };
}
