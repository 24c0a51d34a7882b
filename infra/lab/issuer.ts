import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { CLERK, customer, driver, type Identity, OPERATOR } from './identity.ts';
import type { Scopes } from './scopes.ts';

/** By what tokens are signed. */
export const ALGORITHM = 'EdDSA';
/** The `iss` of tokens for the API: the same whatever port a grid listens on, so that a token outlives a restart. */
export const ISSUER = 'urn:alpes:emisor-de-desarrollo';
/** Their `aud`. */
export const AUDIENCE = 'alpes';

/** Who signs tokens on a grid for development. On AWS this is an identity provider, named by the templates' parameters. */
export interface Issuer {
  /** The parameters of every stack that verifies tokens. */
  readonly parameters: Readonly<Record<'TokenIssuer' | 'TokenAudience' | 'TokenKeys', string>>;
  /** The private key, with what a key set says of it. */
  readonly key: JWK;
  /** Seconds since 1970 by the clock of whoever will verify the tokens. */
  now(): number;
  /** What everybody may do: as the manifests led to when this process began, unless `hold` said otherwise since. */
  rights(): Promise<Scopes>;
  /** From now on these are the rights: the sources have changed. */
  hold(rights: Scopes): void;
  /** A token of somebody, with every right of the role. */
  token(whom: Identity, terms?: Terms): Promise<string>;
  /** A token for an operator. */
  operator(terms?: Terms): Promise<string>;
  /** A token for a customer. */
  customer(clienteId: string, terms?: Terms): Promise<string>;
  /** A token for a driver. */
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

const USUAL_SECONDS = 30 * 86_400;

/** Where the key of a data folder's issuer is kept. */
export function issuerFile(folder: string): string {
  return path.join(folder, 'emisor.json');
}

/**
 * The issuer whose key is kept in `folder`; made when there is none. Without a folder, one for this process only.
 * @param clock milliseconds since 1970 by the clock of whoever will verify the tokens.
 */
export async function openIssuer(folder?: string, clock: () => number = Date.now): Promise<Issuer> {
  const { privateKey, publicKey } = folder ? await keptKey(issuerFile(folder)) : await newKey();
  const said = { alg: ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(publicKey) };
  const key = await importJWK(privateKey, ALGORITHM);
  const keys = Buffer.from(JSON.stringify({ keys: [{ ...publicKey, ...said }] })).toString('base64');
  const now = () => Math.floor(clock() / 1_000);
  let held: Promise<Scopes> | undefined;
  const rights = () => {
    held ??= declared();
    return held;
  };
  const token: Issuer['token'] = async ({ role, subject, claims }, { scopes, seconds = USUAL_SECONDS } = {}) => {
    const issuedAt = now();
    return new SignJWT({ scope: (scopes ?? (await rights())[role]).join(' '), ...claims })
      .setProtectedHeader({ alg: ALGORITHM, kid: said.kid })
      .setSubject(subject)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(key);
  };
  return {
    parameters: { TokenIssuer: ISSUER, TokenAudience: AUDIENCE, TokenKeys: `data:application/json;base64,${keys}` },
    key: { ...privateKey, ...said },
    now,
    rights,
    hold: (changed) => {
      held = Promise.resolve(changed);
    },
    token,
    operator: (terms) => token(OPERATOR, terms),
    customer: (clienteId, terms) => token(customer(clienteId), terms),
    driver: (conductorId, terms) => token(driver(conductorId), terms),
    clerk: (terms) => token(CLERK, terms),
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
