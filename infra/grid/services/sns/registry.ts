import { randomUUID } from 'node:crypto';
import { ACCOUNT, type GridContext, REGION } from '../../service.ts';
import { invalid, notFound } from './faults.ts';

/** Attributes as the API has them: all text. */
export type Attributes = Record<string, string>;

/** A topic. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly fifo: boolean;
  readonly attributes: Attributes;
  readonly tags: Record<string, string>;
}

/** A subscription; on a laptop there is nobody to confirm it, so that it always is. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Attributes;
  /** The resource of a template that made it, as `stack/logicalId`. */
  readonly owner: string | null;
}

/** Topics and subscriptions: in memory for reading, in the store to stay. */
export class Registry {
  readonly #grid: GridContext;
  readonly #topics = new Map<string, Topic>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(grid: GridContext) {
    this.#grid = grid;
  }

  load(): void {
    const { store } = this.#grid;
    store.define(SCHEMA);
    for (const row of store.sql('SELECT * FROM sns_topics').all()) {
      const topic = topicOf(String(row.name), JSON.parse(String(row.attributes)), JSON.parse(String(row.tags)));
      this.#topics.set(topic.arn, topic);
    }
    for (const row of store.sql('SELECT * FROM sns_subscriptions ORDER BY rowid').all()) {
      const { arn, topic, protocol, endpoint, attributes, owner } = row as Record<string, string>;
      const subscription = {
        arn,
        topicArn: topic,
        protocol,
        endpoint,
        attributes: JSON.parse(attributes ?? '{}'),
        owner,
      };
      this.#subscriptions.set(String(arn), subscription as Subscription);
    }
  }

  topics(): Topic[] {
    return [...this.#topics.values()];
  }

  find(arn: string): Topic | undefined {
    return this.#topics.get(arn);
  }

  topic(arn: unknown): Topic {
    const text = String(arn ?? '');
    const elements = text.split(':').length;
    if (elements < 6) throw invalid(`TopicArn Reason: An ARN must have at least 6 elements, not ${elements}`);
    const topic = this.#topics.get(text);
    if (!topic) throw notFound('Topic');
    return topic;
  }

  async saveTopic(name: string, to: { attributes: Attributes; tags: Record<string, string> }): Promise<Topic> {
    const topic = topicOf(name, to.attributes, to.tags);
    await this.#grid.store.write(() =>
      this.#grid.store
        .sql('REPLACE INTO sns_topics VALUES (?, ?, ?)')
        .run(name, JSON.stringify(to.attributes), JSON.stringify(to.tags)),
    );
    this.#topics.set(topic.arn, topic);
    return topic;
  }

  async deleteTopic(topic: Topic): Promise<void> {
    await this.#grid.store.write(() => {
      this.#grid.store.sql('DELETE FROM sns_topics WHERE name = ?').run(topic.name);
      this.#grid.store.sql('DELETE FROM sns_subscriptions WHERE topic = ?').run(topic.arn);
    });
    for (const { arn } of this.of(topic.arn)) this.#subscriptions.delete(arn);
    this.#topics.delete(topic.arn);
  }

  subscriptions(): Subscription[] {
    return [...this.#subscriptions.values()];
  }

  /** The subscriptions of a topic, in the order in which they were made. */
  of(topicArn: string): Subscription[] {
    return this.subscriptions().filter((subscription) => subscription.topicArn === topicArn);
  }

  subscription(arn: unknown): Subscription {
    const subscription = this.#subscriptions.get(String(arn));
    if (!subscription) throw notFound('Subscription');
    return subscription;
  }

  findSubscription(arn: string): Subscription | undefined {
    return this.#subscriptions.get(arn);
  }

  async saveSubscription(given: Omit<Subscription, 'arn'> & { arn?: string }): Promise<Subscription> {
    const subscription = { ...given, arn: given.arn ?? `${given.topicArn}:${randomUUID()}` };
    const { arn, topicArn, protocol, endpoint, attributes, owner } = subscription;
    await this.#grid.store.write(() =>
      this.#grid.store
        .sql(`INSERT INTO sns_subscriptions VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (arn) DO UPDATE SET attributes = excluded.attributes, owner = excluded.owner`)
        .run(arn, topicArn, protocol, endpoint, JSON.stringify(attributes), owner),
    );
    this.#subscriptions.set(arn, subscription);
    return subscription;
  }

  async deleteSubscription(arn: string): Promise<void> {
    await this.#grid.store.write(() => this.#grid.store.sql('DELETE FROM sns_subscriptions WHERE arn = ?').run(arn));
    this.#subscriptions.delete(arn);
  }
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sns_topics (name TEXT PRIMARY KEY, attributes TEXT NOT NULL, tags TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS sns_subscriptions (arn TEXT PRIMARY KEY, topic TEXT NOT NULL, protocol TEXT NOT NULL,
    endpoint TEXT NOT NULL, attributes TEXT NOT NULL, owner TEXT);`;

/** The ARN of a topic. */
export function topicArn(name: string): string {
  return `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;
}

function topicOf(name: string, attributes: Attributes, tags: Record<string, string>): Topic {
  return { arn: topicArn(name), name, fifo: attributes.FifoTopic === 'true', attributes, tags };
}
