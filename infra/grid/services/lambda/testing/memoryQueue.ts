import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../../clock.ts';
import { AwsError, type QueueMessage, type Queues } from '../../../service.ts';

interface Held {
  readonly message: QueueMessage;
  visibleAt: number;
  receives: number;
}

/** One queue in memory with visibility timeouts on the grid's clock: enough to drive a mapping. */
export class MemoryQueue implements Queues {
  readonly held: Held[] = [];
  readonly visibilityMs = 30_000;
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  send(body: string): string {
    const messageId = randomUUID();
    const md5OfBody = createHash('md5').update(body).digest('hex');
    const message = { messageId, receiptHandle: messageId, body, md5OfBody, attributes: {}, messageAttributes: {} };
    this.held.push({ message, visibleAt: 0, receives: 0 });
    this.#wake();
    return messageId;
  }

  async receive(_arn: string, max: number, waitMs: number, signal: AbortSignal): Promise<QueueMessage[]> {
    const found = this.#take(max);
    if (found.length > 0 || waitMs === 0 || signal.aborted) return found;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(waitMs, done);
      signal.addEventListener('abort', done);
      this.#waiting.add(done);
    });
    return this.#take(max);
  }

  visibilityOf(arn: string): number {
    if (arn.includes(':missing')) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return this.visibilityMs;
  }

  async delete(_arn: string, receiptHandles: readonly string[]): Promise<void> {
    for (const handle of receiptHandles) {
      const at = this.held.findIndex(({ message }) => message.receiptHandle === handle);
      if (at >= 0) this.held.splice(at, 1);
    }
  }

  async giveBack(_arn: string, receiptHandles: readonly string[]): Promise<void> {
    for (const entry of this.held) {
      if (!receiptHandles.includes(entry.message.receiptHandle)) continue;
      entry.visibleAt = 0;
      entry.receives -= 1;
    }
  }

  /** It has no next life. */
  async leave(): Promise<void> {}

  #take(max: number): QueueMessage[] {
    const now = this.#clock.now();
    const found = this.held.filter((entry) => entry.visibleAt <= now).slice(0, max);
    for (const entry of found) {
      entry.visibleAt = now + this.visibilityMs;
      entry.receives += 1;
      this.#clock.at(entry.visibleAt, () => this.#wake());
    }
    return found.map(({ message, receives }) => ({
      ...message,
      attributes: { ApproximateReceiveCount: String(receives) },
    }));
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}
