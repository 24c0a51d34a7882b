import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
  /** A token for an operator with these rights: every right there is, unless given. */
  operator(scopes?: readonly string[]): Promise<string>;
  /** A token for a customer, with these rights or with every right that customers may have. */
  customer(clienteId: string, scopes?: readonly string[]): Promise<string>;
}

/** The issuer whose key is kept in `folder`; made when there is none. Without a folder, one for this process only. */
export async function openIssuer(folder?: string): Promise<Issuer> {
  const { privateKey, publicKey } = folder ? await keptKey(path.join(folder, 'emisor.json')) : await newKey();
  const key = await importJWK(privateKey, ALGORITHM);
  const keys = Buffer.from(JSON.stringify({ keys: [{ ...publicKey, alg: ALGORITHM, use: 'sig' }] })).toString('base64');
  const sign = (subject: string, claims: Record<string, unknown>) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(subject)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('30d')
      .sign(key);
  return {
    parameters: { TokenIssuer: ISSUER, TokenAudience: AUDIENCE, TokenKeys: `data:application/json;base64,${keys}` },
    operator: async (scopes) => sign('operador', { scope: (scopes ?? (await declared()).operator).join(' ') }),
    customer: async (clienteId, scopes) =>
      sign(`cliente:${clienteId}`, { scope: (scopes ?? (await declared()).customer).join(' '), cliente_id: clienteId }),
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
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as KeyPair;
  const pair = await newKey();
  writeFileSync(file, JSON.stringify(pair), { mode: 0o600 });
  return pair;
}

async function newKey(): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { privateKey: await exportJWK(privateKey), publicKey: await exportJWK(publicKey) };
}
