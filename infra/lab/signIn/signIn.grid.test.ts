import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tenInTheMorning } from '../testing/morning.ts';
import { type Probe, startProbe, WAIT } from '../testing/probe.ts';
import { CLIENT_ID } from './provider.ts';
import { listenForSignIn } from './server.ts';
import { openSignIn } from './signIn.ts';
import { Visitor } from './testing/visitor.ts';

const lugar = { lat: 4.76, lon: -74.045 };

let sonda: Probe;
let dia: string;

beforeAll(async () => {
  sonda = await startProbe();
  dia = tenInTheMorning(sonda.system.grid);
  await sonda.done('/bodegas', { bodegaId: 'BOG-NORTE', nombre: 'Norte', ciudad: 'Bogotá', coordenadas: lugar });
  await sonda.seen('/bodegas', ({ elementos }) => expect(elementos).toHaveLength(1));
  for (const vehiculoId of ['ABC123', 'XYZ789']) {
    const cabe = { capacidadKg: 100, capacidadM3: 1 };
    await sonda.done('/vehiculos', { vehiculoId, bodegaId: 'BOG-NORTE', base: lugar, ...cabe });
    await sonda.seen(`/vehiculos/${vehiculoId}`, (v) => expect(v.vehiculoId).toBe(vehiculoId));
  }
}, 180_000);

afterAll(() => sonda?.stop());

const visitor = () => Visitor.to(sonda.system.issuerUrl, sonda.system.apiUrl);

/** What the API answers to a token: the status of each question. */
const statuses = async (token: string, ...routes: string[]) =>
  Promise.all(routes.map(async (route) => (await sonda.ask(route, { token })).status));

test('an operator gets a token for ten minutes, as the command line gives it', async () => {
  const one = await visitor();
  const tokens = await one.enter({ como: 'operador' });
  expect(tokens.expires_in).toBe(600);
  const { jti: _, client_id, ...claims } = decodeJwt(tokens.access_token);
  const usual = await sonda.system.issuer.operator({ seconds: 600 });
  const { iat, exp, ...expected } = decodeJwt(usual);
  expect(claims).toStrictEqual({ ...expected, iat: claims.iat, exp: (claims.iat as number) + 600 });
  expect(client_id).toBe(CLIENT_ID);
  expect(decodeProtectedHeader(tokens.access_token).kid).toBe(decodeProtectedHeader(usual).kid);
  expect(tokens.claims()).toMatchObject({ sub: 'operador', name: 'Operación', iss: sonda.system.issuerUrl });
  expect(await statuses(tokens.access_token, 'GET /ordenes', 'GET /clientes')).toStrictEqual([200, 200]);
});

test('whoever works in a warehouse has the rights for that', async () => {
  const { access_token } = await (await visitor()).enter({ como: 'bodega' });
  expect(await statuses(access_token, 'GET /bodegas', 'GET /ordenes', 'GET /clientes')).toStrictEqual([200, 200, 403]);
});

test('a customer gets at what is its own', async () => {
  const { access_token } = await (await visitor()).enter({ como: 'cliente', quien: 'tienda-77' });
  expect(decodeJwt(access_token)).toMatchObject({ sub: 'cliente:tienda-77', cliente_id: 'tienda-77' });
  expect(await statuses(access_token, 'GET /ordenes', 'GET /vehiculos')).toStrictEqual([200, 403]);
});

test('the driver of a vehicle is whoever has it today, or its usual one, who then has it', async () => {
  await sonda.done('/conductores', { conductorId: 'luis-01', nombre: 'Luis', telefono: '+573105550107' });
  await sonda.done('/conductores/luis-01/jornadas', { dia, vehiculoId: 'XYZ789' });
  const jornadas = { 'conductor-ABC123': 'ABC123', 'luis-01': 'XYZ789' };
  await sonda.seen('/conductores', ({ elementos }) => expect(elementos[0]?.jornadas).toHaveLength(1));
  for (const [conductorId, quien] of Object.entries(jornadas)) {
    const { access_token } = await (await visitor()).enter({ como: 'conductor', quien });
    expect(decodeJwt(access_token)).toMatchObject({ sub: `conductor:${conductorId}`, conductor_id: conductorId });
    // It is the own vehicle's, and has nothing to leave with.
    const salir = (vehiculoId: string) =>
      sonda.ask(`POST /vehiculos/${vehiculoId}/rutas`, { token: access_token, body: {} });
    for (const vehiculoId of ['ABC123', 'XYZ789'])
      expect([vehiculoId, (await salir(vehiculoId)).body.codigo]).toStrictEqual([
        vehiculoId,
        vehiculoId === quien ? 'RUTA_SIN_PARADAS' : 'CONDUCTOR_AJENO',
      ]);
  }
});

test.each([
  { como: 'conductor', quien: 'ZZZ999' },
  { como: 'conductor', quien: '../x' },
  { como: 'cliente', quien: 'a b' },
  { como: 'root', quien: '' },
])('nobody enters as %j, and may choose again', async (form) => {
  const one = await visitor();
  await one.ask();
  const answer = await one.choose(form);
  expect([answer.status, answer.headers.get('location')]).toStrictEqual([422, null]);
  expect((await one.choose({ como: 'bodega' })).status).toBe(303);
});

