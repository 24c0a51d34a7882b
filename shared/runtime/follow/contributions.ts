import type { Contribution } from '#shared/model/projection.ts';

/** What is to be added, by row and by measure. */
export type Amounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What has to be added to get from one contribution to another; nothing where they agree. */
export function difference(before: Contribution, after: Contribution): Amounts {
  return combine(after, before, -1);
}

/** Several contributions as one; what adds up to nothing is left out. */
export function sum(contributions: readonly Contribution[]): Amounts {
  return contributions.reduce<Amounts>((total, one) => combine(total, one, 1), {});
}

/** Totals are listed by group: what stands before the first `|` of their key. */
export function groupOf(key: string): string {
  return key.split('|', 1)[0] as string;
}

function combine(a: Contribution, b: Contribution, factor: 1 | -1): Amounts {
  const result: Record<string, Record<string, number>> = {};
  for (const row of new Set([...Object.keys(a), ...Object.keys(b)])) {
    for (const measure of new Set([...Object.keys(a[row] ?? {}), ...Object.keys(b[row] ?? {})])) {
      const amount = (a[row]?.[measure] ?? 0) + factor * (b[row]?.[measure] ?? 0);
      if (amount === 0) continue;
      result[row] ??= {};
      (result[row] as Record<string, number>)[measure] = amount;
    }
  }
  return result;
}
