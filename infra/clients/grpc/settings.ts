import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { parseArgs } from 'node:util';
import type { Tls } from './port/onePort.ts';

/** How to use it. */
export const USAGE = `Serves the API by gRPC, gRPC-Web and Connect.

  npm run grpc [-- --port 50051] [--host 127.0.0.1] [--url URL] [--live-url URL] [--outputs FILE]
               [--cert FILE --key FILE] [--plain]

  --port      to listen on, 0 for any (default 50051)
  --host      the address to listen on (default 127.0.0.1)
  --url       of the API (default ALPES_API, or that of --outputs)
  --live-url  of the live channel (default ALPES_LIVE, or that of --outputs); without one, orders are asked for again
  --outputs   what npm start or a deployment has written (default .alpes/outputs.json)
  --cert      a certificate as PEM, with its --key: TLS; without, plain text, on this machine only
  --plain     plain text on any address, where something in front of it speaks TLS`;

/** What was chosen. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly apiUrl: string;
  readonly liveUrl: string | undefined;
  readonly tls: Tls | undefined;
}

interface Outputs {
  readonly apiUrl?: string;
  readonly liveUrl?: string;
}

/**
 * Reads the command line and the environment; `undefined` where help is wanted. Throws an Error that says in one line what
 * is wrong.
 */
export function settingsOf(args: readonly string[], env: NodeJS.ProcessEnv): Settings | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '50051' },
      host: { type: 'string', default: '127.0.0.1' },
      url: { type: 'string' },
      'live-url': { type: 'string' },
      outputs: { type: 'string', default: path.join('.alpes', 'outputs.json') },
      cert: { type: 'string' },
      key: { type: 'string' },
      plain: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const { host, outputs } = values;
  const tls = tlsOf(values.cert, values.key);
  if (!tls && !values.plain && !isLoopback(host))
    throw new Error(`Tokens would travel to ${host} in plain text: give --cert and --key, or say --plain.`);
  const named = values.url ?? env.ALPES_API;
  // The channel of another system would tell of other orders.
  const { apiUrl, liveUrl } = named === undefined ? outputsOf(outputs) : { apiUrl: named };
  if (!apiUrl) throw new Error(`Which API? Start one with npm start, which writes ${outputs}, or say --url.`);
  return {
    port: portOf(values.port),
    host,
    apiUrl: urlOf('--url', apiUrl, ['http:', 'https:']),
    liveUrl: optionalUrl(values['live-url'] ?? env.ALPES_LIVE ?? liveUrl),
    tls,
  };
}

function tlsOf(cert: string | undefined, key: string | undefined): Tls | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new Error('--cert and --key go together.');
  const tls = { cert: contentOf('--cert', cert), key: contentOf('--key', key) };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new Error(
      `--cert ${cert} and --key ${key} are no certificate and its key, both as PEM: ${(error as Error).message}`,
    );
  }
  return tls;
}

function contentOf(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${option} ${file} cannot be read: ${(error as Error).message}`);
  }
}

function outputsOf(file: string): Outputs {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Outputs;
  } catch {
    throw new Error(`${file} is no JSON: start the system again with npm start.`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function optionalUrl(text: string | undefined): string | undefined {
  return text ? urlOf('--live-url', text, ['ws:', 'wss:']) : undefined;
}

function urlOf(option: string, text: string, protocols: readonly string[]): string {
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
    throw new Error(`${option} must begin with ${protocols.join('// or ')}//, not "${text}".`);
  return text;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}
