import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealed } from '#shared/model/sealed.ts';

/** The first byte of what is encrypted: how it is. */
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a JSON value with AES-256-GCM (NIST SP 800-38D) under a fresh nonce; `subject` is bound to it, so it can't be moved to another person. */
export function encrypt(value: unknown, key: Buffer, subject: string): Sealed {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(subject));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return { cifrado: Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), text]).toString('base64url') };
}

/** The value that was encrypted. Throws when key or subject are not the ones it was encrypted with, or it never was. */
export function decrypt({ cifrado }: Sealed, key: Buffer, subject: string): unknown {
  const bytes = Buffer.from(cifrado, 'base64url');
  if (bytes[0] !== VERSION) throw new Error(`Nothing was encrypted in the way ${bytes[0]}.`);
  const tag = 1 + IV_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, tag), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(subject))
    .setAuthTag(bytes.subarray(tag, tag + TAG_BYTES));
  const text = Buffer.concat([decipher.update(bytes.subarray(tag + TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}
