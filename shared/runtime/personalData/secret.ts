import { createHmac } from 'node:crypto';
import { INSTALLATION } from '#shared/model/installation.ts';
import { keyToWrite } from './keys.ts';

let secret: Promise<Buffer> | undefined;

/**
 * A digest of texts that only the functions of this installation can make: whoever knows the texts cannot compute it. Its
 * secret is made by whoever needs it first, and read once by each instance.
 */
export async function keyedDigest(...texts: readonly string[]): Promise<string> {
  secret ??= keyToWrite(INSTALLATION).catch((error) => {
    secret = undefined;
    throw error;
  });
  return createHmac('sha256', await secret)
    .update(JSON.stringify(texts))
    .digest('base64url');
}

/** A secret (base64 of 32 bytes) that the installation makes of texts, the same each time: it is kept nowhere. */
export async function secretOf(texts: readonly string[]): Promise<string> {
  return Buffer.from(await keyedDigest('secret', ...texts), 'base64url').toString('base64');
}
