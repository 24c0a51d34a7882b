import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type Grid, startGrid } from '../../../grid.ts';
import { synthShop } from './shopApp.ts';

/** A request that the server behind the shop got. */
export interface Handed {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The shop on a grid, and the server that is its tokens' issuer and gets what it hands on. */
export interface Shop {
  readonly grid: Grid;
  /** An output of its stack. */
  output(name: string): string;
  /** A token that the issuer has signed, good for a minute by the grid's clock. */
  token(claims: JWTPayload): Promise<string>;
  /** The requests that were handed on. */
  readonly handed: Handed[];
  /** The app with a route more, for `grid.update`. */
  withRoute(path: string): string;
  /** The lines of the access log, without the requests' ids; the grid must have stopped. */
  accesses(): string[];
  stop(): Promise<void>;
}

/** Starts both. */
export async function startShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'uno' };
  const handed: Handed[] = [];
  const server = createServer(async (request, response) => {
    const json = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration') return json({ jwks_uri: `${serverUrl}/claves` });
    if (request.url === '/sin-claves/.well-known/openid-configuration')
      return json({ jwks_uri: `${serverUrl}/ninguna` });
    if (request.url === '/claves') return json({ keys: [key] });
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    handed.push({ method, url, headers, body });
    return response.writeHead(202, { 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] }).end('de fuera');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const synth = (name: string, more: { added?: string } = {}) =>
    synthShop({ outdir: join(folder, name), serverUrl, ...more });
  const dataFolder = join(folder, 'data');
  const grid = await startGrid({ assembly: synth('out'), dataFolder });
  return {
    grid,
    output: (name) => String(grid.outputs.Tienda?.[name]),
    token: (claims) =>
      new SignJWT({ iss: serverUrl, aud: 'tienda', exp: Math.floor(grid.clock.now() / 1_000) + 60, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: key.kid })
        .sign(privateKey),
    handed,
    withRoute: (added) => synth('changed', { added }),
    accesses: () =>
      readFileSync(join(dataFolder, 'logs/accesos.log'), 'utf8')
        .replaceAll(/ \S+\n/g, '\n')
        .trim()
        .split('\n'),
    async stop() {
      await grid.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}
