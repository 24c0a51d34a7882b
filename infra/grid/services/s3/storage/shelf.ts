import { AwsError, type GridContext } from '../../../service.ts';
import { type Blob, Blobs } from './blobs.ts';
import { type Bucket, Buckets } from './buckets.ts';
import { Objects, type StoredObject } from './objects.ts';

/** Buckets, objects and their content, kept in step: an object without content, or content without object, does not stay. */
export class Shelf {
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly blobs: Blobs;
  readonly grid: GridContext;

  constructor(grid: GridContext) {
    this.grid = grid;
    this.buckets = new Buckets(grid);
    this.objects = new Objects(grid.store);
    this.blobs = new Blobs(grid);
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
  async put(object: StoredObject, check: (present: StoredObject | undefined) => void): Promise<void> {
    const { store } = this.grid;
    let before: StoredObject | undefined;
    try {
      before = await store.write(() => {
        this.buckets.get(object.bucket);
        const present = this.objects.find(object.bucket, object.key);
        check(present);
        this.objects.put(object);
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
    { bucket, key }: Pick<StoredObject, 'bucket' | 'key'>,
    blob: Blob,
    about: Pick<StoredObject, 'headers' | 'checksums'>,
    check: (present: StoredObject | undefined) => void = () => {},
  ): Promise<string> {
    const etag = `"${blob.digests.get('md5')?.toString('hex')}"`;
    const modified = Math.floor(this.grid.clock.now() / 1000) * 1000;
    await this.put({ bucket, key, blob: blob.id, size: blob.size, etag, modified, ...about }, check);
    return etag;
  }

  /**
   * Removes an object; one that is not there is none the less removed.
   * @param blob only as long as this is its content.
   */
  async delete(bucket: string, key: string, blob?: string): Promise<void> {
    const present = await this.grid.store.write(() => {
      const found = this.objects.find(bucket, key);
      if (blob !== undefined && found?.blob !== blob) return undefined;
      this.objects.delete(bucket, key);
      return found;
    });
    if (present) await this.blobs.remove(present.blob);
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
