import { createPublicKey, type KeyObject, sign } from 'node:crypto';

/** The years in which the certificate holds, however far the grid's clock is moved. */
const NOT_BEFORE = '20000101000000Z';
const NOT_AFTER = '99991231235959Z';

const SHA256_WITH_RSA = Buffer.from('06092a864886f70d01010b', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const NULL = Buffer.from('0500', 'hex');

/**
 * A certificate (X.509 version 1, RFC 5280) that an RSA key signs for itself, as PEM; the same key always gives the same.
 * `node:crypto` reads certificates and makes none, and these lines weigh less than a dozen packages that would.
 */
export function selfSigned(key: KeyObject, commonName: string): string {
  const algorithm = sequence(SHA256_WITH_RSA, NULL);
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(commonName)))));
  const validity = sequence(generalizedTime(NOT_BEFORE), generalizedTime(NOT_AFTER));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const serial = der(0x02, Buffer.from([1]));
  const body = sequence(serial, algorithm, name, validity, name, publicKey);
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, key)]));
  const base64 = sequence(body, algorithm, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function generalizedTime(text: string): Buffer {
  return der(0x18, Buffer.from(text));
}

/** A value with its tag and its length, which is one byte up to 127 and then says how many bytes it takes. */
function der(tag: number, value: Buffer): Buffer {
  const length = value.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, value]);
}
