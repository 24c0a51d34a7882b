import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'alpes-docs-'));
let answer: { statusCode: number; headers: Record<string, string>; body: string };

/** Only a bundle holds the page's files as text, so the bundle is what is tested. */
beforeAll(async () => {
  const outfile = path.join(folder, 'index.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'verDocumentacion.handler.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  const { handler } = await import(pathToFileURL(outfile).href);
  answer = await handler();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What stands between the tags of the page's only element of a kind. */
function inside(tag: string): string {
  const found = [...answer.body.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))];
  expect(found).toHaveLength(1);
  return found[0]?.[1] as string;
}

test('the page is one document whose style and script its policy knows by their digests', () => {
  const policy = answer.headers['Content-Security-Policy'];
  for (const tag of ['style', 'script']) {
    const digest = createHash('sha256').update(inside(tag)).digest('base64');
    expect(policy).toContain(`${tag}-src 'sha256-${digest}'`);
  }
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});

test('the page asks nothing of other hosts', () => {
  const outside = [...answer.body.matchAll(/(?:https?:)?\/\/[\w.-]+\.\w+[^\s'"]*/g)].map(([url]) => url);
  expect(outside.filter((url) => !url.includes('www.w3.org/2000/svg'))).toStrictEqual([]);
});

test('the page has no handler or style in its markup, which its policy would refuse', () => {
  const markup = answer.body.replace(inside('script'), '').replace(inside('style'), '');
  expect(markup).not.toMatch(/ (?:on\w+|style)=/);
});

test('the script is one module that imports and exports nothing', () => {
  expect(inside('script')).not.toMatch(/^(?:import|export) /m);
});
