import type { Declared } from '../measure.ts';
import { lineasDe } from './cambio.ts';
import type { Seen } from './experiment.ts';

/** From the saved edit to the first event that is handled, where nothing was seen: more than any limit. */
const NEVER_S = 60;

/** What must be met of each recipe. */
export const MEASURES: readonly Declared<Seen>[] = [
  {
    name: 'files changed outside the new ones',
    unit: 'files',
    must: 'atMost',
    limit: () => 2,
    value: (seen) => edited(seen).length,
  },
  {
    name: 'lines changed in one of them, at most',
    unit: 'lines',
    must: 'atMost',
    limit: () => 2,
    value: (seen) => Math.max(0, ...edited(seen).map(lineasDe)),
  },
  {
    name: 'functions redeployed that it does not concern',
    unit: 'functions',
    must: 'atMost',
    limit: () => 0,
    value: (seen) => strangers(seen).length,
  },
  {
    name: 'from the saved edit to the first event handled',
    unit: 's',
    must: 'atMost',
    limit: () => 5,
    value: ({ live }) => (live === 'untried' ? undefined : live === 'unseen' ? NEVER_S : live / 1_000),
  },
];

/** What must be met of all of them together: what is said against them. */
export const TOGETHER: readonly Declared<readonly string[]>[] = [
  {
    name: 'types, laws and tests broken',
    unit: 'checks',
    must: 'atMost',
    limit: () => 0,
    value: (against) => against.length,
  },
];

/** What was there before and is changed beside what the change is itself. */
export function edited({ cambios, receta }: Pick<Seen, 'cambios' | 'receta'>) {
  return cambios.filter(({ file, isNew }) => !isNew && !receta.own.includes(file));
}

/** Functions that became others though the change does not concern them. */
export function strangers({ redeployed, receta }: Pick<Seen, 'redeployed' | 'receta'>): string[] {
  return redeployed.filter((name) => !receta.concerns.includes(name));
}
