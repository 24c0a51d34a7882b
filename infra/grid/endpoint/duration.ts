const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const UNITS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** Milliseconds of an ISO 8601 duration (`PT15M`, `P1DT2H`), or of a number; months and years have no fixed length. */
export function milliseconds(duration: unknown): number | undefined {
  if (typeof duration === 'number') return duration >= 0 ? duration : undefined;
  const match = typeof duration === 'string' && /\d/.test(duration) ? DURATION.exec(duration) : null;
  if (!match) return undefined;
  return UNITS.reduce((sum, unit, i) => sum + unit * Number(match[i + 1] ?? 0), 0);
}
