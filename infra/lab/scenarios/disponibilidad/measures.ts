import type { Sent } from '../load/sender.ts';
import type { Declared } from '../measure.ts';
import { type Seen, USUAL_MS } from './experiment.ts';

/** What must be met while a component is down, and after. */
export const OF_A_COMPONENT: readonly Declared<Seen>[] = [
  {
    name: 'commands of what is not down, accepted',
    unit: 'share',
    must: 'atLeast',
    limit: () => 0.999,
    value: (seen) => {
      const asked = duringOutage(seen).filter(({ flow }) => !seen.takes.includes(flow));
      return asked.length === 0 ? undefined : asked.filter(({ ending }) => ending === 'accepted').length / asked.length;
    },
  },
  {
    name: 'answers that neither do it nor say when to ask again',
    unit: 'answers',
    must: 'atMost',
    limit: () => 0,
    value: ({ sent }) => sent.filter(({ ending }) => ending === 'failed' || ending === 'unreached').length,
  },
  ...views(),
  ...integrity(),
];

/** What must be met when the whole grid is killed. */
export const OF_KILLS: readonly Declared<Seen>[] = [
  {
    name: 'back after each kill, at most',
    unit: 's',
    must: 'atMost',
    limit: () => 3,
    value: ({ restarts }) => Math.max(0, ...restarts) / 1_000,
  },
  {
    name: 'answers that neither do it nor say when to ask again',
    unit: 'answers',
    must: 'atMost',
    limit: () => 0,
    value: ({ sent }) => sent.filter(({ ending }) => ending === 'failed').length,
  },
  ...integrity(),
];

function views(): Declared<Seen>[] {
  return [
    {
      name: 'views behind, at most',
      unit: 's',
      must: 'atMost',
      limit: ({ outage, graceMs }) => (outage.to - outage.from + graceMs) / 1_000,
      value: ({ samples }) => Math.max(0, ...samples.flatMap(({ behind }) => Object.values(behind))) / 1_000,
    },
    {
      name: 'backlog gone after',
      unit: 's',
      must: 'atMost',
      limit: ({ outage }) => (outage.to - outage.from) / 1_000,
      value: (seen) => recovery(seen) / 1_000,
    },
  ];
}

function integrity(): Declared<Seen>[] {
  return [
    {
      name: 'lost, stuck or doubled',
      unit: 'facts',
      must: 'atMost',
      limit: () => 0,
      value: ({ violations }) => violations.length,
    },
  ];
}

/** How long after an outage views were further behind than usual, in milliseconds. */
export function recovery({ samples, outage }: Seen): number {
  const last = samples.findLast(({ behind }) => Math.max(0, ...Object.values(behind)) >= USUAL_MS);
  return Math.max(0, (last?.at ?? 0) - outage.to);
}

/** What was sent while the component was down. */
export function duringOutage({ sent, outage }: Seen): Sent[] {
  return sent.filter(({ at }) => at >= outage.from && at < outage.to);
}
