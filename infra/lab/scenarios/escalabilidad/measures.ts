import type { Declared } from '../measure.ts';
import type { Seen } from './experiment.ts';

/** Below so much of the knee, commands must be quick. */
const COMFORTABLE = 0.8;

/** What must be met. */
export const MEASURES: readonly Declared<Seen>[] = [
  {
    name: 'answers that neither do it nor say when to ask again',
    unit: 'answers',
    must: 'atMost',
    limit: () => 0,
    value: ({ sent }) => sent.filter(({ ending }) => ending === 'failed' || ending === 'unreached').length,
  },
  {
    name: 'knee',
    unit: 'orders/s',
    must: 'atLeast',
    limit: () => 1,
    value: ({ knee }) => knee,
  },
  {
    name: 'p99 of commands up to 0.8 of the knee',
    unit: 'ms',
    must: 'atMost',
    limit: () => 500,
    value: ({ steps, knee }) => {
      const below = steps.filter(({ offered }) => offered <= knee * COMFORTABLE);
      return below.length === 0 ? undefined : Math.max(...below.map(({ p99 }) => p99));
    },
  },
  {
    name: 'backlog gone after the spike',
    unit: 's',
    must: 'atMost',
    limit: ({ spike }) => (3 * (spike.to - spike.from)) / 1_000,
    value: ({ spike }) => (spike.drained - spike.to) / 1_000,
  },
  {
    name: 'calls for an order among many, more than among few',
    unit: 'share',
    must: 'atMost',
    limit: () => 0.05,
    value: ({ calls: [few, many] }) => many / few - 1,
  },
  {
    name: 'dollars for an order among many, more than among few',
    unit: 'share',
    must: 'atMost',
    limit: () => 0.05,
    value: ({ dollars: [few, many] }) => many / few - 1,
  },
  {
    name: 'one place, of the throughput of many',
    unit: 'share',
    must: 'atLeast',
    limit: () => 0.5,
    value: ({ places }) => places.one / places.many,
  },
];
