import { hash, randomUUID } from 'node:crypto';
import { AwsError, type GridContext, type Source } from '../../service.ts';
import { type MessageAttributes, sizeOf } from '../sqs/digest.ts';
import { checkMessageAttributes, isPhone } from './attributes.ts';
import { invalid } from './faults.ts';
import { passes } from './filter.ts';
import { lambdaEvent, type Message, notification, textFor } from './message.ts';
import type { Registry, Subscription, Topic } from './registry.ts';
import type { Signer } from './signer.ts';
import { isLoopback, Webhooks } from './webhooks.ts';

/** The members of a `Publish` request or of an entry of a batch. */
export interface PublishInput {
  readonly Message?: string;
  readonly Subject?: string;
  readonly MessageStructure?: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

const DEDUP_MS = 5 * 60_000;
const MAX_BYTES = 262_144;

/** Fans messages out to subscribers: each delivery is on disk before the publisher is answered. */
export class Publisher {
  readonly webhooks: Webhooks;
  readonly #grid: GridContext;
  readonly #registry: Registry;
  readonly #signer: Signer;
  #sequence = 0;

  constructor(grid: GridContext, registry: Registry, signer: Signer) {
    this.#grid = grid;
    this.#registry = registry;
    this.#signer = signer;
    this.webhooks = new Webhooks(grid, registry, (subscription, body, attributes) =>
      this.#bury(subscription, body, { attributes }),
    );
  }

