import type { Page } from 'playwright-core';
import { empezarAnimada } from './animada.ts';
import { startBrowser } from './browser.ts';
import { opened, visitor, visitsOf } from './pages.ts';

const TIMES = 5;

// They run in the browser, as text: nothing here knows its globals. Of a page whose clock was moved, only observers tell.
const WATCH = `globalThis.seen = { paint: NaN, shifts: 0, tasks: [], scripts: 0 };
const observe = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
observe('paint', ({ name, startTime }) => { if (name === 'first-contentful-paint') seen.paint = startTime; });
observe('layout-shift', ({ hadRecentInput, value }) => { if (!hadRecentInput) seen.shifts += value; });
observe('longtask', ({ duration }) => { seen.tasks.push(duration); });
observe('resource', ({ name, encodedBodySize }) => { if (name.endsWith('.js')) seen.scripts += encodedBodySize; });`;

/** What a first view was like. */
interface Seen {
  /** Until something was painted, in milliseconds. */
  readonly paint: number;
  /** The sum of layout shifts that nobody brought about. */
  readonly shifts: number;
  /** Tasks of more than 50 ms, in milliseconds. */
  readonly tasks: readonly number[];
  /** Bytes of the scripts that it asked for, as the server sent them. */
  readonly scripts: number;
}

/** Prints what the first view of each page is like in a browser that has seen none of them: the medians of some times. */
async function main(): Promise<void> {
  const [animada, browser] = await Promise.all([empezarAnimada(), startBrowser()]);
  console.log(`| page | first paint, ms | layout shift | tasks over 50 ms | the longest, ms | scripts, KB |`);
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  try {
    for (const visit of await visitsOf(animada))
      for (const each of visit.pages) {
        const views: Seen[] = [];
        for (let time = 0; time < TIMES; time++) {
          const page = await visitor(browser, animada, visit);
          views.push(await seenAt(page, () => opened(page, animada.system.apiUrl, each)));
          await page.context().close();
        }
        const cells = [
          Math.round(median(views.map(({ paint }) => paint))),
          median(views.map(({ shifts }) => shifts)).toFixed(3),
          median(views.map(({ tasks }) => tasks.length)),
          Math.round(median(views.map(({ tasks }) => Math.max(0, ...tasks)))),
          Math.round(median(views.map(({ scripts }) => scripts)) / 1_024),
        ];
        console.log(`| ${each.name} | ${cells.join(' | ')} |`);
      }
  } finally {
    await browser.close();
    await animada.system.stop();
  }
}

async function seenAt(page: Page, open: () => Promise<void>): Promise<Seen> {
  await page.addInitScript(WATCH);
  await open();
  return page.evaluate<Seen>('seen');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

await main();
