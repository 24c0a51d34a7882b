import { hash, randomUUID } from 'node:crypto';
import { AwsError, type GridContext, type Source } from '../../service.ts';
import { type MessageAttributes, sizeOf } from '../sqs/digest.ts';
import { invalid } from './faults.ts';
import { passes } from './filter.ts';
import { lambdaEvent, type Message, notification, textFor } from './message.ts';
import type { Outbox } from './outbox.ts';
import type { Registry, Subscription, Topic } from './registry.ts';
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
  readonly #outbox: Outbox;
  #sequence = 0;

  constructor(grid: GridContext, registry: Registry, outbox: Outbox) {
    this.#grid = grid;
    this.#registry = registry;
    this.#outbox = outbox;
    this.webhooks = new Webhooks(grid, registry, (subscription, body) => this.#bury(subscription, body));
  }

  load(): void {
    this.webhooks.load();
    this.#grid.store.define(`CREATE TABLE IF NOT EXISTS sns_dedup (topic TEXT, id TEXT, message_id TEXT, sequence TEXT,
      until INTEGER, PRIMARY KEY (topic, id)) WITHOUT ROWID`);
  }

  /** Publishes to a topic. Inside a unit of work of the store. */
  publish(topic: Topic, input: PublishInput): Record<string, string> {
    const message = this.#messageOf(topic, input);
    if (topic.fifo) {
      const known = this.#deduplicated(topic, message);
      if (known) return known;
    }
    for (const subscription of this.#registry.of(topic.arn)) {
      if (passes(message, subscription)) this.#deliver(message, subscription);
    }
    return answer(message);
  }

  /** Records a text message to a phone. Inside a unit of work of the store. */
  text(endpoint: string, { Message, Subject }: PublishInput): Record<string, string> {
    if (!Message) throw invalid('Empty message');
    const at = this.#grid.clock.now();
    this.#outbox.record({ at, topicArn: null, protocol: 'sms', endpoint, subject: Subject ?? null, message: Message });
    return { MessageId: randomUUID() };
  }

  #deliver(message: Message, subscription: Subscription): void {
    const { protocol, endpoint, attributes } = subscription;
    const raw = attributes.RawMessageDelivery === 'true';
    const body = raw ? textFor(message, protocol) : notification(message, subscription);
    if (protocol === 'sqs' || protocol === 'lambda') this.#hand(message, subscription, { body, raw });
    else if (protocol.startsWith('http') && isLoopback(endpoint)) {
      this.webhooks.add(subscription, { id: message.id, body, raw });
    } else {
      const { at, topicArn, subject = null } = message;
      this.#outbox.record({ at, topicArn, protocol, endpoint, subject, message: textFor(message, protocol) });
    }
  }

  /** To a queue or a function of the grid. One that does not take it is a client-side error, which is not retried. */
  #hand(message: Message, subscription: Subscription, { body, raw }: { body: string; raw: boolean }): void {
    const { protocol, endpoint } = subscription;
    try {
      if (protocol === 'lambda') {
        this.#accept(endpoint, { body: lambdaEvent(message, subscription) }, message.topicArn);
        return;
      }
      const delivery = {
        body,
        ...(raw && Object.keys(message.attributes).length > 0 && { attributes: message.attributes }),
        ...(message.group !== undefined && { messageGroupId: message.group }),
        ...(message.dedup !== undefined && endpoint.endsWith('.fifo') && { messageDeduplicationId: message.dedup }),
      };
      this.#accept(endpoint, delivery, message.topicArn);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#grid.log(`sns: ${endpoint} did not take a message of ${message.topicArn}: ${error.message}`);
      this.#bury(subscription, body, message);
    }
  }

  #bury(subscription: Subscription, body: string, { group, dedup }: Partial<Message> = {}): void {
    const policy = subscription.attributes.RedrivePolicy;
    if (!policy) return;
    const arn: string = JSON.parse(policy).deadLetterTargetArn;
    const fifo = arn.endsWith('.fifo') && {
      messageGroupId: group ?? subscription.arn,
      messageDeduplicationId: dedup ?? randomUUID(),
    };
    try {
      this.#accept(arn, { body, ...fifo }, subscription.topicArn);
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
