import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GridContext } from '../../../service.ts';
import { type Digest, digestOf } from './checksums.ts';

/** What lies in a file, and what was found out about it while it was written. */
export interface Blob {
  readonly id: string;
  readonly size: number;
  /** By name, `md5` among them. */
  readonly digests: ReadonlyMap<string, Buffer>;
}

/**
 * The content of objects, a file each, named by chance. A file is written aside, brought to the disk and then renamed:
 * one that is in its place is whole. It is never changed.
 */
export class Blobs {
  readonly #grid: GridContext;

  constructor(grid: GridContext) {
    this.#grid = grid;
  }

  /** Removes what a killed grid left half written or without an object. Gives the ids of `known` that are missing. */
  start(known: ReadonlySet<string>): string[] {
    rmSync(this.#folder('incoming'), { recursive: true, force: true });
    mkdirSync(this.#folder('objects'), { recursive: true });
    mkdirSync(this.#folder('incoming'));
    const present = new Set(readdirSync(this.#folder('objects')));
    for (const id of present) if (!known.has(id)) rmSync(this.#place(id));
    return [...known].filter((id) => !present.has(id));
  }

  /** Writes what `streams` give, one through the other, taking `digests` of it on the way. */
  async write(streams: readonly [Readable, ...Transform[]], digests: Iterable<string>): Promise<Blob> {
    const id = randomUUID();
    const aside = join(this.#folder('incoming'), id);
    const measure = new Measure(digests);
    try {
      await pipeline([...streams, measure, createWriteStream(aside, { flush: !this.#grid.inMemory })]);
      await rename(aside, this.#place(id));
      await this.#settle();
      return { id, size: measure.size, digests: await measure.digests() };
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  /** Another name for the same content. */
  async copy(id: string): Promise<string> {
    const copy = randomUUID();
    await link(this.#place(id), this.#place(copy));
    await this.#settle();
    return copy;
  }

  /** From the byte `start` to the byte `end`, both counted from 0 and given. Opened when this resolves. */
  async read(id: string, { start, end }: { readonly start: number; readonly end: number }): Promise<Readable> {
    const file = await open(this.#place(id));
    return createReadStream('', { fd: file, start, end });
  }

  async remove(id: string): Promise<void> {
    await rm(this.#place(id), { force: true });
  }

  /** A new name is on the disk when its folder is. Windows opens no folders, and needs none of this. */
  async #settle(): Promise<void> {
    if (this.#grid.inMemory || process.platform === 'win32') return;
    const folder = await open(this.#folder('objects'));
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  #folder(name: 'incoming' | 'objects'): string {
    return join(this.#grid.dataFolder, 's3', name);
  }

  #place(id: string): string {
    return join(this.#folder('objects'), id);
  }
}

/** Counts and digests what goes through. */
class Measure extends Transform {
  size = 0;
  readonly #digests: ReadonlyMap<string, Digest>;

  constructor(digests: Iterable<string>) {
    super();
    this.#digests = new Map([...digests].map((name) => [name, digestOf(name)]));
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    for (const digest of this.#digests.values()) digest.update(chunk);
    done(null, chunk);
  }

  async digests(): Promise<ReadonlyMap<string, Buffer>> {
    const all = [...this.#digests].map(async ([name, digest]) => [name, await digest.digest()] as const);
    return new Map(await Promise.all(all));
  }
}
