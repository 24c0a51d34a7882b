const DAY_MS = 86_400_000;

/**
 * A time zone. A wall time is what its clocks show, written as if it were UTC: milliseconds since the epoch that
 * `new Date(…).toISOString()` shows as the clocks do.
 */
export interface Zone {
  wallOf(instant: number): number;
  /** When the clocks first show a wall time; `undefined` where they skip it. */
  instantOf(wall: number): number | undefined;
}

/** A time zone by its name in the IANA's database; `undefined` for what is none. */
export function zoneOf(name: string): Zone | undefined {
  const format = formatOf(name);
  if (!format) return undefined;
  const wallOf = (instant: number) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000);
  };
  return {
    wallOf,
    instantOf(wall) {
      // Clocks change at most once within these two days: one of the offsets around them is the right one.
      const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallOf(near) - near);
      const instants = offsets.map((offset) => wall - offset).filter((instant) => wallOf(instant) === wall);
      return instants.length === 0 ? undefined : Math.min(...instants);
    },
  };
}

/** Not for offsets like `+05:00`, which are no names. */
function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!/^[A-Za-z]/.test(timeZone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      calendar: 'gregory',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}
