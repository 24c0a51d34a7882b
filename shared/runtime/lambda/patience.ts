import type { SQSRecord } from 'aws-lambda';
import { isUnavailable } from '../dependency.ts';
import { Fault } from '../fault.ts';

/** So far apart is what a service could not take, for a while: from one second to this many, by chance. */
const SOON_SECONDS = 3;
/** From then on it waits longer by a part of the time beyond: SQS counts to a thousand, and a queue keeps a message for 14 days. */
const LONG_SECONDS = 900;
const PART = 50;
/** A message that a service could not take for so long is news: somebody has to look at the service. */
const STRANDED_SECONDS = 300;
/** The longest between two tries of what fails of itself. */
const LONGEST_SECONDS = 900;

/** A message, or what it is about, that no further try can change. */
export class GivenUp extends Error {
  override readonly name: string = 'GivenUp';
}

/**
 * Whether a failure says nothing of the message: a service is away or asked too much, or others were faster each time. Such
 * a try counts for nothing.
 */
export function passes(error: unknown): boolean {
  return isUnavailable(error) || (error instanceof Fault && error.meaning.retryAfter !== undefined);
}

/** For how many seconds a message has been tried. */
export function triedFor({ attributes }: SQSRecord): number {
  return Math.max(0, (Date.now() - Number(attributes.ApproximateFirstReceiveTimestamp)) / 1_000);
}

/**
 * Whether a message that failed is dead: it can never be done, or it fails of itself after so many tries and the time that
 * these take. The time, since SQS counts the tries that met a service that was away, too: these come every few seconds.
 */
export function isDead(record: SQSRecord, error: unknown, tries: number): boolean {
  if (error instanceof GivenUp) return true;
  if (passes(error)) return false;
  const received = Number(record.attributes.ApproximateReceiveCount);
  return received >= tries && triedFor(record) >= timeOf(tries);
}

/**
 * Seconds until a message is tried again: soon, where its failure passes; else twice as long each time, and not longer
 * than it has been tried already: it may have been received many times for want of a service.
 */
export function untilNextTry(record: SQSRecord, error: unknown): number {
  const tried = triedFor(record);
  if (passes(error)) return soon(tried, Math.random());
  const received = Number(record.attributes.ApproximateReceiveCount);
  return Math.min(2 ** (received - 1), 1 + Math.floor(tried), LONGEST_SECONDS);
}

/**
 * Seconds until what a service could not take is tried again, after so many seconds. So whatever waited is done within a few
 * seconds when the service is back, after a long outage within a fiftieth of it.
 * @param chance from 0 to 1, so that not all comes back at once.
 */
export function soon(tried: number, chance: number): number {
  return Math.floor(1 + chance * SOON_SECONDS + Math.max(0, tried - LONG_SECONDS) / PART);
}

/**
 * Whether a message has been put back for want of a service for so long that somebody must know. SQS does not tell: its metric
 * of the oldest message's age takes no notice of one that was received more than three times
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
 */
export function isStranded(record: SQSRecord, error: unknown): boolean {
  return passes(error) && triedFor(record) >= STRANDED_SECONDS;
}

/** How long so many tries take when the wait doubles each time, from a second on. */
function timeOf(tries: number): number {
  return 2 ** (tries - 1) - 1;
}
