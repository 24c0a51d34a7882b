import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type System, startSystem } from '#infra/lab/system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
}, 120_000);
afterAll(() => system?.stop());

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${system.apiUrl}${path}`, { headers, redirect: 'manual' });

describe('un documento', () => {
  test('va bajo una política que solo nombra a esta API, su canal y su emisor, y se pregunta por él cada vez', async () => {
    const { status, headers } = await ask('/torre/ordenes');
    expect([status, headers.get('Content-Type')]).toStrictEqual([200, 'text/html; charset=utf-8']);
    const policy = headers.get('Content-Security-Policy')?.split('; ') ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    const [, ...connect] = policy.find((one) => one.startsWith('connect-src'))?.split(' ') ?? [];
    expect(connect.slice(0, 3)).toStrictEqual(["'self'", new URL(system.liveUrl).origin, system.issuerUrl]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });
  test('que el navegador ya tiene no se vuelve a mandar', async () => {
    const ETag = (await ask('/torre')).headers.get('ETag') ?? '';
    const known = await ask('/torre', { 'If-None-Match': ETag });
    expect([known.status, await known.text()]).toStrictEqual([304, '']);
    expect((await ask('/torre', { 'If-None-Match': `W/${ETag}` })).status).toBe(304);
    expect((await ask('/torre', { 'If-None-Match': '"otro"' })).status).toBe(200);
  });
  test('de un seguimiento no se guarda en ninguna parte', async () => {
    const { headers } = await ask('/seguimiento/cualquiera');
    expect(['Cache-Control', 'X-Robots-Tag', 'ETag'].map((name) => headers.get(name))).toStrictEqual([
      'no-store',
      'noindex',
      null,
    ]);
  });
});

describe('los archivos de un documento', () => {
  test('están todos, con su tipo, para siempre', async () => {
    const html = await (await ask('/torre/ordenes')).text();
    const files = [...html.matchAll(/(?:src|href)="\.\.\/(estaticos\/[^"]+)"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const { status, headers } = await ask(`/${file}`);
      expect([file, status, headers.get('Cache-Control')]).toStrictEqual([
        file,
        200,
        'public, max-age=31536000, immutable',
      ]);
      expect(headers.get('Content-Type')).toMatch(/^(text\/(css|javascript)|image\/svg\+xml)/);
    }
  });
  test.each(['/estaticos/no-existe.js', '/estaticos/__proto__', '/estaticos/..%2Fpagina.json'])(
    '%s no existe, y no se guarda',
    async (path) => {
      const { status, headers } = await ask(path);
      expect([status, headers.get('Cache-Control')]).toStrictEqual([404, null]);
    },
  );
  test.each([
    ['/sw.js', 'text/javascript'],
    ['/manifest.webmanifest', 'application/manifest+json'],
  ])('%s se pregunta cada vez', async (path, type) => {
    const { status, headers } = await ask(path);
    expect([status, headers.get('Cache-Control')]).toStrictEqual([200, 'no-cache']);
    expect(headers.get('Content-Type')).toContain(type);
  });
});
