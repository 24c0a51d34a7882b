import type { Declared } from '../measure.ts';
import type { Renglon } from './costo.ts';
import type { Seen } from './experiment.ts';
import type { Limite } from './limites.ts';
import type { Prediccion } from './prediccion.ts';

/** All that is known when the report is written. */
export interface Known {
  readonly seen: Seen;
  readonly prediccion: Prediccion;
  readonly limites: readonly Limite[];
  readonly costo: readonly Renglon[];
}

/** By so much of what was measured a simulation may be wrong. */
const TOLERANCE = 0.25;

/** What must be met. */
export const MEASURES: readonly Declared<Known>[] = [
  {
    name: 'simulated time for orders that come at once, beside what was measured',
    unit: 'share off',
    must: 'atMost',
    limit: () => TOLERANCE,
    value: ({ seen, prediccion }) => Math.abs(prediccion.burst.ended / 1_000 / seen.many.seconds - 1),
  },
  {
    name: 'messages of an order in the simulation, beside what was measured',
    unit: 'share off',
    must: 'atMost',
    limit: () => 0.1,
    value: ({ prediccion: { messages } }) => Math.abs(messages.simulated / messages.measured - 1),
  },
  {
    name: 'orders a second until the first limit on AWS',
    unit: 'orders/s',
    must: 'atLeast',
    limit: () => 10,
    value: ({ limites }) => limites[0]?.ordersPerSecond,
  },
  {
    name: 'a million orders',
    unit: 'USD',
    must: 'atMost',
    limit: () => 1_000,
    value: ({ costo }) => costo.reduce((sum, { usd }) => sum + usd, 0),
  },
];
