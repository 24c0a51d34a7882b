import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { crearOrden } from '#functions/ordenes/commands/crearOrden.ts';
import { addStacks } from '#infra/cdk/app.ts';
import { codeOf, type FunctionCode } from '#infra/cdk/code.ts';
import { Names, SERVING, SETTINGS_DIGEST } from '#infra/cdk/names.ts';
import { EVERYTHING } from '#infra/cdk/testing/everything.ts';
import { type Grid, startGrid } from '#infra/grid/grid.ts';
import { cacheOf, currentAssembly } from './assembly.ts';
import { type Issuer, openIssuer } from './issuer.ts';

// A whole system starts, and is changed; how long that takes is the machine's affair.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const PROD = new Names('prod');
const [OURS, OTHER] = EVERYTHING.cors as [string, string];

const folder = mkdtempSync(path.join(tmpdir(), 'alpes-cuenta-'));
let issuer: Issuer;
let code: FunctionCode;
let grid: Grid;

/** The app for production with all that is said of an account and that this grid has, in an assembly of its own. */
function synthesized(name: string, of: FunctionCode): string {
  const outdir = path.join(folder, name);
  const app = new App({ outdir, context: JSON.parse(readFileSync('cdk.json', 'utf8')).context });
  addStacks(app, { grid: 'embedded', stage: PROD.stage, account: EVERYTHING }, contextos, of);
  app.synth();
  return outdir;
}

beforeAll(async () => {
  [code, issuer] = await Promise.all([codeOf(contextos), openIssuer()]);
  const parameters = { ...issuer.parameters, [SETTINGS_DIGEST]: '0123456789abcdef' };
  const cacheFolder = cacheOf(await currentAssembly());
  grid = await startGrid({ assembly: synthesized('first', code), cacheFolder, parameters });
});
afterAll(async () => {
  await grid?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(route: string, init: RequestInit & { readonly headers?: Record<string, string> } = {}) {
  return fetch(`${String(grid.apis[PROD.system]).replace(/\/$/, '')}${route}`, init);
}

async function authorized(): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${await issuer.operator()}`, 'Content-Type': 'application/json' };
}

describe('a page of another origin', () => {
  const preflight = (Origin: string, route = '/ordenes', method = 'POST') =>
    ask(route, {
      method: 'OPTIONS',
      headers: {
        Origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
      },
    });

  test.each([OURS, OTHER])('that may ask is told so before it does, with no token: %s', async (origin) => {
    const { status, headers } = await preflight(origin);
    expect(status).toBe(204);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect(headers.get('Vary')).toContain('Origin');
    expect(headers.get('Access-Control-Allow-Methods')?.split(',').sort()).toEqual(['GET', 'POST']);
    const allowed = headers.get('Access-Control-Allow-Headers')?.toLowerCase().split(',');
    expect(allowed).toEqual(expect.arrayContaining(['authorization', 'content-type', 'idempotency-key']));
  });

  test('that may not is told of another', async () => {
    const { headers } = await preflight('https://panel.tienda.co.malo.example');
    expect(headers.get('Access-Control-Allow-Origin')).toBe(OURS);
  });

  test.each([OURS, OTHER])('reads what it asked for, and what is refused: %s', async (Origin) => {
    const asking = { ...(await authorized()), Origin };
    const body = JSON.stringify({ ...crearOrden.example, lineas: [] });
    for (const [answer, status] of [
      [await ask('/ordenes', { headers: asking }), 200],
      [await ask('/ordenes', { method: 'POST', headers: asking, body }), 400],
      [await ask('/ordenes', { method: 'DELETE', headers: asking }), 405],
    ] as const) {
      expect(answer.status).toBe(status);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(Origin);
      expect(answer.headers.get('Vary')).toContain('Origin');
    }
  });

  test('that may not ask reads nothing, though it were answered', async () => {
    const Origin = 'https://malo.example';
    const { headers } = await ask('/ordenes', { headers: { ...(await authorized()), Origin } });
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test("reads the API's own answers, whoever it is", async () => {
    const { status, headers } = await ask('/ordenes', { headers: { Origin: OTHER } });
    expect(status).toBe(401);
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  test('may not ask for the pages', async () => {
    expect((await preflight(OURS, '/', 'GET')).status).toBe(405);
  });
});

describe('a function that the API calls', () => {
  /** Answers this and nothing else. */
  function answering(text: string): string {
    const place = path.join(folder, text);
    mkdirSync(place, { recursive: true });
    const answer = JSON.stringify({ statusCode: 200, body: text });
    writeFileSync(path.join(place, 'index.mjs'), `export const handler = async () => (${answer});`);
    return place;
  }

  const executed = async (Qualifier?: string) => {
    const client = new LambdaClient({
      endpoint: grid.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { ExecutedVersion } = await client.send(
      new InvokeCommand({ FunctionName: PROD.of('listarBodegas'), ...(Qualifier && { Qualifier }) }),
    );
    client.destroy();
    return ExecutedVersion;
  };

  test('is a version, whatever becomes of what would be the next one', async () => {
    expect(grid.replaceCode(PROD.of('listarBodegas'), answering('suelta'))).toBe(true);
    const answer = await ask('/bodegas', { headers: await authorized() });
    expect(await answer.json()).toMatchObject({ elementos: [] });
    expect([await executed(SERVING), await executed()]).toEqual(['1', '$LATEST']);
  });

  test('is the next version once it is deployed, and of the others nothing changes', async () => {
    const bundle = { folder: answering('siguiente'), hash: 'f'.repeat(64) };
    const bundles = { ...code.bundles, listarBodegas: { ...code.bundles.listarBodegas, ...bundle } };
    const changed = await grid.update(synthesized('second', { ...code, bundles } as FunctionCode));
    expect(changed.map((one) => one.slice(one.lastIndexOf('(') + 1, -1)).sort()).toEqual([
      'AWS::Lambda::Alias',
      'AWS::Lambda::Function',
      'AWS::Lambda::Version',
      'AWS::Lambda::Version',
    ]);
    const answer = await ask('/bodegas', { headers: await authorized() });
    expect(await answer.text()).toBe('siguiente');
    expect(await executed(SERVING)).toBe('2');
  });
});
