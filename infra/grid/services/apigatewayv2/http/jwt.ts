import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { GridContext } from '../../../service.ts';
import { LIMITS } from '../limits.ts';
import type { JwtAuthorizer } from '../state.ts';
import { HttpFailure } from './failures.ts';

/** "Currently, only RSA-based algorithms are supported." */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
/** How long an issuer has to answer, in real time. AWS gives 1.5 s; on a laptop it may be starting. */
const ISSUER_MS = 5_000;

/** The keys of token issuers, asked for when a token is the first of its issuer. */
export class IssuerKeys {
  readonly #grid: GridContext;
  readonly #known = new Map<string, Promise<JWTVerifyGetKey>>();

  constructor(grid: GridContext) {
    this.#grid = grid;
  }

  /** Throws when the issuer cannot be reached, or tells no place of its keys. */
  of(issuer: string): Promise<JWTVerifyGetKey> {
    const known = this.#known.get(issuer);
    if (known) return known;
    const asked = this.#discover(issuer);
    this.#known.set(issuer, asked);
    asked.catch(() => this.#known.delete(issuer));
    return asked;
  }

  async #discover(issuer: string): Promise<JWTVerifyGetKey> {
    const base = this.#grid.withLocalUrls(issuer).replace(/\/$/, '');
    const answer = await fetch(`${base}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(ISSUER_MS) });
    const { jwks_uri: place } = (await answer.json()) as { jwks_uri?: unknown };
    if (typeof place !== 'string') throw new Error(`${issuer} tells no jwks_uri`);
    const limits = { timeoutDuration: ISSUER_MS, cacheMaxAge: LIMITS.issuerKeysMs };
    const remote = createRemoteJWKSet(new URL(this.#grid.withLocalUrls(place)), limits);
    return (header, token) =>
      remote(header, token).catch((error: unknown) => {
        // The token's fault, not the issuer's.
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
        this.#grid.log(`The keys of ${issuer} cannot be had from ${place}: ${String(error)}`);
        throw invalid('JWKS communication error');
      });
  }
}

/**
 * The claims of a token. `now`: by the grid's clock.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @throws HttpFailure with status 401 for a token that is not of that issuer, for that audience and for now.
 */
export async function claimsOf(
  token: string,
  { issuer, audience }: Pick<JwtAuthorizer, 'issuer' | 'audience'>,
  { keys, now }: { readonly keys: JWTVerifyGetKey; readonly now: number },
): Promise<JWTPayload> {
  try {
    if (decodeProtectedHeader(token).kid === undefined) throw invalid('the token does not name its key');
    const options = { issuer, algorithms: ALGORITHMS, requiredClaims: ['exp'], currentDate: new Date(now) };
    const { payload } = await jwtVerify(token, keys, options);
    if (payload.iat !== undefined && payload.iat * 1_000 > now) throw invalid('the token is issued in the future');
    // The client that a token was given to counts only where it names no audience.
    const named = [payload.aud ?? payload.client_id].flat();
    if (!named.some((one) => audience.includes(String(one)))) throw invalid('the token does not have a valid audience');
    return payload;
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    throw invalid(error instanceof errors.JWTExpired ? 'the token has expired' : 'the token is not valid');
  }
}

/** The refusal of a token, worded as AWS does: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html */
export function invalid(description: string): HttpFailure {
  return new HttpFailure(401, `Bearer scope="" error="invalid_token" error_description="${description}"`);
}

/** Claims as functions see them, which is as texts: a list is `[a b]`. Measured: https://github.com/floci-io/floci/pull/2011 */
export function claimTexts(claims: JWTPayload): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(claims)) {
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) texts[name] = `[${value.join(' ')}]`;
    else texts[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return texts;
}

/** The scopes of a token: `scope` is one text with spaces, `scp` may be a list. */
export function scopesOf({ scope, scp }: JWTPayload): string[] {
  const given = scope ?? scp ?? '';
  return Array.isArray(given) ? given.map(String) : String(given).split(' ').filter(Boolean);
}
