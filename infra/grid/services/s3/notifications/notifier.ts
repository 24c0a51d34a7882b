import { randomUUID } from 'node:crypto';
import { attempt, failureOf, receiverOf, serviceOf } from '../../../delivery/attempt.ts';
import { Delivery, type RetryPolicy, type Sender } from '../../../delivery/retries.ts';
import { AwsError, type GridContext, type Source } from '../../../service.ts';
import type { Told } from '../../events/service.ts';
import type { Bucket } from '../storage/buckets.ts';
import type { StoredObject } from '../storage/objects.ts';
import { type Notification, wants } from './configuration.ts';
import type { Deed } from './deed.ts';
import { eventOf, recordOf, testEventOf } from './record.ts';

/** An event on its way to a function, a queue or a topic. */
interface Message {
  readonly bucket: string;
  readonly target: { readonly arn: string; readonly RetryPolicy?: RetryPolicy };
  readonly body: string;
  readonly since: number;
  readonly attempts: number;
}

/** Tells of what happens to objects, in the commit in which it happens. What is not taken is retried for a day. */
export class Notifier {
  readonly #grid: GridContext;
  readonly #events: Told;
  readonly #delivery: Delivery<Message>;
  #sequence = 0n;

  constructor(grid: GridContext, events: Told) {
    this.#grid = grid;
    this.#events = events;
    this.#delivery = new Delivery(grid, senderOf(grid));
  }

  run(): void {
    this.#delivery.run();
  }

  stop(): Promise<void> {
    return this.#delivery.stop();
  }

  /** Inside a unit of work of the store. @param object what is there now; `undefined` for what is gone. */
  tell({ name, notifications }: Bucket, { deed, key }: { deed: Deed; key: string }, object?: StoredObject): void {
    const to = notifications.to.filter((each) => wants(each, deed.event, key));
    if (to.length === 0 && !notifications.eventBridge) return;
    const time = this.#grid.clock.now();
    const happened = { deed, bucket: name, key, object, sequencer: this.#next(time), time };
    for (const { id, arn } of to) {
      const body = JSON.stringify({ Records: [recordOf(happened, id)] });
      this.#delivery.ship({ bucket: name, target: { arn }, body, since: time, attempts: 0 });
    }
    if (notifications.eventBridge) this.#events.tell(eventOf(happened));
  }

  /**
   * That a bucket may send to new destinations: queues and topics are sent a test.
   * @throws InvalidArgument
   */
  async check(bucket: string, to: readonly Notification[]): Promise<void> {
    const { access, store, clock } = this.#grid;
    const body = JSON.stringify(testEventOf(bucket, randomUUID(), clock.now()));
    await store.write(() => {
      for (const { arn } of to) {
        try {
          if (serviceOf(arn) === 'lambda') {
            access.checkService(sourceOf(bucket), { action: 'lambda:InvokeFunction', resource: arn });
          } else receiverOf(this.#grid, arn).accept(arn, { body }, sourceOf(bucket));
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          throw unusable(arn, error);
        }
      }
    });
  }

  /** Grows also over a restart: clocks of grids go forward. */
  #next(time: number): string {
    const now = BigInt(time) << 16n;
    this.#sequence = now > this.#sequence ? now : this.#sequence + 1n;
    return this.#sequence.toString(16).toUpperCase().padStart(18, '0');
  }
}

function senderOf(grid: GridContext): Sender<Message> {
  return {
    service: 's3',
    send({ bucket, target: { arn }, body }) {
      const refusal = attempt(grid, () => receiverOf(grid, arn).accept(arn, { body }, sourceOf(bucket)));
      return refusal && failureOf(refusal);
    },
    bury: ({ bucket, target: { arn } }, { message }) =>
      grid.log(`s3: an event of the bucket ${bucket} is lost: ${arn} did not take it: ${message}`),
  };
}

function sourceOf(bucket: string): Source {
  return { service: 's3.amazonaws.com', arn: `arn:aws:s3:::${bucket}` };
}

function unusable(arn: string, { message }: AwsError): AwsError {
  const text = 'Unable to validate the following destination configurations';
  return new AwsError('InvalidArgument', `${text}: ${arn}: ${message}`);
}