  load(): void {
    this.webhooks.load();
    this.#grid.store.define(`CREATE TABLE IF NOT EXISTS sns_dedup (topic TEXT, id TEXT, message_id TEXT, sequence TEXT,
      until INTEGER, PRIMARY KEY (topic, id)) WITHOUT ROWID`);
  }

  /** Publishes to a topic, in the trace of who publishes. Inside a unit of work of the store. */
  publish(topic: Topic, input: PublishInput, trace?: string): Record<string, string> {
    const message = { ...this.#messageOf(topic, input), trace };
    if (topic.fifo) {
      const known = this.#deduplicated(topic, message);
      if (known) return known;
    }
    for (const subscription of this.#registry.of(topic.arn)) {
      if (passes(message, subscription)) this.#deliver(message, subscription);
    }
    return answer(message);
  }

  /** A text message to a phone, into the outbox. Inside a unit of work of the store. */
  text(to: string, { Message: body }: PublishInput): Record<string, string> {
    if (!body) throw invalid('Empty message');
    if (!isPhone(to)) throw invalid(`PhoneNumber Reason: ${to} is not valid to publish to`);
    this.#grid.outbox.keep({ protocol: 'sms', to, from: null, subject: null, body });
    return { MessageId: randomUUID() };
  }

  #deliver(message: Message, subscription: Subscription): void {
    const { protocol, endpoint, attributes } = subscription;
    const raw = attributes.RawMessageDelivery === 'true';
    // People read the text itself; everything else gets the notification.
    const plain = raw || protocol === 'email' || protocol === 'sms';
    const body = plain ? textFor(message, protocol) : notification(message, subscription, this.#signer);
    if (protocol === 'sqs' || protocol === 'lambda') this.#hand(message, subscription, { body, raw });
    else if (protocol.startsWith('http') && isLoopback(endpoint)) {
      this.webhooks.add(subscription, { id: message.id, body, raw, attributes: message.attributes });
    } else {
      const { topicArn: from, subject = null } = message;
      this.#grid.outbox.keep({ protocol, to: endpoint, from, subject, body });
    }
  }

  /** To a queue or a function of the grid. One that does not take it is a client-side error, which is not retried. */
  #hand(message: Message, subscription: Subscription, { body, raw }: { body: string; raw: boolean }): void {
    const { protocol, endpoint } = subscription;
    try {
      if (protocol === 'lambda') {
        const event = lambdaEvent(message, subscription, this.#signer);
        this.#accept(endpoint, { body: event, ...traced(message) }, message.topicArn);
        return;
      }
      // A standard topic hands groups on to standard queues too, for their fairness; a FIFO topic does not.
      const grouped = endpoint.endsWith('.fifo') || message.sequence === undefined;
      const delivery = {
        body,
        ...attributesOf(message, raw),
        ...traced(message),
        ...(message.group !== undefined && grouped && { messageGroupId: message.group }),
        ...(message.dedup !== undefined && endpoint.endsWith('.fifo') && { messageDeduplicationId: message.dedup }),
      };
      this.#accept(endpoint, delivery, message.topicArn);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#grid.log(`sns: ${endpoint} did not take a message of ${message.topicArn}: ${error.message}`);
      const { group, dedup } = message;
      this.#bury(subscription, body, { group, dedup, ...attributesOf(message, raw) });
    }
  }

  #bury(subscription: Subscription, body: string, { group, dedup, attributes }: Partial<Message> = {}): void {
    const policy = subscription.attributes.RedrivePolicy;
    if (!policy) {
      const { topicArn, endpoint } = subscription;
      this.#grid.log(
        `sns: a message of ${topicArn} for ${endpoint} is dropped: the subscription has no dead-letter queue.`,
      );
      return;
    }
    const arn: string = JSON.parse(policy).deadLetterTargetArn;
    const fifo = arn.endsWith('.fifo') && {
      messageGroupId: group ?? subscription.arn,
      messageDeduplicationId: dedup ?? randomUUID(),
    };
    try {
      const described = attributes && Object.keys(attributes).length > 0 && { attributes };
      this.#accept(arn, { body, ...described, ...fifo }, subscription.topicArn);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#grid.log(`sns: the dead-letter queue ${arn} did not take a message: ${error.message}`);
    }
  }

  #accept(arn: string, delivery: Parameters<GridContext['receivers'][string]['accept']>[1], topicArn: string): void {
    const service = arn.split(':')[2] ?? '';
    const source: Source = { service: 'sns.amazonaws.com', arn: topicArn };
    const receiver = this.#grid.receivers[service];
    if (!receiver) throw new AwsError('InvalidParameter', `Nothing receives for ${arn}.`);
    receiver.accept(arn, delivery, source);
  }

  #messageOf(topic: Topic, input: PublishInput): Message {
    const { Message: text, Subject, MessageAttributes = {}, MessageGroupId, MessageDeduplicationId } = input;
    if (!text) throw invalid('Empty message');
    checkMessageAttributes(MessageAttributes);
    const limit = Number(topic.attributes.MaximumMessageSize ?? MAX_BYTES);
    if (sizeOf(text, MessageAttributes) > limit) throw invalid('Message too long');
    if (Subject !== undefined && (Subject.length > 100 || /[\n\r]/.test(Subject))) throw invalid('Subject');
    if (topic.fifo && !MessageGroupId) throw invalid('The MessageGroupId parameter is required for FIFO topics');
    const byProtocol = input.MessageStructure === 'json' ? textsOf(text) : undefined;
    return {
      id: randomUUID(),
      topicArn: topic.arn,
      text: byProtocol?.default ?? text,
      ...(byProtocol && { byProtocol }),
      subject: Subject,
      attributes: MessageAttributes,
      at: this.#grid.clock.now(),
      group: MessageGroupId,
      dedup: topic.fifo ? dedupOf(topic, text, MessageDeduplicationId) : undefined,
      sequence: topic.fifo ? this.#nextSequence() : undefined,
      signatureVersion: topic.attributes.SignatureVersion === '2' ? '2' : '1',
    };
  }

  /** Microseconds, so that numbers grow over restarts too. */
  #nextSequence(): string {
    this.#sequence = Math.max(this.#sequence + 1, Date.now() * 1000);
    return String(this.#sequence).padStart(20, '0');
  }

  #deduplicated(topic: Topic, message: Message): Record<string, string> | undefined {
    const { store } = this.#grid;
    const id =
      topic.attributes.FifoThroughputScope === 'MessageGroup'
        ? `${message.group}\n${message.dedup}`
        : (message.dedup ?? '');
    store.sql('DELETE FROM sns_dedup WHERE until <= ?').run(message.at);
    const known = store.sql('SELECT message_id, sequence FROM sns_dedup WHERE topic = ? AND id = ?').get(topic.arn, id);
    if (known) return { MessageId: String(known.message_id), SequenceNumber: String(known.sequence) };
    store
      .sql('INSERT INTO sns_dedup VALUES (?, ?, ?, ?, ?)')
      .run(topic.arn, id, message.id, message.sequence ?? '', message.at + DEDUP_MS);
    return undefined;
  }
}

/** Raw delivery brings the attributes as the queue's own, to its dead letters too. */
function attributesOf({ attributes }: Message, raw: boolean): { attributes?: MessageAttributes } {
  return raw && Object.keys(attributes).length > 0 ? { attributes } : {};
}

function traced({ trace }: Message): { trace?: string } {
  return trace === undefined ? {} : { trace };
}

function dedupOf(topic: Topic, text: string, given: string | undefined): string {
  if (given) return given;
  if (topic.attributes.ContentBasedDeduplication === 'true') return hash('sha256', text);
  throw invalid(
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

function textsOf(text: string): Record<string, string> {
  let texts: Record<string, unknown>;
  try {
    texts = JSON.parse(text);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  if (typeof texts.default !== 'string') throw invalid('Message Structure - No default entry in JSON message body');
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function answer({ id, sequence }: Message): Record<string, string> {
  return { MessageId: id, ...(sequence !== undefined && { SequenceNumber: sequence }) };
}
