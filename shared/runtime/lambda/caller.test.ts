import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { callerFor, toAuthorizer } from './caller.ts';

const soon = Math.floor(Date.now() / 1_000) + 600;
const operator = { actor: { subject: 'ana', scopes: ['cosas:leer', 'cosas:escribir'] }, until: soon };
const customer = { actor: { ...operator.actor, clienteId: 'tienda-42' }, until: soon };

const driver = { actor: { ...operator.actor, conductorId: 'c-7' }, until: soon };

const request = (authorizer: unknown) => ({ headers: {}, requestContext: { authorizer } }) as APIGatewayProxyEvent;
const reads = { scope: 'cosas:leer' };
const drives = { ...reads, forDrivers: true } as const;
const readsRoute = { ...reads, guard: { driver: () => undefined } };
const readsOwn = { ...reads, owner: () => undefined };

test("an authorizer's context is made of texts, and tells the caller again", async () => {
  expect(toAuthorizer(operator)).toStrictEqual({
    subject: 'ana',
    scopes: 'cosas:leer cosas:escribir',
    until: String(soon),
  });
  expect(toAuthorizer(customer)).toMatchObject({ clienteId: 'tienda-42' });
  expect(await callerFor(reads, request(toAuthorizer(operator)))).toStrictEqual(operator.actor);
  expect(await callerFor(readsOwn, request(toAuthorizer(customer)))).toStrictEqual(customer.actor);
  expect(await callerFor(drives, request(toAuthorizer(driver)))).toStrictEqual(driver.actor);
  expect(await callerFor(readsRoute, request(toAuthorizer(driver)))).toStrictEqual(driver.actor);
});

describe('is refused as nobody', () => {
  test.each([
    ['who comes without any context', undefined],
    ['who has a context without a subject', { scopes: 'cosas:leer', until: String(soon) }],
    ['whose subject is no text', { ...toAuthorizer(operator), subject: 1 }],
    ['whose token has ended meanwhile', toAuthorizer({ ...operator, until: Math.floor(Date.now() / 1_000) - 1 })],
    ['whose token does not say when it ends', { subject: 'ana', scopes: 'cosas:leer' }],
  ])('%s', async (_, authorizer) => {
    await expect(callerFor(reads, request(authorizer))).rejects.toMatchObject({ code: 'NO_AUTENTICADO' });
  });
  test('who calls where no context can be', async () => {
    await expect(callerFor(reads, { headers: {} } as APIGatewayProxyEvent)).rejects.toMatchObject({
      code: 'NO_AUTENTICADO',
    });
  });
});

describe('is refused for want of a right', () => {
  test.each([
    ['who has another', 'cosas:borrar'],
    ['who has one that only begins so', 'cosas:l'],
  ])('%s', async (_, scope) => {
    await expect(callerFor({ scope }, request(toAuthorizer(operator)))).rejects.toMatchObject({
      code: 'SIN_PERMISO',
      detail: `Hace falta el permiso "${scope}".`,
    });
  });
  test('everybody, where the declaration names none', async () => {
    await expect(callerFor({}, request(toAuthorizer(operator)))).rejects.toMatchObject({ code: 'SIN_PERMISO' });
    const without = { subject: 'ana', until: String(soon) };
    await expect(callerFor({}, request(without))).rejects.toMatchObject({ code: 'SIN_PERMISO' });
    await expect(callerFor({}, request({ ...without, scopes: '' }))).rejects.toMatchObject({ code: 'SIN_PERMISO' });
  });
  test.each([reads, drives, readsRoute])('a customer, where %j says of nothing that it is theirs', async (what) => {
    await expect(callerFor(what, request(toAuthorizer(customer)))).rejects.toMatchObject({
      code: 'SIN_PERMISO',
      detail: 'Esta operación no es para clientes.',
    });
  });
  test.each([reads, readsOwn, { ...reads, guard: { owner: () => undefined } }])(
    'a driver, where %j says of nothing that it is theirs',
    async (what) => {
      await expect(callerFor(what, request(toAuthorizer(driver)))).rejects.toMatchObject({
        code: 'SIN_PERMISO',
        detail: 'Esta operación no es para conductores.',
      });
    },
  );
});

test.each([{ clienteId: '' }, { clienteId: 42 }, { conductorId: '' }, { conductorId: 42 }])(
  '%j in a context names nobody',
  async (part) => {
    expect(await callerFor(reads, request({ ...toAuthorizer(operator), ...part }))).toStrictEqual(operator.actor);
  },
);
