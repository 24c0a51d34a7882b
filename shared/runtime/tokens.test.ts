import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, expect, test, vi } from 'vitest';
import { callerOf } from './tokens.ts';

let sign: (claims: Record<string, unknown>) => Promise<string>;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA' }] });
  vi.stubEnv('TOKEN_ISSUER', 'urn:emisor');
  vi.stubEnv('TOKEN_AUDIENCE', 'alpes');
  vi.stubEnv('TOKEN_KEYS', `data:application/json;base64,${Buffer.from(keys).toString('base64')}`);
  sign = async (claims) => {
    const token = new SignJWT({ sub: 'alguien', iss: 'urn:emisor', aud: 'alpes', scope: 'a:leer b:leer', ...claims });
    return `Bearer ${await token.setProtectedHeader({ alg: 'EdDSA' }).setExpirationTime('1h').sign(privateKey)}`;
  };
});

test('a token without a customer is an operator', async () =>
  expect(await callerOf(await sign({}))).toStrictEqual({ subject: 'alguien', scopes: ['a:leer', 'b:leer'] }));

test('a token may name its customer', async () =>
  expect(await callerOf(await sign({ cliente_id: 'tienda-42' }))).toMatchObject({ clienteId: 'tienda-42' }));

test.each(['', 42, null, ['tienda-42']])('%j is no customer, and no operator either', async (cliente_id) => {
  await expect(callerOf(await sign({ cliente_id }))).rejects.toMatchObject({
    code: 'NO_AUTENTICADO',
    meaning: { status: 401 },
  });
});

test.each([{ iss: 'urn:otro' }, { aud: 'otra' }, { sub: undefined }])('%j is refused', async (claims) => {
  await expect(callerOf(await sign(claims))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});

test.each([undefined, '', 'Bearer', 'Basic YTpi', 'Bearer abc'])('%j is no token', async (authorization) => {
  await expect(callerOf(authorization)).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
});
