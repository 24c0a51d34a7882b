import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const PREFIX = 'personal:v1:';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Whether a value is encrypted already. */
export function isEncrypted(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(PREFIX);
}

/** Encrypts a JSON value with AES-256-GCM (NIST SP 800-38D) under a fresh nonce; `subject` is bound to it, so it can't be moved to another person. */
export function encrypt(value: unknown, key: Buffer, subject: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(subject));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
}

/** The value that was encrypted. Throws when key or subject are not the ones it was encrypted with. */
export function decrypt(encrypted: string, key: Buffer, subject: string): unknown {
  const bytes = Buffer.from(encrypted.slice(PREFIX.length), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(subject))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}
