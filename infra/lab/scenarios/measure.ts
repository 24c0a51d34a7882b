/** What must be met, and whether it was. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly met: boolean;
}

/** A response measure as it is declared. */
export interface Declared<Seen> {
  readonly name: string;
  readonly unit: string;
  /** Whether the value must reach the limit, or must not be above it. */
  readonly must: 'atLeast' | 'atMost';
  limit(seen: Seen): number;
  /** `undefined` where there is nothing to measure. */
  value(seen: Seen): number | undefined;
}

/** What was met of what is declared. @param of before each name. */
export function measured<Seen>(declared: readonly Declared<Seen>[], seen: Seen, of: string): Measure[] {
  return declared.flatMap(({ name, unit, must, ...one }) => {
    const value = one.value(seen);
    if (value === undefined) return [];
    const limit = one.limit(seen);
    const met = must === 'atLeast' ? value >= limit : value <= limit;
    return [{ name: `${of}: ${name}`, value: rounded(value), unit, limit: rounded(limit), met }];
  });
}

/** The last line of a scenario with `--json`. */
export function lastLine(scenario: string, measures: readonly Measure[]): string {
  return JSON.stringify({ scenario, measures });
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
