import { ACCOUNT, REGION } from '../service.ts';
import type { ConditionContext } from './condition.ts';

/** Values by condition key, in any spelling; a key that the request does not have may be `undefined`. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What conditions are asked about: the keys that every request carries, and `keys`. The grid speaks plain HTTP on the
 * loopback, but a policy that demands TLS (`aws:SecureTransport`) means what a client does on AWS, where it always is
 * there.
 * @param now milliseconds since 1970.
 */
export function contextOf(now: number, keys: ConditionKeys): ConditionContext {
  const all: ConditionKeys = {
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:ResourceAccount': ACCOUNT,
    'aws:RequestedRegion': REGION,
    ...keys,
  };
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(all)) {
    if (value !== undefined) context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return context;
}
