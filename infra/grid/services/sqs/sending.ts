import { AwsError } from '../../service.ts';
import type { Broker } from './broker.ts';
import { type MessageAttributes, md5, md5OfAttributes, sizeOf } from './digest.ts';
import { invalid, missing, NO_DEDUPLICATION, outOfRange } from './faults.ts';
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

/** Letters of European languages are not documented, but AWS takes them. */
const ATTRIBUTE_NAME = /^[\w.\u00C0-\u017F-]+$/;
const RESERVED_NAME = /^(?:aws\.|amazon\.|\.)|\.$/i;

/** Of groups and of deduplication: letters, digits and punctuation of ASCII. */
const ID = /^[!-~]{1,128}$/;

/** A message to send, with what is not in its request. */
interface Sending {
  readonly input: SendInput;
  /** The trace header of whoever sends, for a message that names none itself. */
  readonly trace?: string | undefined;
  /** How much later than it asks for it shows itself; in a FIFO queue nothing is held up, or its order would be another. */
  readonly heldMs?: number;
}

/** Checks a message and enqueues it. Inside a unit of work of the store. Gives the answer's members. */
export function enqueueInput(
  broker: Broker,
  queue: Queue,
  { input, trace, heldMs = 0 }: Sending,
): Record<string, string> {
  checkBody(queue, input);
  checkId('MessageGroupId', input.MessageGroupId);
  checkId('MessageDeduplicationId', input.MessageDeduplicationId);
  if (queue.fifo) checkFifo(input);
  else if (input.MessageDeduplicationId !== undefined) {
    throw outOfRange(
      'MessageDeduplicationId',
      input.MessageDeduplicationId,
      'The request includes a parameter that is not valid for this queue type',
    );
  }
  const asked = input.DelaySeconds === undefined ? queue.delayMs : input.DelaySeconds * 1000;
  const sent = broker.enqueue(queue, {
    body: input.MessageBody ?? '',
    attributes: input.MessageAttributes,
    systemAttributes: {
      ...(trace && { AWSTraceHeader: { DataType: 'String', StringValue: trace } }),
      ...input.MessageSystemAttributes,
    },
    delayMs: queue.fifo ? undefined : asked + heldMs,
    group: input.MessageGroupId,
    dedup: input.MessageDeduplicationId,
  });
  return answer(queue, input, sent);
}

/** In a FIFO queue a message without the ids that it needs fails the whole batch. */
export function checkIdsOfBatch(queue: Queue, entries: readonly SendInput[]): void {
  if (!queue.fifo) return;
  if (entries.some(({ MessageGroupId }) => MessageGroupId === undefined)) {
    throw invalid(missing('MessageGroupId').message);
  }
  const byContent = queue.attributes.ContentBasedDeduplication === 'true';
  if (!byContent && entries.some(({ MessageDeduplicationId }) => MessageDeduplicationId === undefined)) {
    throw invalid(NO_DEDUPLICATION);
  }
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
  checkText(MessageBody);
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

function checkText(text: string): void {
  if (!FORBIDDEN.test(text)) return;
  throw new AwsError(
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
  );
}

function checkAttributes(attributes: MessageAttributes = {}): void {
  const entries = Object.entries(attributes);
  if (entries.length > 10)
    throw invalid('Number of message attributes [more than 10] exceeds the allowed maximum [10].');
  for (const [name, { DataType = '', StringValue, BinaryValue }] of entries) {
    checkAttributeName(name);
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
    if (DataType.startsWith('String')) checkText(value);
  }
}

function checkAttributeName(name: string): void {
  if (Buffer.byteLength(name) > 256) throw invalid('Message (user) attribute names must be shorter than 256 Bytes');
  if (!ATTRIBUTE_NAME.test(name)) {
    throw invalid(
      'Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ',
    );
  }
  if (RESERVED_NAME.test(name)) {
    throw invalid(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
    );
  }
}

function checkId(parameter: string, id: string | undefined): void {
  if (id === undefined || ID.test(id)) return;
  const reason = `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length`;
  throw outOfRange(parameter, id, reason);
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
