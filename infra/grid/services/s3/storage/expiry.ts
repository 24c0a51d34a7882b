import type { Cancel } from '../../../clock.ts';
import { ownDeed } from '../notifications/deed.ts';
import type { Shelf } from './shelf.ts';

const DAY_MS = 86_400_000;

/**
 * Removes objects whose rule says that they are over, by the grid's clock. S3 rounds to the midnight (UTC) that follows:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
export class Expiry {
  readonly #shelf: Shelf;
  #cancel: Cancel = () => undefined;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** Looks now, and at every midnight. */
  run(): void {
    const { clock, log } = this.#shelf.grid;
    const midnight = Math.floor(clock.now() / DAY_MS) * DAY_MS;
    this.#sweep(midnight).catch((error: unknown) => log(`s3: ${String(error)}`));
    this.#cancel = clock.at(midnight + DAY_MS, () => this.run());
  }

  stop(): void {
    this.#cancel();
  }

  async #sweep(midnight: number): Promise<void> {
    for (const { name, expiry } of this.#shelf.buckets.all()) {
      for (const { prefix, days } of expiry) {
        const over = this.#shelf.objects.olderThan(name, prefix, midnight - days * DAY_MS);
        const deed = ownDeed('LifecycleExpiration:Delete', 's3.amazonaws.com');
        for (const { key, blob } of over) await this.#shelf.delete({ bucket: name, key, blob }, deed);
      }
    }
  }
}
