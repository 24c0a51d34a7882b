import type { JsonObject } from '../../../service.ts';
import type { EventName } from './deed.ts';

/** Where events of a bucket go, and which. */
export interface Notification {
  readonly id: string;
  /** Of a function, a queue or a topic. */
  readonly arn: string;
  /** `s3:ObjectCreated:*` or of one kind. */
  readonly events: readonly string[];
  /** What keys begin and end with. */
  readonly prefix: string;
  readonly suffix: string;
}

/** All that a bucket tells. */
export interface Notifications {
  readonly to: readonly Notification[];
  /** Whether every event goes to the default event bus. */
  readonly eventBridge: boolean;
  /** What the bucket's own resource has said of it: until that says something else, what others say stays. */
  readonly ofTemplate?: Omit<Notifications, 'ofTemplate'>;
}

/** A bucket that tells nothing. */
export const SILENT: Notifications = { to: [], eventBridge: false };

/** The events that happen here, or would with versions and multipart uploads, which are refused where they are asked for. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  's3:ObjectCreated': ['*', 'Put', 'Post', 'Copy', 'CompleteMultipartUpload'],
  's3:ObjectRemoved': ['*', 'Delete', 'DeleteMarkerCreated'],
  's3:LifecycleExpiration': ['*', 'Delete', 'DeleteMarkerCreated'],
};

/** What one destination is told, as a template or the API says it. */
export interface Said {
  readonly id: string;
  readonly arn: unknown;
  readonly events: readonly string[];
  /** `{ Name: 'prefix', Value: 'fotos/' }` */
  readonly rules: readonly JsonObject[];
}

/** @throws an Error for an event that the grid never tells, and for what S3 refuses of a filter or a destination. */
export function notificationOf({ id, arn, events, rules }: Said): Notification {
  if (typeof arn !== 'string' || !arn.startsWith('arn:')) throw new Error(`Notifications: ${arn} is not an ARN`);
  if (arn.endsWith('.fifo')) throw new Error(`Notifications: S3 sends to no FIFO queue or topic: ${arn}`);
  if (events.length === 0) throw new Error(`Notifications: ${arn} is told no event`);
  for (const event of events) {
    const [service, kind, of = ''] = event.split(':');
    if (!EVENTS[`${service}:${kind}`]?.includes(of)) throw new Error(`Notifications: the grid never tells "${event}"`);
  }
  const named = (name: string) => rules.filter(({ Name }) => String(Name).toLowerCase() === name);
  const [prefixes, suffixes] = [named('prefix'), named('suffix')];
  if (prefixes.length > 1 || suffixes.length > 1 || prefixes.length + suffixes.length !== rules.length) {
    throw new Error('Notifications: a filter has one prefix and one suffix at most, and nothing else');
  }
  return { id, arn, events, prefix: prefixes[0]?.Value ?? '', suffix: suffixes[0]?.Value ?? '' };
}

/** Whether a destination is told of what happens to an object. */
export function wants({ events, prefix, suffix }: Notification, event: EventName, key: string): boolean {
  return events.some((each) => covers(each, `s3:${event}`)) && key.startsWith(prefix) && key.endsWith(suffix);
}

/** @throws an Error where one event of one key would be told to two destinations, which S3 does not do. */
export function checkOverlaps(to: readonly Notification[]): void {
  for (const [at, a] of to.entries()) {
    for (const b of to.slice(at + 1)) if (overlap(a, b)) throw new Error(OVERLAP);
  }
}

const OVERLAP = 'Configurations overlap. Configurations on the same bucket cannot share a common event type.';

/** As S3 sees it: a key that has both prefixes and both suffixes can be. */
function overlap(a: Notification, b: Notification): boolean {
  const events = a.events.some((one) => b.events.some((other) => covers(one, other) || covers(other, one)));
  const prefixes = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  return events && prefixes && (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix));
}

function covers(pattern: string, event: string): boolean {
  return pattern === event || (pattern.endsWith(':*') && event.startsWith(pattern.slice(0, -1)));
}
