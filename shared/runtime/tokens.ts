import { createLocalJWKSet, createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Actor } from '#shared/model/envelope.ts';
import { variable } from './environment.ts';
import { type Fault, fault } from './fault.ts';

/**
 * The longest that a token may last, in seconds. One that was given away works until it ends, and nothing takes it back
 * sooner; an issuer for people gives minutes or hours.
 */
const LONGEST_LIFE = 31 * 86_400;

/** Who calls, and until when (seconds since 1970) the token says so. */
export interface Caller {
  readonly actor: Actor;
  readonly until: number;
}

let keys: JWTVerifyGetKey | undefined;

/** What is thrown for a request without a token that we can trust. */
export function unauthorized(detail: string, cause?: unknown): Fault {
  return fault('NO_AUTENTICADO', { detail, cause });
}

/**
 * The caller that a bearer token names: signature, issuer, audience, beginning and end verified (RFC 7519, RFC 8725), by
 * the clock that the function runs on.
 * Throws Fault NO_AUTENTICADO.
 */
export async function callerOf(authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw unauthorized('Envíe la cabecera "Authorization: Bearer <token>".');
  try {
    const { payload } = await jwtVerify(token, keySet(), {
      issuer: variable('TOKEN_ISSUER'),
      algorithms: ['EdDSA', 'ES256', 'RS256'],
      requiredClaims: ['sub', 'exp'],
    });
    checkAudience(payload);
    return {
      actor: { subject: nameIn(payload.sub), scopes: scopesIn(payload.scope), ...personIn(payload) },
      until: bounded(payload.exp as number),
    };
  } catch (cause) {
    throw unauthorized('El token no es válido o ha caducado.', cause);
  }
}

function bounded(end: number): number {
  if (end - Date.now() / 1_000 <= LONGEST_LIFE) return end;
  throw new Error(`The token ends more than ${LONGEST_LIFE} s from now.`);
}

/**
 * A claim that names somebody, as OpenID Connect bounds `sub`: 1 to 255 characters of ASCII. It is written into the log. A
 * customer or driver that is not understood is refused, not overlooked: without one the caller is an operator, who sees all.
 */
function nameIn(claim: unknown): string {
  if (typeof claim === 'string' && /^[\x20-\x7e]{1,255}$/.test(claim)) return claim;
  throw new Error('A claim names nobody.');
}

/** The customer or the driver that a token is of; nobody is both. */
function personIn({ cliente_id, conductor_id }: JWTPayload): Pick<Actor, 'clienteId' | 'conductorId'> {
  if (cliente_id !== undefined && conductor_id !== undefined) throw new Error('The token is of two people.');
  if (cliente_id !== undefined) return { clienteId: nameIn(cliente_id) };
  return conductor_id === undefined ? {} : { conductorId: nameIn(conductor_id) };
}

/**
 * Access tokens are for whom `aud` says. Those of Cognito have none: they name the client that asked for them, and
 * `token_use` tells them from id tokens, which are no right to anything.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
function checkAudience({ aud, client_id, token_use = 'access' }: JWTPayload): void {
  const ours = variable('TOKEN_AUDIENCE').split(' ');
  const named = aud === undefined ? [client_id] : [aud].flat();
  if (token_use === 'access' && named.some((one) => ours.includes(one as string))) return;
  throw new Error('The token is not for this API.');
}

/** What stands before a right where the issuer names its resource server too, as Cognito does. */
const RESOURCE_SERVER = 'alpes/';

/** The rights in a claim as RFC 8693 writes them: one text, with spaces between. */
function scopesIn(claim: unknown = ''): string[] {
  if (typeof claim !== 'string') throw new Error('The claim scope is not a text.');
  return claim
    .split(' ')
    .filter(Boolean)
    .map((scope) => (scope.startsWith(RESOURCE_SERVER) ? scope.slice(RESOURCE_SERVER.length) : scope));
}

function keySet(): JWTVerifyGetKey {
  if (keys) return keys;
  const place = variable('TOKEN_KEYS');
  keys = place.startsWith('data:')
    ? createLocalJWKSet(JSON.parse(Buffer.from(place.slice(place.indexOf(',') + 1), 'base64').toString('utf8')))
    : createRemoteJWKSet(new URL(place));
  return keys;
}
