import { AwsError } from '../../service.ts';
import type { Broker } from './broker.ts';
import { type MessageAttributes, md5, md5OfAttributes, sizeOf } from './digest.ts';
import { invalid, missing, outOfRange } from './faults.ts';
import type { Sent } from './messages.ts';
import { sequenceNumber } from './receipt.ts';
import type { Queue } from './registry.ts';

/** The members of a `SendMessage` request or of an entry of a batch. */
export interface SendInput {
  readonly MessageBody?: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageSystemAttributes?: MessageAttributes;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** What XML 1.0 cannot carry, SQS does not take. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the allowed control characters are the point.
const FORBIDDEN = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const ATTRIBUTE_NAME = /^(?!aws\.|amazon\.)[\w-]+(\.[\w-]+)*$/i;

/** A message, and how much later than it asks for it shows itself. */
interface Held {
  readonly input: SendInput;
  readonly delayMs: number;
}

/** Checks a message and enqueues it. Inside a unit of work of the store. Gives the answer's members. */
export function enqueueInput(broker: Broker, queue: Queue, input: SendInput): Record<string, string> {
  return enqueueHeld(broker, queue, { input, delayMs: 0 });
}

/** The same for one that is held up; in a FIFO queue nothing is, since its order would be another. */
export function enqueueHeld(broker: Broker, queue: Queue, { input, delayMs }: Held): Record<string, string> {
  checkBody(queue, input);
  if (queue.fifo) checkFifo(input);
  else if (input.MessageDeduplicationId !== undefined) {
    throw outOfRange(
      'MessageDeduplicationId',
      input.MessageDeduplicationId,
      'The request includes a parameter that is not valid for this queue type',
    );
  }
  const body = input.MessageBody ?? '';
  const asked = input.DelaySeconds === undefined ? queue.delayMs : input.DelaySeconds * 1000;
  const sent = broker.enqueue(queue, {
    body,
    attributes: input.MessageAttributes,
    systemAttributes: input.MessageSystemAttributes,
    delayMs: queue.fifo ? undefined : asked + delayMs,
    group: input.MessageGroupId,
    dedup: input.MessageDeduplicationId,
  });
  return answer(queue, input, sent);
}

function answer(queue: Queue, input: SendInput, { messageId, sequence }: Sent): Record<string, string> {
  const attributes = md5OfAttributes(input.MessageAttributes);
  const system = md5OfAttributes(input.MessageSystemAttributes);
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5(input.MessageBody ?? ''),
    ...(attributes && { MD5OfMessageAttributes: attributes }),
    ...(system && { MD5OfMessageSystemAttributes: system }),
    ...(queue.fifo && { SequenceNumber: sequenceNumber(sequence) }),
  };
}

function checkBody(
  queue: Queue,
  { MessageBody, DelaySeconds, MessageAttributes, MessageSystemAttributes }: SendInput,
): void {
  if (!MessageBody) throw missing('MessageBody');
  if (FORBIDDEN.test(MessageBody)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  if (sizeOf(MessageBody, MessageAttributes) > queue.maxBytes) {
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${queue.maxBytes} bytes.`);
  }
  if (DelaySeconds !== undefined && !(Number.isInteger(DelaySeconds) && DelaySeconds >= 0 && DelaySeconds <= 900)) {
    throw outOfRange('DelaySeconds', DelaySeconds, 'DelaySeconds must be >= 0 and <= 900');
  }
  checkAttributes(MessageAttributes);
  for (const name of Object.keys(MessageSystemAttributes ?? {})) {
    if (name !== 'AWSTraceHeader') throw invalid(`Message system attribute name '${name}' is invalid.`);
  }
}

function checkAttributes(attributes: MessageAttributes = {}): void {
  const entries = Object.entries(attributes);
  if (entries.length > 10)
    throw invalid('Number of message attributes [more than 10] exceeds the allowed maximum [10].');
  for (const [name, { DataType = '', StringValue, BinaryValue }] of entries) {
    if (!ATTRIBUTE_NAME.test(name) || name.length > 256) throw invalid(`Message attribute name '${name}' is invalid.`);
    if (!/^(String|Number|Binary)(\..+)?$/.test(DataType)) {
      throw invalid(
        `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    }
    const value = DataType.startsWith('Binary') ? BinaryValue : StringValue;
    if (!value)
      throw invalid(`Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`);
    if (DataType.startsWith('Number') && !Number.isFinite(Number(value))) {
      throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
    }
  }
}

function checkFifo({ MessageGroupId, DelaySeconds }: SendInput): void {
  if (!MessageGroupId) throw missing('MessageGroupId');
  if (DelaySeconds) {
    throw outOfRange(
      'DelaySeconds',
      DelaySeconds,
      'The request include parameter that is not valid for this queue type',
    );
  }
}
