import type { Recorded } from '#shared/model/envelope.ts';
import { upcast } from '#shared/model/event.ts';
import { isSealed } from '#shared/model/sealed.ts';
import { decryptPersonal } from '#shared/runtime/personalData/events.ts';
import { eventNamed } from '../catalogue.ts';

/** What stands in place of a personal value. */
export const ENCRYPTED = '‹cifrado›';

/** The event without what is encrypted in it. */
export function masked(event: Recorded): Recorded {
  return { ...event, data: mask(event.data) };
}

/**
 * The event with its personal fields readable, `null` where the customer was forgotten. What a saga only carries names
 * no customer, and stays masked.
 */
export async function readable(event: Recorded): Promise<Recorded> {
  const type = eventNamed(event.type);
  if (!type?.subject) return masked(event);
  return masked({
    ...event,
    data: await decryptPersonal(type, upcast(type, event.metadata.schemaVersion, event.data)),
  });
}

function mask(value: unknown): unknown {
  if (isSealed(value)) return ENCRYPTED;
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mask(member)]));
}
