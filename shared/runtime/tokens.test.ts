import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';

let callerOf: typeof import('./tokens.ts')['callerOf'];
let sign: (claims: Record<string, unknown>) => Promise<string>;

beforeAll(async () => {
  // An instance of its own: the issuer's keys are read once.
  vi.resetModules();
  ({ callerOf } = await import('./tokens.ts'));
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA' }] });
  vi.stubEnv('TOKEN_ISSUER', 'urn:emisor');
  vi.stubEnv('TOKEN_AUDIENCE', 'alpes');
  vi.stubEnv('TOKEN_KEYS', `data:application/json;base64,${Buffer.from(keys).toString('base64')}`);
  sign = async (claims) => {
    const token = new SignJWT({ sub: 'alguien', iss: 'urn:emisor', aud: 'alpes', scope: 'a:leer b:leer', ...claims });
    if (!('exp' in claims)) token.setExpirationTime('1h');
    return `Bearer ${await token.setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey)}`;
  };
});

afterEach(() => void vi.useRealTimers());

/** In so many seconds from now, as tokens say it. */
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

test('a token without a customer is an operator', async () =>
  expect((await callerOf(await sign({}))).actor).toStrictEqual({ subject: 'alguien', scopes: ['a:leer', 'b:leer'] }));

test('a token may name its customer', async () =>
  expect((await callerOf(await sign({ cliente_id: 'tienda-42' }))).actor.clienteId).toBe('tienda-42'));

test('a caller is known until the token ends', async () => {
  const exp = inSeconds(60);
  const authorization = await sign({ exp });
  expect((await callerOf(authorization)).until).toBe(exp);
  vi.useFakeTimers({ toFake: ['Date'], now: exp * 1_000 });
  await expect(callerOf(authorization)).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});

test('a token lasts a month at the most', async () => {
  expect((await callerOf(await sign({ exp: inSeconds(31 * 86_400 - 60) }))).actor.subject).toBe('alguien');
  await expect(callerOf(await sign({ exp: inSeconds(31 * 86_400 + 60) }))).rejects.toMatchObject({
    code: 'NO_AUTENTICADO',
  });
});

test.each([{ nbf: inSeconds(60) }, { exp: undefined }, { exp: inSeconds(-1) }])(
  '%j is not a time at which a token works',
  async (claims) => {
    await expect(callerOf(await sign(claims))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
  },
);

test('a token may name its driver', async () =>
  expect((await callerOf(await sign({ conductor_id: 'c-7' }))).actor).toStrictEqual({
    subject: 'alguien',
    scopes: ['a:leer', 'b:leer'],
    conductorId: 'c-7',
  }));

test('a token is not of two people', async () => {
  await expect(callerOf(await sign({ cliente_id: 'tienda-42', conductor_id: 'c-7' }))).rejects.toMatchObject({
    code: 'NO_AUTENTICADO',
  });
});

const NOBODY = ['', 42, null, ['tienda-42'], { a: 1 }, 'a\0b', 'a\nb', '\ud83d', 'ñ', 'a'.repeat(256)];

test.each(NOBODY)('%j is no customer, and no operator either', async (cliente_id) => {
  await expect(callerOf(await sign({ cliente_id }))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});

test.each(NOBODY)('%j is no driver, and no operator either', async (conductor_id) => {
  await expect(callerOf(await sign({ conductor_id }))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});

test.each(NOBODY)('%j is nobody', async (sub) => {
  await expect(callerOf(await sign({ sub }))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});

test.each([['a:leer'], 42, null, {}])('%j are no rights', async (scope) => {
  await expect(callerOf(await sign({ scope }))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});

test('a token without rights has none', async () =>
  expect((await callerOf(await sign({ scope: undefined }))).actor.scopes).toStrictEqual([]));

test.each([{ iss: 'urn:otro' }, { aud: 'otra' }, { sub: undefined }])('%j is refused', async (claims) => {
  await expect(callerOf(await sign(claims))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});

test.each([undefined, '', 'Bearer', 'Basic YTpi'])('%j is no token, and is told so', async (authorization) => {
  await expect(callerOf(authorization)).rejects.toMatchObject({
    code: 'NO_AUTENTICADO',
    detail: 'Envíe la cabecera "Authorization: Bearer <token>".',
  });
});

test.each(['Bearer abc', 'Bearer a.b.c'])('%j is a token that nobody signed', async (authorization) => {
  const refusal = await callerOf(authorization).catch((error) => error);
  expect(refusal).toMatchObject({ code: 'NO_AUTENTICADO' });
  expect(refusal.cause).toBeInstanceOf(Error);
});

test('a token stands behind its scheme, and before nothing else', async () => {
  const authorization = await sign({});
  await expect(callerOf(`Basic ${authorization}`)).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
  await expect(callerOf(`${authorization}\n`)).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});
