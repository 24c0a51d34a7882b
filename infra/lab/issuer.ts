import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Scopes } from './scopes.ts';

const ALGORITHM = 'EdDSA';
const ISSUER = 'urn:alpes:emisor-de-desarrollo';
const AUDIENCE = 'alpes';

/** Who signs tokens on a grid for development. On AWS this is an identity provider, named by the templates' parameters. */
export interface Issuer {
  /** The parameters of every stack that verifies tokens. */
  readonly parameters: Readonly<Record<'TokenIssuer' | 'TokenAudience' | 'TokenKeys', string>>;
  /** A token for an operator, with every right that there is. */
  operator(terms?: Terms): Promise<string>;
  /** A token for a customer, with every right that customers may have. */
  customer(clienteId: string, terms?: Terms): Promise<string>;
  /** A token for a driver, with every right that drivers may have. */
  driver(conductorId: string, terms?: Terms): Promise<string>;
  /** A token for whoever works in a warehouse. */
  clerk(terms?: Terms): Promise<string>;
}

/** What a token says otherwise than usual. */
export interface Terms {
  readonly scopes?: readonly string[];
  /** For how long it holds; thirty days, unless said. */
  readonly seconds?: number;
}

/** The rights of whoever works in a warehouse: its goods, and the orders for which they are. */
const CLERK = ['bodegas:escribir', 'bodegas:leer', 'ordenes:leer', 'vehiculos:leer'];

const USUAL_SECONDS = 30 * 86_400;

/** Where the key of a data folder's issuer is kept. */
export function issuerFile(folder: string): string {
  return path.join(folder, 'emisor.json');
}

/**
 * The issuer whose key is kept in `folder`; made when there is none. Without a folder, one for this process only.
 * @param now milliseconds since 1970 by the clock of whoever will verify the tokens.
 */
export async function openIssuer(folder?: string, now: () => number = Date.now): Promise<Issuer> {
  const { privateKey, publicKey } = folder ? await keptKey(issuerFile(folder)) : await newKey();
  const key = await importJWK(privateKey, ALGORITHM);
  const keys = Buffer.from(JSON.stringify({ keys: [{ ...publicKey, alg: ALGORITHM, use: 'sig' }] })).toString('base64');
  const sign = (subject: string, claims: Record<string, unknown>, seconds = USUAL_SECONDS) => {
    const issuedAt = Math.floor(now() / 1_000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(subject)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(key);
  };
  return {
    parameters: { TokenIssuer: ISSUER, TokenAudience: AUDIENCE, TokenKeys: `data:application/json;base64,${keys}` },
    operator: async ({ scopes, seconds } = {}) =>
      sign('operador', { scope: (scopes ?? (await declared()).operator).join(' ') }, seconds),
    customer: async (clienteId, { scopes, seconds } = {}) => {
      const scope = (scopes ?? (await declared()).customer).join(' ');
      return sign(`cliente:${clienteId}`, { scope, cliente_id: clienteId }, seconds);
    },
    driver: async (conductorId, { scopes, seconds } = {}) => {
      const scope = (scopes ?? (await declared()).driver).join(' ');
      return sign(`conductor:${conductorId}`, { scope, conductor_id: conductorId }, seconds);
    },
    clerk: async ({ scopes, seconds } = {}) => sign('bodega', { scope: (scopes ?? CLERK).join(' ') }, seconds),
  };
}

/** What the manifests lead to. Loaded only now: they bring every declaration along. */
async function declared(): Promise<Scopes> {
  const [{ scopesOf }, { contextos }] = await Promise.all([import('./scopes.ts'), import('#functions/contextos.ts')]);
  return scopesOf(contextos);
}

interface KeyPair {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

async function keptKey(file: string): Promise<KeyPair> {
  if (existsSync(file)) return readKey(file);
  const pair = await newKey();
  // Whole or not at all.
  writeFileSync(`${file}.new`, JSON.stringify(pair), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return pair;
}

async function readKey(file: string): Promise<KeyPair> {
  try {
    const pair = JSON.parse(readFileSync(file, 'utf8')) as KeyPair;
    await Promise.all([importJWK(pair.privateKey, ALGORITHM), importJWK(pair.publicKey, ALGORITHM)]);
    return pair;
  } catch (cause) {
    throw new Error(
      `${file} holds no key to sign tokens with. Bring it back, or remove it: then there is a new key, and the tokens of the old one end.`,
      { cause },
    );
  }
}

async function newKey(): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { privateKey: await exportJWK(privateKey), publicKey: await exportJWK(publicKey) };
}
