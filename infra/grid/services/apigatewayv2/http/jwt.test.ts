import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { claimsOf, claimTexts, scopesOf } from './jwt.ts';

const NOW = Date.UTC(2026, 10, 28) / 1_000;
const AUTHORIZER = { issuer: 'https://emisor.example', audience: ['torre', 'movil'] };
const GOOD = { iss: AUTHORIZER.issuer, aud: 'torre', exp: NOW + 60, sub: 'ana' };
const AUDIENCE = 'the token does not have a valid audience';
const NOT_VALID = 'the token is not valid';

let pairs: Record<'RS256' | 'ES256' | 'other', Awaited<ReturnType<typeof generateKeyPair>>>;
let keys: ReturnType<typeof createLocalJWKSet>;

beforeAll(async () => {
  const [rsa, ec, other] = await Promise.all(['RS256', 'ES256', 'RS256'].map((alg) => generateKeyPair(alg)));
  pairs = { RS256: rsa, ES256: ec, other } as typeof pairs;
  const jwk = async (kid: 'RS256' | 'ES256') => ({ ...(await exportJWK(pairs[kid].publicKey)), kid });
  keys = createLocalJWKSet({ keys: [await jwk('RS256'), await jwk('ES256')] });
});

const signed = (payload: JWTPayload, { by = 'RS256', kid = by as string | undefined, alg = 'RS256' } = {}) =>
  new SignJWT(payload)
    .setProtectedHeader({ alg, ...(kid && { kid }) })
    .sign(pairs[by as keyof typeof pairs].privateKey);

test.each<[string, JWTPayload]>([
  ['for an audience', GOOD],
  ['for several', { ...GOOD, aud: ['otra', 'movil'] }],
  ['of a client, without an audience', { ...GOOD, aud: undefined as never, client_id: 'movil' }],
  ['whose time has come this second', { ...GOOD, nbf: NOW, iat: NOW }],
])('a token %s passes', async (_, payload) => {
  const claims = await claimsOf(await signed(payload), AUTHORIZER, { keys, now: NOW * 1_000 });
  expect(claims.sub).toBe('ana');
});

test.each<[string, string, JWTPayload, Parameters<typeof signed>[1]]>([
  ['for another audience', AUDIENCE, { ...GOOD, aud: 'otra' }, {}],
  ['for another audience, of a client', AUDIENCE, { ...GOOD, aud: 'otra', client_id: 'movil' }, {}],
  ['without an audience', AUDIENCE, { ...GOOD, aud: undefined as never }, {}],
  ['of another issuer', NOT_VALID, { ...GOOD, iss: 'https://otro.example' }, {}],
  ['that is over', 'the token has expired', { ...GOOD, exp: NOW }, {}],
  ['without an end', NOT_VALID, { ...GOOD, exp: undefined as never }, {}],
  ['whose time has not come', NOT_VALID, { ...GOOD, nbf: NOW + 1 }, {}],
  ['that is issued later', 'the token is issued in the future', { ...GOOD, iat: NOW + 1 }, {}],
  ['of another key', NOT_VALID, GOOD, { by: 'other', kid: 'RS256' }],
  ['of a key that nobody knows', NOT_VALID, GOOD, { kid: 'nadie' }],
  ['that names no key', 'the token does not name its key', GOOD, { kid: '' }],
  ['of another algorithm', NOT_VALID, GOOD, { by: 'ES256', alg: 'ES256' }],
])('a token %s does not: %s', async (_, description, payload, how) => {
  await expect(claimsOf(await signed(payload, how), AUTHORIZER, { keys, now: NOW * 1_000 })).rejects.toMatchObject({
    status: 401,
    challenge: `Bearer scope="" error="invalid_token" error_description="${description}"`,
  });
});

test('what is no token does not', async () => {
  await expect(claimsOf('x', AUTHORIZER, { keys, now: NOW * 1_000 })).rejects.toMatchObject({ status: 401 });
});

test('claims are texts', () => {
  expect(claimTexts({ a: 'x', b: 1, c: true, d: ['p', 'q'], e: null, f: { g: 1 } })).toStrictEqual({
    a: 'x',
    b: '1',
    c: 'true',
    d: '[p q]',
    f: '{"g":1}',
  });
});

test.each<[JWTPayload, string[]]>([
  [{}, []],
  [{ scope: 'a b' }, ['a', 'b']],
  [{ scp: 'a' }, ['a']],
  [{ scp: ['a', 'b'] }, ['a', 'b']],
  [{ scope: 'a', scp: ['b'] }, ['a']],
])('the scopes of %j are %j', (claims, scopes) => expect(scopesOf(claims)).toStrictEqual(scopes));
