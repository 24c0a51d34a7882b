import { ACCOUNT, type GridContext, REGION } from '../../service.ts';
import type { QueueAttributes } from './attributes.ts';
import { noQueue } from './faults.ts';
import { checkDeadLetterQueue, type Redrive, redriveOf } from './redrivePolicy.ts';

/** A queue. Its rows in the store carry `id`. */
export interface Queue {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly attributes: QueueAttributes;
  readonly tags: Record<string, string>;
  readonly redrive: Redrive | undefined;
  readonly visibilityMs: number;
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly waitMs: number;
  readonly maxBytes: number;
}

/** The queues by name: in memory for reading, in the store to stay. */
export class Registry {
  readonly #grid: GridContext;
  readonly #byName = new Map<string, Queue>();

  constructor(grid: GridContext) {
    this.#grid = grid;
  }

  load(): void {
    this.#grid.store.define(`CREATE TABLE IF NOT EXISTS sqs_queues (id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE, attributes TEXT NOT NULL, tags TEXT NOT NULL, created_at INTEGER, modified_at INTEGER)`);
    for (const row of this.#grid.store.sql('SELECT * FROM sqs_queues').all()) this.#remember(row);
  }

  all(): Queue[] {
    return [...this.#byName.values()];
  }

  find(name: string): Queue | undefined {
    return this.#byName.get(name);
  }

  /** The queue that a URL, an ARN or a name names. */
  get(reference: unknown): Queue {
    const queue = this.#byName.get(nameFrom(String(reference ?? '')));
    if (!queue) throw noQueue();
    return queue;
  }

  /** Queues whose dead letters go to `arn`. */
  sourcesOf(arn: string): Queue[] {
    return this.all().filter(({ redrive }) => redrive?.deadLetterTargetArn === arn);
  }

  /** @throws InvalidParameterValue when it names a dead-letter queue that cannot be its own. */
  async create(name: string, attributes: QueueAttributes, tags: Record<string, string>): Promise<Queue> {
    this.#checkDeadLetterQueue(name, attributes);
    return this.#written(() => {
      const now = this.#grid.clock.now();
      this.#grid.store
        .sql('INSERT INTO sqs_queues (name, attributes, tags, created_at, modified_at) VALUES (?, ?, ?, ?, ?)')
        .run(name, JSON.stringify(attributes), JSON.stringify(tags), now, now);
    }, name);
  }

  /** Gives the queue other attributes or tags. @throws InvalidParameterValue as `create` does, for a policy that is new. */
  async change(queue: Queue, to: { attributes?: QueueAttributes; tags?: Record<string, string> }): Promise<Queue> {
    const { attributes = queue.attributes, tags = queue.tags } = to;
    if (attributes.RedrivePolicy !== queue.attributes.RedrivePolicy) this.#checkDeadLetterQueue(queue.name, attributes);
    return this.#written(() => {
      this.#grid.store
        .sql('UPDATE sqs_queues SET attributes = ?, tags = ?, modified_at = ? WHERE id = ?')
        .run(JSON.stringify(attributes), JSON.stringify(tags), this.#grid.clock.now(), queue.id);
    }, queue.name);
  }

  async delete(queue: Queue): Promise<void> {
    await this.#grid.store.write(() => this.#grid.store.sql('DELETE FROM sqs_queues WHERE id = ?').run(queue.id));
    this.#byName.delete(queue.name);
  }

  #checkDeadLetterQueue(name: string, attributes: QueueAttributes): void {
    const source = { arn: queueArn(name), fifo: attributes.FifoQueue === 'true', attributes };
    checkDeadLetterQueue(source, (arn) => this.all().find((queue) => queue.arn === arn));
  }

  async #written(work: () => void, name: string): Promise<Queue> {
    const { store } = this.#grid;
    const row = await store.write(() => {
      work();
      return store.sql('SELECT * FROM sqs_queues WHERE name = ?').get(name);
    });
    return this.#remember(row ?? {});
  }

  #remember(row: Record<string, unknown>): Queue {
    const name = String(row.name);
    const attributes: QueueAttributes = JSON.parse(String(row.attributes));
    const ms = (attribute: string) => Number(attributes[attribute]) * 1000;
    const queue: Queue = {
      id: Number(row.id),
      name,
      arn: queueArn(name),
      url: `${this.#grid.endpoint}/${ACCOUNT}/${name}`,
      fifo: attributes.FifoQueue === 'true',
      createdAt: Number(row.created_at),
      modifiedAt: Number(row.modified_at),
      attributes,
      tags: JSON.parse(String(row.tags)),
      redrive: redriveOf(attributes.RedrivePolicy),
      visibilityMs: ms('VisibilityTimeout'),
      delayMs: ms('DelaySeconds'),
      retentionMs: ms('MessageRetentionPeriod'),
      waitMs: ms('ReceiveMessageWaitTimeSeconds'),
      maxBytes: Number(attributes.MaximumMessageSize),
    };
    this.#byName.set(name, queue);
    return queue;
  }
}

/** The ARN of a queue. */
export function queueArn(name: string): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
}

/** The name at the end of a queue's URL or ARN. */
export function nameFrom(reference: string): string {
  return reference.slice(Math.max(reference.lastIndexOf('/'), reference.lastIndexOf(':')) + 1);
}
