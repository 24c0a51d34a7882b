import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Actor } from '#shared/model/envelope.ts';
import { variable } from './environment.ts';
import { type Fault, fault } from './fault.ts';

let keys: JWTVerifyGetKey | undefined;

/** What is thrown for a request without a token that we can trust. */
export function unauthorized(detail: string, cause?: unknown): Fault {
  return fault('NO_AUTENTICADO', { detail, cause });
}

/**
 * The caller that a bearer token names: signature, issuer, audience and expiry verified (RFC 7519, RFC 8725).
 * Throws Fault NO_AUTENTICADO.
 */
export async function callerOf(authorization: string | undefined): Promise<Actor> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw unauthorized('Envíe la cabecera "Authorization: Bearer <token>".');
  try {
    const { payload } = await jwtVerify(token, keySet(), {
      issuer: variable('TOKEN_ISSUER'),
      audience: variable('TOKEN_AUDIENCE'),
      algorithms: ['EdDSA', 'ES256', 'RS256'],
      requiredClaims: ['sub', 'exp'],
    });
    const clienteId = customerIn(payload.cliente_id);
    return {
      subject: payload.sub as string,
      scopes: String(payload.scope ?? '')
        .split(' ')
        .filter(Boolean),
      ...(clienteId !== undefined && { clienteId }),
    };
  } catch (cause) {
    throw unauthorized('El token no es válido o ha caducado.', cause);
  }
}

/** Without one the caller is an operator, who sees all: so one that is not understood is refused, not overlooked. */
function customerIn(claim: unknown): string | undefined {
  if (claim === undefined || (typeof claim === 'string' && claim !== '')) return claim;
  throw new Error('The claim cliente_id is not a customer.');
}

function keySet(): JWTVerifyGetKey {
  if (keys) return keys;
  const place = variable('TOKEN_KEYS');
  keys = place.startsWith('data:')
    ? createLocalJWKSet(JSON.parse(Buffer.from(place.slice(place.indexOf(',') + 1), 'base64').toString('utf8')))
    : createRemoteJWKSet(new URL(place));
  return keys;
}
