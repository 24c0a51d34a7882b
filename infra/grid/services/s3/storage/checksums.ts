import { createHash } from 'node:crypto';
import { Crc32, Crc32c, Crc64NvmeJs } from '@aws-sdk/checksums/crc';

/** A digest that grows with what it is given. */
export interface Digest {
  update(data: Buffer): void;
  digest(): Promise<Buffer>;
}

const CRCS: Record<string, new () => { update(data: Uint8Array): void; digest(): Promise<Uint8Array> }> = {
  crc32: Crc32,
  crc32c: Crc32c,
  crc64nvme: Crc64NvmeJs,
};
const HASHES = ['md5', 'sha1', 'sha256'];

/** The checksums of S3 that the grid verifies, as in `x-amz-checksum-crc32`. */
export const CHECKSUMS: readonly string[] = [...Object.keys(CRCS), 'sha1', 'sha256'];

/** A digest by its name: one of `CHECKSUMS`, or `md5`. */
export function digestOf(name: string): Digest {
  const Crc = CRCS[name];
  if (Crc) {
    const crc = new Crc();
    return { update: (data) => crc.update(data), digest: async () => Buffer.from(await crc.digest()) };
  }
  if (!HASHES.includes(name)) throw new Error(`There is no digest "${name}".`);
  const hash = createHash(name);
  return { update: (data) => void hash.update(data), digest: async () => hash.digest() };
}
