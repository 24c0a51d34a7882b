import { randomUUID } from 'node:crypto';
import { OWNER } from '../../../iam/sessions.ts';

/** What can happen to an object here, by the name of its event. */
export type EventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Copy'
  | 'ObjectRemoved:Delete'
  | 'LifecycleExpiration:Delete';

/** What happens to an object, and who does it: what notifications tell. */
export interface Deed {
  readonly event: EventName;
  /** An ARN; `s3.amazonaws.com` for what a rule of the bucket does. */
  readonly principal: string;
  readonly sourceIp: string;
  readonly requestId: string;
}

/** What the grid does of its own accord, in somebody's name; in nobody's, in that of its owner. */
export function ownDeed(event: EventName, principal = OWNER.arn): Deed {
  return { event, principal, sourceIp: '127.0.0.1', requestId: randomUUID() };
}
