import type { APIGatewayProxyEvent, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

const EXP = Math.floor(Date.now() / 1_000) + 120;
let token: string;
let callerFor: typeof import('#shared/runtime/lambda/caller.ts')['callerFor'];
let handler: typeof import('./autorizador.handler.ts')['handler'];

beforeAll(async () => {
  // An instance of its own: the issuer's keys are read once.
  vi.resetModules();
  ({ callerFor } = await import('#shared/runtime/lambda/caller.ts'));
  ({ handler } = await import('./autorizador.handler.ts'));
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA' }] });
  vi.stubEnv('TOKEN_ISSUER', 'urn:emisor');
  vi.stubEnv('TOKEN_AUDIENCE', 'alpes');
  vi.stubEnv('TOKEN_KEYS', `data:application/json;base64,${Buffer.from(keys).toString('base64')}`);
  const claims = { sub: 'alguien', iss: 'urn:emisor', aud: 'alpes', scope: 'a:leer b:leer', cliente_id: 'tienda-7' };
  token = await new SignJWT({ ...claims, exp: EXP }).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
});

afterEach(() => void vi.useRealTimers());

/** What API Gateway keeps for five minutes, whatever becomes of the token. */
async function kept() {
  const methodArn = 'arn:aws:execute-api:us-east-1:000000000000:api/v1/GET/ordenes';
  const event = { type: 'TOKEN', authorizationToken: `Bearer ${token}`, methodArn };
  return (await handler(event as APIGatewayTokenAuthorizerEvent)).context;
}

const request = (authorizer: unknown, headers = {}) =>
  ({ headers, requestContext: { authorizer } }) as unknown as APIGatewayProxyEvent;

const theirs = { scope: 'a:leer', owner: () => 'tienda-7' };

describe('the answer of the authorizer', () => {
  test('is the caller for the functions behind it', async () => {
    expect(await callerFor(theirs, request(await kept()))).toStrictEqual({
      subject: 'alguien',
      scopes: ['a:leer', 'b:leer'],
      clienteId: 'tienda-7',
    });
  });

  test('ends when the token does, however long it is kept', async () => {
    const context = await kept();
    vi.useFakeTimers({ toFake: ['Date'], now: (EXP - 1) * 1_000 });
    await callerFor(theirs, request(context));
    vi.setSystemTime(EXP * 1_000);
    await expect(callerFor(theirs, request(context))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
  });

  test.each([undefined, '', 'mañana'])('without an end (%j) is none', async (until) => {
    const context = { ...(await kept()), until };
    await expect(callerFor(theirs, request(context))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
  });
});

describe('where there is no authorizer', () => {
  test('a function verifies the token itself', async () => {
    const { subject } = await callerFor(theirs, request(undefined, { authorization: `Bearer ${token}` }));
    expect(subject).toBe('alguien');
    await expect(callerFor(theirs, request(undefined))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
  });
});

test.each([
  ['without the right', { scope: 'a:escribir', owner: () => 'tienda-7' }],
  ['that is a customer, where nothing is said to be theirs', { scope: 'a:leer' }],
  ['that is a customer, where the owner is left open', { scope: 'a:leer', owner: undefined }],
])('a caller %s is refused', async (_, declaration) => {
  await expect(callerFor(declaration, request(await kept()))).rejects.toMatchObject({ code: 'SIN_PERMISO' });
});
