import type { GridContext } from '../../service.ts';
import type { MessageAttributes } from '../sqs/digest.ts';
import type { Registry, Subscription } from './registry.ts';
import { delayOf, retryPolicyOf } from './retries.ts';

/** A notification for an HTTP endpoint, on disk until it is delivered or given up. */
interface Pending {
  readonly id: number;
  readonly subscription: string;
  readonly message_id: string;
  readonly body: string;
  readonly raw: number;
  readonly tries: number;
  readonly due: number;
  /** Of a raw delivery, as JSON: its dead letter has them. */
  readonly attributes: string | null;
}

/** A message for a web hook. */
interface Outgoing {
  readonly id: string;
  readonly body: string;
  readonly raw: boolean;
  readonly attributes: MessageAttributes;
}

type GiveUp = (subscription: Subscription, body: string, attributes: MessageAttributes) => void;

const TIMEOUT_MS = 15_000;
const LOOPBACK = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/|$)/;

/** Whether the endpoint is on this machine: the grid calls no other. */
export function isLoopback(endpoint: string): boolean {
  return LOOPBACK.test(endpoint);
}

/** Deliveries to HTTP endpoints of this machine, retried on the grid's clock. */
export class Webhooks {
  readonly #grid: GridContext;
  readonly #registry: Registry;
  readonly #giveUp: GiveUp;
  readonly #cancels = new Set<() => void>();
  #running = false;

  /** @param giveUp takes what could not be delivered, inside a unit of work of the store. */
  constructor(grid: GridContext, registry: Registry, giveUp: GiveUp) {
    this.#grid = grid;
    this.#registry = registry;
    this.#giveUp = giveUp;
  }

  load(): void {
    this.#grid.store.define(`CREATE TABLE IF NOT EXISTS sns_webhooks (id INTEGER PRIMARY KEY AUTOINCREMENT,
      subscription TEXT, message_id TEXT, body TEXT, raw INTEGER, tries INTEGER DEFAULT 0, due INTEGER)`);
    const columns = this.#grid.store.sql("SELECT name FROM pragma_table_info('sns_webhooks')").all();
    if (columns.some(({ name }) => name === 'attributes')) return;
    this.#grid.store.define('ALTER TABLE sns_webhooks ADD COLUMN attributes TEXT');
  }

  run(): void {
    this.#running = true;
    for (const { id, due } of this.#grid.store.sql('SELECT id, due FROM sns_webhooks').all()) {
      this.#later(Number(id), Number(due));
    }
  }

  stop(): void {
    this.#running = false;
    for (const cancel of this.#cancels) cancel();
  }

  /** Inside a unit of work of the store. */
  add(subscription: Subscription, message: Outgoing): void {
    const { id, body, raw, attributes } = message;
    const now = this.#grid.clock.now();
    const { lastInsertRowid } = this.#grid.store
      .sql('INSERT INTO sns_webhooks (subscription, message_id, body, raw, due, attributes) VALUES (?, ?, ?, ?, ?, ?)')
      .run(subscription.arn, id, body, Number(raw), now, raw ? JSON.stringify(attributes) : null);
    queueMicrotask(() => this.#later(Number(lastInsertRowid), now));
  }

  #later(id: number, due: number): void {
    if (!this.#running) return;
    const cancel = this.#grid.clock.at(due, () => {
      this.#cancels.delete(cancel);
      this.#attempt(id).catch((error: unknown) => this.#grid.log(`sns: ${String(error)}`));
    });
    this.#cancels.add(cancel);
  }

  async #attempt(id: number): Promise<void> {
    const { store, clock } = this.#grid;
    const pending = store.sql('SELECT * FROM sns_webhooks WHERE id = ?').get(id) as Pending | undefined;
    if (!pending) return;
    const subscription = this.#registry.findSubscription(pending.subscription);
    const delivered = !subscription || (await post(subscription, pending));
    const delay = delivered || !subscription ? undefined : this.#delay(subscription, pending.tries + 1);
    await store.write(() => {
      if (delay === undefined) {
        store.sql('DELETE FROM sns_webhooks WHERE id = ?').run(id);
        const { body, attributes } = pending;
        if (!delivered && subscription) this.#giveUp(subscription, body, attributes ? JSON.parse(attributes) : {});
      } else {
        const due = clock.now() + delay * 1000;
        store.sql('UPDATE sns_webhooks SET tries = tries + 1, due = ? WHERE id = ?').run(due, id);
        queueMicrotask(() => this.#later(id, due));
      }
    });
  }

  #delay({ attributes, topicArn }: Subscription, retry: number): number | undefined {
    const topic = this.#registry.find(topicArn)?.attributes.DeliveryPolicy;
    return delayOf(retry, retryPolicyOf(attributes.DeliveryPolicy, topic));
  }
}

async function post(subscription: Subscription, { message_id, body, raw }: Pending): Promise<boolean> {
  try {
    const response = await fetch(subscription.endpoint, {
      method: 'POST',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'text/plain; charset=UTF-8',
        'x-amz-sns-message-type': 'Notification',
        'x-amz-sns-message-id': message_id,
        'x-amz-sns-topic-arn': subscription.topicArn,
        'x-amz-sns-subscription-arn': subscription.arn,
        ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
      },
      body,
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
