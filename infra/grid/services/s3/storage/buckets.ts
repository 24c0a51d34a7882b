import type { GridContext } from '../../../service.ts';
import { noSuchBucket } from '../faults.ts';
import { type Notifications, SILENT } from '../notifications/configuration.ts';

/** One rule of a bucket's CORS, as the template has it. */
export interface CorsRule {
  readonly AllowedHeaders?: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedOrigins: readonly string[];
  readonly ExposedHeaders?: readonly string[];
  readonly Id?: string;
  /** In seconds. */
  readonly MaxAge?: number;
}

/** Objects whose key begins with `prefix` end `days` days after they were written. */
export interface ExpiryRule {
  readonly prefix: string;
  readonly days: number;
}

/** What a bucket does beside keeping objects. */
export interface BucketConfiguration {
  readonly cors: readonly CorsRule[];
  readonly expiry: readonly ExpiryRule[];
  /** Refuses a policy that lets everybody in (`BlockPublicPolicy`). */
  readonly blocksPublicPolicy: boolean;
  /** Lets nobody in without a signature, whatever its policy says (`RestrictPublicBuckets`). */
  readonly restrictsPublic: boolean;
  /** Values by key. */
  readonly tags: Readonly<Record<string, string>>;
  readonly notifications: Notifications;
}

/** A bucket. */
export interface Bucket extends BucketConfiguration {
  readonly name: string;
  readonly arn: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What AWS gives a new bucket: closed. */
export const CLOSED: BucketConfiguration = {
  cors: [],
  expiry: [],
  blocksPublicPolicy: true,
  restrictsPublic: true,
  tags: {},
  notifications: SILENT,
};

/** The buckets by name: in memory for reading, in the store to stay. */
export class Buckets {
  readonly #grid: GridContext;
  readonly #byName = new Map<string, Bucket>();

  constructor(grid: GridContext) {
    this.#grid = grid;
  }

  load(): void {
    const { store } = this.#grid;
    store.define(
      'CREATE TABLE IF NOT EXISTS s3_buckets (name TEXT PRIMARY KEY, created_at INTEGER, configuration TEXT NOT NULL)',
    );
    for (const { name, created_at, configuration } of store.sql('SELECT * FROM s3_buckets').all())
      this.#remember(String(name), Number(created_at), { ...CLOSED, ...JSON.parse(String(configuration)) });
  }

  all(): Bucket[] {
    return [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string | undefined): Bucket | undefined {
    return name === undefined ? undefined : this.#byName.get(name);
  }

  /** @throws NoSuchBucket */
  get(name = ''): Bucket {
    const bucket = this.#byName.get(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  }

  /** Makes the bucket, or gives the one that is there this configuration. */
  async save(name: string, configuration: BucketConfiguration): Promise<Bucket> {
    const { store, clock } = this.#grid;
    const createdAt = this.find(name)?.createdAt ?? clock.now();
    await store.write(() =>
      store.sql('REPLACE INTO s3_buckets VALUES (?, ?, ?)').run(name, createdAt, JSON.stringify(configuration)),
    );
    return this.#remember(name, createdAt, configuration);
  }

  /** Inside a unit of work of the store. */
  delete(name: string): void {
    this.#grid.store.sql('DELETE FROM s3_buckets WHERE name = ?').run(name);
    this.#byName.delete(name);
  }

  #remember(name: string, createdAt: number, configuration: BucketConfiguration): Bucket {
    const bucket = { ...configuration, name, arn: `arn:aws:s3:::${name}`, createdAt };
    this.#byName.set(name, bucket);
    return bucket;
  }
}
