import type { SQSRecord } from 'aws-lambda';
import { Unreadable } from '../lambda/recorded.ts';

/**
 * That a message is to go out: which one, and nothing of what it says or to whom. Its words are read as it goes out, so that
 * no queue holds anything personal, and what was forgotten meanwhile is not sent.
 */
export interface Order {
  /** The id of the stream that it is about. */
  readonly clave: string;
  readonly version: number;
  readonly canal: string;
  /** Since when it is to go out (ISO 8601). */
  readonly desde: string;
  /** The trace that it belongs to. */
  readonly traceparent?: string | undefined;
}

/** The key of a message in the table: the same however often it is ordered. */
export function keyOf({ clave, version, canal }: Pick<Order, 'clave' | 'version' | 'canal'>): string {
  return `${clave}|${version}|${canal}`;
}

/** The order that a message of a channel's queue is. Throws Unreadable when it is none. */
export function orderIn({ body }: SQSRecord): Order {
  const { clave, version, canal, desde, traceparent } = parsed(body);
  if (typeof clave !== 'string' || typeof canal !== 'string' || typeof desde !== 'string' || !Number.isInteger(version))
    throw new Unreadable('The message does not say what is to be sent.');
  return { clave, version: version as number, canal, desde, traceparent };
}

function parsed(body: string): Partial<Order> {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
