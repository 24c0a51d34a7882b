import type * as z from 'zod';
import type { Recorded } from '#shared/model/envelope.ts';
import { PlazoFijado } from '#shared/model/process.ts';

/** Deadlines of one minute are spread over this many partitions. */
export const SHARDS = 4;
const MINUTE_MS = 60_000;
const MINUTES_AT_ONCE = 60;
/** A deadline that was dealt with is deleted by DynamoDB after a week; until then it tells what happened. */
const KEPT_SECONDS = 7 * 24 * 3_600;

/** A deadline as its table keeps it. */
export type DeadlineItem = ReturnType<typeof deadlineItem>;

/**
 * The item that keeps a deadline: partition `cubo` (minute and shard), sort key `plazo`. One that is noted when it is
 * over goes to the minute of `now`: its own may have been told already, and is not looked at again. Throws for an event
 * that is no deadline.
 */
export function deadlineItem({ data, metadata }: Recorded, now: string) {
  const { saga, clave, paso, entrada, vence } = deadlineIn(data);
  const told = vence < now ? now : vence;
  return {
    cubo: { S: `${minuteOf(told)}#${shardOf(clave)}` },
    plazo: { S: `${vence}|${saga}|${clave}|${paso}|${entrada}` },
    evento: { S: JSON.stringify({ data, metadata }) },
    expira: { N: String(Math.floor(Date.parse(told) / 1_000) + KEPT_SECONDS) },
  };
}

/** What tells one deadline of the table from all others. */
export function keyOf({
  cubo,
  plazo,
}: {
  readonly cubo: { readonly S: string };
  readonly plazo: { readonly S: string };
}) {
  return `${cubo.S}|${plazo.S}`;
}

/** Whose deadline it is and when it comes (ISO 8601). Throws for data that do not say so. */
export function deadlineIn(data: unknown): z.infer<typeof PlazoFijado.schema> {
  const { success, data: deadline } = PlazoFijado.schema.safeParse(data);
  if (!success) throw new Error('What should be a deadline is none.');
  return deadline;
}

/** The minute of a time, as buckets are named: `2026-11-24T10:15`. */
export function minuteOf(time: string): string {
  return time.slice(0, 16);
}

/** The minutes from `from` to `to`, both included (ISO 8601), an hour at a time. */
export function* hoursBetween(from: string, to: string): Generator<string[]> {
  let hour: string[] = [];
  for (let at = Date.parse(`${minuteOf(from)}:00.000Z`); at <= Date.parse(to); at += MINUTE_MS) {
    hour.push(minuteOf(new Date(at).toISOString()));
    if (hour.length < MINUTES_AT_ONCE) continue;
    yield hour;
    hour = [];
  }
  if (hour.length > 0) yield hour;
}

function shardOf(key: string): number {
  let sum = 0;
  for (const character of key) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum % SHARDS;
}
