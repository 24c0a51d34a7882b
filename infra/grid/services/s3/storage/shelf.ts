import { isDeepStrictEqual } from 'node:util';
import { AwsError, type GridContext } from '../../../service.ts';
import type { Told } from '../../events/service.ts';
import type { Notifications } from '../notifications/configuration.ts';
import type { Deed } from '../notifications/deed.ts';
import { Notifier } from '../notifications/notifier.ts';
import { type Blob, Blobs } from './blobs.ts';
import { type Bucket, Buckets } from './buckets.ts';
import { Objects, type StoredObject } from './objects.ts';

/** How an object comes to its place. */
export interface Putting {
  readonly deed: Deed;
  /** Throws where what is there forbids it. */
  check?(present: StoredObject | undefined): void;
}

/** Buckets, objects and their content, kept in step: an object without content, or content without object, does not stay. */
export class Shelf {
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly blobs: Blobs;
  readonly notifier: Notifier;
  readonly grid: GridContext;

  constructor(grid: GridContext, events: Told) {
    this.grid = grid;
    this.buckets = new Buckets(grid);
    this.objects = new Objects(grid.store);
    this.blobs = new Blobs(grid);
    this.notifier = new Notifier(grid, events);
  }

  /** @throws when content of objects is gone: the grid never starts as if they were whole. */
  start(): void {
    this.buckets.load();
    this.objects.define();
    const missing = this.blobs.start(this.objects.blobs());
    if (missing.length > 0) {
      throw new Error(`s3: ${missing.length} objects have lost their content, which was ${missing[0]} in s3/objects.`);
    }
  }

  /**
   * Puts an object in its place, if `check` of what is there does not throw, and removes the content of the one before.
   * The new content is removed when it does.
   */
  async put(object: StoredObject, { deed, check }: Putting): Promise<void> {
    const { store } = this.grid;
    let before: StoredObject | undefined;
    try {
      before = await store.write(() => {
        const { bucket: name, key } = object;
        const bucket = this.buckets.get(name);
        const present = this.objects.find(name, key);
        check?.(present);
        this.objects.put(object);
        this.notifier.tell(bucket, { deed, key }, object);
        return present;
      });
    } catch (error) {
      await this.blobs.remove(object.blob);
      throw error;
    }
    if (before) await this.blobs.remove(before.blob);
  }

  /** Puts in its place an object of what was just written, as `put` does; gives its ETag. */
  async keep(
    object: Pick<StoredObject, 'bucket' | 'key' | 'headers' | 'checksums'>,
    blob: Blob,
    putting: Putting,
  ): Promise<string> {
    const etag = `"${blob.digests.get('md5')?.toString('hex')}"`;
    const modified = Math.floor(this.grid.clock.now() / 1000) * 1000;
    await this.put({ ...object, blob: blob.id, size: blob.size, etag, modified }, putting);
    return etag;
  }

  /**
   * Removes an object; one that is not there is none the less removed.
   * Where a content is named, only as long as it has that.
   */
  async delete({ bucket, key, blob }: { bucket: string; key: string; blob?: string }, deed: Deed): Promise<void> {
    const present = await this.grid.store.write(() => {
      const found = this.objects.find(bucket, key);
      if (!found || (blob !== undefined && found.blob !== blob)) return undefined;
      this.objects.delete(bucket, key);
      this.notifier.tell(this.buckets.get(bucket), { deed, key });
      return found;
    });
    if (present) await this.blobs.remove(present.blob);
  }

  /**
   * Lets a bucket tell of what happens in it from now on. Destinations that are new are tried, unless they are to be left unchecked.
   * @throws NoSuchBucket, InvalidArgument for a destination that does not take it
   */
  async notify(name: string, notifications: Notifications, { unchecked }: { unchecked: boolean }): Promise<void> {
    const {
      notifications: before,
      name: _name,
      arn: _arn,
      createdAt: _createdAt,
      ...configuration
    } = this.buckets.get(name);
    const fresh = notifications.to.filter((one) => !before.to.some((old) => isDeepStrictEqual(old, one)));
    if (!unchecked) await this.notifier.check(name, fresh);
    await this.buckets.save(name, { ...configuration, notifications });
  }

  /** @throws BucketNotEmpty */
  async deleteBucket({ name }: Bucket): Promise<void> {
    await this.grid.store.write(() => {
      if (!this.objects.isEmpty(name)) {
        const message = 'The bucket you tried to delete is not empty';
        throw new AwsError('BucketNotEmpty', message, 409, { BucketName: name });
      }
      this.buckets.delete(name);
    });
  }
}
