import type { Store } from '../../../store.ts';

/** An object, without its content. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  /** Of its content. */
  readonly blob: string;
  /** In bytes. */
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  /** Milliseconds since 1970, of whole seconds, as HTTP has them. */
  readonly modified: number;
  /** Those that come back with it: `content-type`, `cache-control`, `x-amz-meta-*` and the like. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of the content, by header: `x-amz-checksum-crc32`, in base64. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Where a listing begins and what it takes in. */
export interface Span {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys come after this one. */
  readonly after: string;
  readonly limit: number;
}

/** The objects in the grid's store, by bucket and key. Keys are in the order of their UTF-8 bytes, as on AWS. */
export class Objects {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  define(): void {
    this.#store.define(`CREATE TABLE IF NOT EXISTS s3_objects (bucket TEXT NOT NULL, key TEXT NOT NULL,
      blob TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL, headers TEXT NOT NULL,
      checksums TEXT NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID`);
  }

  blobs(): Set<string> {
    return new Set(
      this.#store
        .sql('SELECT blob FROM s3_objects')
        .all()
        .map(({ blob }) => String(blob)),
    );
  }

  find(bucket: string, key: string): StoredObject | undefined {
    const row = this.#store.sql('SELECT * FROM s3_objects WHERE bucket = ? AND key = ?').get(bucket, key);
    return row && objectOf(row);
  }

  isEmpty(bucket: string): boolean {
    return this.#store.sql('SELECT 1 FROM s3_objects WHERE bucket = ? LIMIT 1').get(bucket) === undefined;
  }

  list({ bucket, prefix, after, limit }: Span): StoredObject[] {
    const rows = this.#store
      .sql('SELECT * FROM s3_objects WHERE bucket = ? AND key >= ? AND key > ? ORDER BY key LIMIT ?')
      .all(bucket, prefix, after, limit);
    const objects = rows.map(objectOf);
    const end = objects.findIndex(({ key }) => !key.startsWith(prefix));
    return end === -1 ? objects : objects.slice(0, end);
  }

  /** Those of the prefix that were last written before `before`, in milliseconds since 1970. */
  olderThan(bucket: string, prefix: string, before: number): StoredObject[] {
    return this.#store
      .sql('SELECT * FROM s3_objects WHERE bucket = ? AND substr(key, 1, length(?)) = ? AND modified < ?')
      .all(bucket, prefix, prefix, before)
      .map(objectOf);
  }

  /** Inside a unit of work of the store. */
  put({ bucket, key, blob, size, etag, modified, headers, checksums }: StoredObject): void {
    this.#store
      .sql('REPLACE INTO s3_objects VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(bucket, key, blob, size, etag, modified, JSON.stringify(headers), JSON.stringify(checksums));
  }

  /** Inside a unit of work of the store. */
  delete(bucket: string, key: string): void {
    this.#store.sql('DELETE FROM s3_objects WHERE bucket = ? AND key = ?').run(bucket, key);
  }
}

function objectOf(row: Record<string, unknown>): StoredObject {
  return {
    bucket: String(row.bucket),
    key: String(row.key),
    blob: String(row.blob),
    size: Number(row.size),
    etag: String(row.etag),
    modified: Number(row.modified),
    headers: JSON.parse(String(row.headers)),
    checksums: JSON.parse(String(row.checksums)),
  };
}
