import { InvalidArgumentError } from 'commander';

/** A whole number from 1, from an option's text. */
export function positive(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError(`debe ser un número entero desde 1, no "${text}"`);
  return value;
}

/** A moment, from an option's text in ISO 8601; one without an offset is UTC, so that it means the same everywhere. */
export function instant(text: string): Date {
  const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text) ? `${text}Z` : text;
  const value = new Date(time);
  if (!/^\d{4}-/.test(text) || Number.isNaN(value.getTime())) {
    throw new InvalidArgumentError(`debe ser una fecha como 2026-11-24T10:00:00Z, no "${text}"`);
  }
  return value;
}

const LONGEST_SECONDS = 31 * 86_400;

/** Seconds, from an option's text in ISO 8601 (`PT8H`, `P1DT30M`). */
export function duration(text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  const [days, hours, minutes, seconds] = (match ?? []).slice(1).map((part) => Number(part ?? 0));
  const total = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  if (!match || total < 1 || total > LONGEST_SECONDS)
    throw new InvalidArgumentError(`debe ser una duración como PT8H, hasta P31D, no "${text}"`);
  return total;
}
