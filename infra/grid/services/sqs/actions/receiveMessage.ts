import type { Action, JsonObject } from '../../../service.ts';
import type { Broker } from '../broker.ts';
import { type MessageAttributes, md5, md5OfAttributes } from '../digest.ts';
import { outOfRange } from '../faults.ts';
import type { Taken } from '../receipt.ts';
import type { Queue } from '../registry.ts';
import { onQueue } from './action.ts';

/** An attempt's id is remembered as long as AWS does. */
const ATTEMPT_MS = 5 * 60_000;

interface Attempt {
  readonly at: number;
  readonly until: number;
  readonly messages: Taken[];
}

/** `ReceiveMessage`, with long polling. */
export function receiveMessage(broker: Broker): Action {
  const attempts = new Map<string, Attempt>();
  const { clock } = broker.grid;

  /** A FIFO receive that is repeated with the same attempt id gives the same messages while they are hidden. */
  async function received(queue: Queue, input: JsonObject): Promise<Taken[]> {
    const { MaxNumberOfMessages: max = 1, ReceiveRequestAttemptId } = input;
    const waitMs = input.WaitTimeSeconds === undefined ? queue.waitMs : input.WaitTimeSeconds * 1000;
    const visibilityMs = input.VisibilityTimeout === undefined ? queue.visibilityMs : input.VisibilityTimeout * 1000;
    const wish = { max, waitMs, visibilityMs, receiver: 'client' as const };
    if (!queue.fifo || !ReceiveRequestAttemptId) return broker.receive(queue, wish);
    for (const [key, { at }] of attempts) if (at + ATTEMPT_MS < clock.now()) attempts.delete(key);
    const key = `${queue.id}/${ReceiveRequestAttemptId}`;
    const before = attempts.get(key);
    if (before && before.until > clock.now()) return before.messages;
    const messages = await broker.receive(queue, wish);
    attempts.set(key, { at: clock.now(), until: clock.now() + visibilityMs, messages });
    return messages;
  }

  return onQueue(broker, 'ReceiveMessage', async (queue, input) => {
    check(input);
    const names = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
    const wanted = input.MessageAttributeNames ?? [];
    const messages = await received(queue, input);
    return messages.length === 0 ? {} : { Messages: messages.map((message) => shaped(message, names, wanted)) };
  });
}

function check({ MaxNumberOfMessages, WaitTimeSeconds, VisibilityTimeout }: JsonObject): void {
  const range = (name: string, value: number | undefined, [min, max]: [number, number]) => {
    if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return;
    throw outOfRange(name, value, `Must be between ${min} and ${max}, if provided`);
  };
  range('MaxNumberOfMessages', MaxNumberOfMessages, [1, 10]);
  range('WaitTimeSeconds', WaitTimeSeconds, [0, 20]);
  range('VisibilityTimeout', VisibilityTimeout, [0, 43_200]);
}

function shaped(message: Taken, names: readonly string[], wanted: readonly string[]) {
  const attributes = chosen(message.attributes, wanted);
  const digest = md5OfAttributes(attributes);
  const system = Object.entries(message.system).filter(([name]) => names.includes('All') || names.includes(name));
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(digest && { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
}

/** The attributes asked for: by name, by prefix (`foo.*`), or all (`All`, `.*`). */
function chosen(attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  if (wanted.includes('All') || wanted.includes('.*')) return attributes;
  const prefixes = wanted.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
  const matches = (name: string) => wanted.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => matches(name)));
}
