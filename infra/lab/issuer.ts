import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

const ALGORITHM = 'EdDSA';
const ISSUER = 'urn:alpes:emisor-de-desarrollo';
const AUDIENCE = 'alpes';

/** Every right there is: what an operator of the demo holds. */
export const OPERATOR_SCOPES = ['ordenes', 'bodegas', 'vehiculos', 'clientes', 'analitica', 'notificaciones'].flatMap(
  (context) => [`${context}:leer`, `${context}:escribir`],
);

/** What a customer may ask for; that it is its own is checked by the functions. */
export const CUSTOMER_SCOPES = ['ordenes:leer', 'ordenes:escribir', 'notificaciones:leer'];

/** Who signs tokens on a grid for development. On AWS this is an identity provider, named by the templates' parameters. */
export interface Issuer {
  /** The parameters of every stack that verifies tokens. */
  readonly parameters: Readonly<Record<'TokenIssuer' | 'TokenAudience' | 'TokenKeys', string>>;
  /** A token for an operator with these rights. */
  operator(scopes?: readonly string[]): Promise<string>;
  /** A token for a customer. */
  customer(clienteId: string): Promise<string>;
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
    operator: (scopes = OPERATOR_SCOPES) => sign('operador', { scope: scopes.join(' ') }),
    customer: (clienteId) => sign(`cliente:${clienteId}`, { scope: CUSTOMER_SCOPES.join(' '), cliente_id: clienteId }),
  };
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