test('what is told to ask for less gives less', async () => {
  const { access_token } = await (await visitor()).enter({ como: 'operador' }, { scope: 'openid ordenes:leer' });
  expect(decodeJwt(access_token).scope).toBe('ordenes:leer');
  const driver = await (await visitor()).enter({ como: 'bodega' }, { scope: 'openid ordenes:leer clientes:leer' });
  expect(decodeJwt(driver.access_token).scope).toBe('ordenes:leer');
});

test('a refresh token is used once: another use ends all that came of it', async () => {
  const one = await visitor();
  const first = await one.enter({ como: 'operador' });
  const second = await one.refresh(first);
  expect(await statuses(second.access_token, 'GET /clientes')).toStrictEqual([200]);
  await expect(one.refresh(first)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(one.refresh(second)).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('who is signed in is not asked again, and who has left is', async () => {
  const one = await visitor();
  const before = await one.enter({ como: 'bodega' });
  const again = await one.enter();
  expect(again.claims()?.sub).toBe('bodega');
  expect(await one.leave(again)).toBe(`${sonda.system.apiUrl}/`);
  await expect(one.refresh(before)).rejects.toMatchObject({ error: 'invalid_grant' });
  expect((await one.enter({ como: 'operador' })).claims()?.sub).toBe('operador');
});

test.each([
  ['a page that is not ours', { redirect_uri: 'https://example.com/entrar' }],
  ['another page of ours', { redirect_uri: 'http://127.0.0.1:1/entrar' }],
  ['another client', { client_id: 'otro' }],
])('%s gets nothing', async (_, changed) => {
  const one = await visitor();
  const answer = await one.ask(changed);
  expect([answer.status, answer.headers.get('location')]).toStrictEqual([400, null]);
});

test.each([
  ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
  ['with its plain method', { code_challenge_method: 'plain' }],
])('a request %s is refused', async (_, changed) => {
  const location = new URL((await (await visitor()).ask(changed)).headers.get('location') ?? '');
  expect(location.searchParams.get('error')).toBe('invalid_request');
});

test('pages of our origins may ask for tokens, and others may not', async () => {
  const { issuerUrl, apiUrl } = sonda.system;
  const asked = (origin: string) =>
    fetch(`${issuerUrl}/token`, {
      method: 'POST',
      headers: { origin, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: CLIENT_ID, grant_type: 'refresh_token', refresh_token: 'x' }),
    });
  const { port } = new URL(apiUrl);
  for (const origin of [apiUrl, `http://localhost:${port}`])
    expect((await asked(origin)).headers.get('access-control-allow-origin')).toBe(origin);
  expect(await (await asked('https://example.com')).json()).toMatchObject({ error: 'invalid_request' });
});

test('pages come under a strict policy, and not to who calls this machine by a name of their own', async () => {
  const { issuerUrl, apiUrl } = sonda.system;
  const one = await visitor();
  await one.ask();
  const page = await one.page();
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'none'; style-src 'self'/,
  );
  expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${apiUrl}`);
  expect((await fetch(`${issuerUrl}/entrar.css`)).headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect((await fetch(`${issuerUrl}/entrar/x`)).status).toBe(400);
  const [rebound] = await once(get(issuerUrl, { headers: { Host: 'example.com' } }), 'response');
  expect(rebound.resume().statusCode).toBe(403);
});

test('who signed in before a restart still is, and the key is the same', async () => {
  const { issuer, apiUrl } = sonda.system;
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'entrada-'));
  const open = async (port: number) => {
    const server = await listenForSignIn({ port });
    server.serve([apiUrl], () => openSignIn({ url: server.url, apiUrl, pages: [apiUrl], issuer, dataFolder }));
    return server;
  };
  const first = await open(0);
  const one = await Visitor.to(first.url, apiUrl);
  const tokens = await one.enter({ como: 'bodega' });
  await first.stop();
  const second = await open(Number(new URL(first.url).port));
  expect(second.url).toBe(first.url);
  // Connections of before are closed; a browser opens others.
  await vi.waitFor(() => fetch(second.url), WAIT);
  const refreshed = await one.refresh(tokens);
  expect(await statuses(refreshed.access_token, 'GET /bodegas')).toStrictEqual([200]);
  expect((await one.enter()).claims()?.sub).toBe('bodega');
  await second.stop();
  rmSync(dataFolder, { recursive: true });
});

test("tokens follow the grid's clock: the one of before has ended, and a renewed one has not", async () => {
  const one = await visitor();
  const tokens = await one.enter({ como: 'bodega' });
  sonda.system.grid.clock.advance(31 * 86_400_000);
  expect(await statuses(tokens.access_token, 'GET /bodegas')).toStrictEqual([401]);
  const renewed = await one.refresh(tokens);
  expect(await statuses(renewed.access_token, 'GET /bodegas')).toStrictEqual([200]);
});

test('what is found by discovery is what a browser needs, and asks for PKCE', async () => {
  const { issuerUrl } = sonda.system;
  const found = (
    await client.discovery(new URL(issuerUrl), CLIENT_ID, undefined, client.None(), {
      execute: [client.allowInsecureRequests],
    })
  ).serverMetadata();
  expect(found).toMatchObject({ issuer: issuerUrl, code_challenge_methods_supported: ['S256'] });
  for (const each of [found.token_endpoint, found.end_session_endpoint, found.jwks_uri])
    expect(each?.startsWith(issuerUrl)).toBe(true);
});
