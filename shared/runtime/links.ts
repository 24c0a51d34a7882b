import { timingSafeEqual } from 'node:crypto';
import { keyedDigest } from './personalData/secret.ts';

/** What a link opens without a login. */
export interface Link {
  /** What it opens: a UUID. */
  readonly id: string;
  /** The number of the link among those of the thing, from 0: whoever takes links back raises the number that holds. */
  readonly serial: number;
  /** When it ends, in seconds since 1970. */
  readonly until: number;
}

const ID_BYTES = 16;
const BODY_BYTES = ID_BYTES + 4 + 4;
/** Half of SHA-256's: nobody guesses 128 bits, and the link stays short enough for a text message. */
const MAC_BYTES = 16;

/**
 * The token of a link (54 characters of base64url): what it opens, and a digest that only this installation can make.
 * Nothing is stored of it.
 * @param kind what it is for: a token of one kind is none of another.
 */
export async function signLink(kind: string, { id, serial, until }: Link): Promise<string> {
  const body = Buffer.alloc(BODY_BYTES);
  body.write(id.replaceAll('-', ''), 'hex');
  body.writeUInt32BE(until, ID_BYTES);
  body.writeUInt32BE(serial, ID_BYTES + 4);
  return Buffer.concat([body, await macOf(kind, body)]).toString('base64url');
}

/**
 * What a token opens, or `undefined` for one that this installation has not made for this kind: as much work for any text.
 * Whether the link has ended, or was taken back, is for the caller to say.
 */
export async function readLink(kind: string, token: string): Promise<Link | undefined> {
  const bytes = Buffer.alloc(BODY_BYTES + MAC_BYTES);
  const written = bytes.write(token.slice(0, 2 * bytes.length), 'base64url');
  const body = bytes.subarray(0, BODY_BYTES);
  const authentic = timingSafeEqual(bytes.subarray(BODY_BYTES), await macOf(kind, body));
  // One link has one spelling: base64 is lenient with what is at its end, and with what is no letter of it.
  if (!authentic || written !== bytes.length || bytes.toString('base64url') !== token) return undefined;
  const hex = body.toString('hex', 0, ID_BYTES);
  return {
    id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    until: body.readUInt32BE(ID_BYTES),
    serial: body.readUInt32BE(ID_BYTES + 4),
  };
}

async function macOf(kind: string, body: Buffer): Promise<Buffer> {
  const digest = await keyedDigest(`link:${kind}`, body.toString('base64url'));
  return Buffer.from(digest, 'base64url').subarray(0, MAC_BYTES);
}
