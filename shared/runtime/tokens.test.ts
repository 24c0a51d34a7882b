import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

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

describe('an access token of Cognito', () => {
  /** As its documentation shows it: nobody it is for, the client that asked for it, rights of a resource server. */
  const cognito = {
    aud: undefined,
    client_id: 'alpes',
    token_use: 'access',
    scope: 'openid alpes/ordenes:leer alpes/vehiculos:leer',
  };

  test('is for the client that it names, with the rights of our resource server', async () =>
    expect((await callerOf(await sign({ ...cognito, conductor_id: 'c-7' }))).actor).toStrictEqual({
      subject: 'alguien',
      scopes: ['openid', 'ordenes:leer', 'vehiculos:leer'],
      conductorId: 'c-7',
    }));

  test.each([
    { client_id: 'otro' },
    { client_id: undefined },
    { client_id: ['alpes'] },
    { aud: 'otra' },
    { token_use: 'id' },
    { aud: 'alpes', token_use: 'id' },
  ])('is none with %j', async (claims) => {
    await expect(callerOf(await sign({ ...cognito, ...claims }))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
  });

  test.each(['otro/ordenes:leer', 'alpes/otro/ordenes:leer', '/ordenes:leer', 'alpes:ordenes:leer'])(
    'has no right by "%s"',
    async (scope) => {
      const { actor } = await callerOf(await sign({ ...cognito, scope }));
      expect(actor.scopes).not.toContain('ordenes:leer');
    },
  );
});

test('a token may be for one of several', async () => {
  vi.stubEnv('TOKEN_AUDIENCE', 'la-torre alpes');
  for (const aud of ['alpes', 'la-torre', ['x', 'alpes']])
    expect((await callerOf(await sign({ aud }))).actor.subject).toBe('alguien');
  for (const aud of ['la-torre alpes', '', [], ['x']])
    await expect(callerOf(await sign({ aud }))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
  vi.stubEnv('TOKEN_AUDIENCE', 'alpes');
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
