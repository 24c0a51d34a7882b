import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// They run in the browser, as text: nothing here knows its globals.
const SERIOUS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`;
const WIDTHS = '[document.documentElement.scrollWidth, document.documentElement.clientWidth]';

/** What axe finds on a page that somebody cannot use, or can hardly; and what is wider than the screen. */
export async function expectUsable(page: Page): Promise<void> {
  // By the debugger, since the policy of the page lets no other script in.
  await page.evaluate(AXE);
  const found = await page.evaluate<readonly string[]>(SERIOUS);
  expect(found).toStrictEqual([]);
  const [wide, has] = await page.evaluate<[number, number]>(WIDTHS);
  expect(wide).toBeLessThanOrEqual(has);
}
