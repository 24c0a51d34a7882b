import { lookup as resolve } from 'node:dns/promises';
import { isIP } from 'node:net';
import { transportOf } from '../transport.ts';
import { isLoopback, isPublic } from './address.ts';

/** Why nothing was answered. */
export type NoAnswer = 'direccionNoPermitida' | 'sinRespuesta' | 'sinConexion';

/** A request that got no answer. Its message names no address that was looked up. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly code: NoAnswer;

  constructor(code: NoAnswer, cause?: unknown) {
    super(`The address of somebody else did not answer: ${code}.`, { cause });
    this.code = code;
  }
}

/** What is sent. */
export interface Outbound {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Bounds of a request, and whether this machine itself may be asked, also without encryption. */
export interface Bounds {
  readonly timeoutMs: number;
  /** What an answer may have; the rest of it is not read. */
  readonly mostBytes: number;
  readonly loopback: boolean;
}

interface Found {
  readonly address: string;
  readonly family: number;
}

/**
 * Posts to an address that somebody else has named, and gives the status. Every address that the name stands for must be
 * public, and the connection goes to one that was looked at: so what the name stands for a moment later changes nothing.
 * Redirects are not followed; of the answer, only the status counts.
 * @throws Unanswered
 */
export async function post({ url, headers, body }: Outbound, bounds: Bounds): Promise<number> {
  const signal = AbortSignal.timeout(bounds.timeoutMs);
  const target = new URL(url);
  const found = await within(signal, addressOf(target, bounds));
  return new Promise((answered, failed) => {
    const request = transportOf(target.protocol).request(target, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      agent: false,
      signal,
      lookup: (_, { all }, done) => (all ? done(null, [found]) : done(null, found.address, found.family)),
    });
    const end = (status: number) => {
      answered(status);
      request.destroy();
    };
    request.on('error', (error) => failed(new Unanswered(signal.aborted ? 'sinRespuesta' : 'sinConexion', error)));
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > bounds.mostBytes) end(status);
      });
      response.on('end', () => end(status));
      response.on('error', (error) => failed(new Unanswered('sinConexion', error)));
    });
    request.end(body);
  });
}

/** The address to connect to, one of those that a host stands for, if all of them may be asked. */
async function addressOf({ protocol, hostname }: URL, { loopback }: Bounds): Promise<Found> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const all: Found[] = family ? [{ address: host, family }] : await resolve(host, { all: true });
  const own = loopback && all.every(({ address }) => isLoopback(address));
  const others = protocol === 'https:' && all.every(({ address }) => isPublic(address));
  const [first] = all;
  if (first && (own || others)) return first;
  throw new Unanswered('direccionNoPermitida');
}

/** What comes of work, unless the time is over before. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const over = new Promise<never>((_, failed) =>
    signal.addEventListener('abort', () => failed(new Unanswered('sinRespuesta', signal.reason)), { once: true }),
  );
  const told = work.catch((error) => {
    throw error instanceof Unanswered ? error : new Unanswered('sinConexion', error);
  });
  return Promise.race([told, over]);
}
