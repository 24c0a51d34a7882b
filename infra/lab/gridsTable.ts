import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '#infra/grid/clock.ts';
import { cloudformationService } from '#infra/grid/cloudformation/service.ts';
import { createAccess } from '#infra/grid/iam/access.ts';
import type { GridContext, ResourceType } from '#infra/grid/service.ts';
import { createServices, type Mutable } from '#infra/grid/services.ts';
import { Store } from '#infra/grid/store.ts';

const [BEGIN, END] = ['<!-- generated: npm run grids -->', '<!-- end -->'];

/** The document with its table of what the embedded grid acts on, and what it accepts and leaves, from the grid's own lists. */
export function withTable(document: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The document has no "${BEGIN}" with "${END}" after it.`);
  const table = ['| type | acted on | accepted and left |', '| --- | --- | --- |', ...resourceTypes().map(row)].join(
    '\n',
  );
  return `${document.slice(0, begin)}${BEGIN}\n${table}\n${document.slice(end)}`;
}

type Named = readonly [type: string, of: ResourceType];

/** All resource types of the grid, by name. */
function resourceTypes(): Named[] {
  const store = new Store(':memory:');
  const clock = new Clock();
  const access = createAccess(clock);
  // The services are only asked for their lists; none is started. Some make their folders when they are made.
  const dataFolder = mkdtempSync(join(tmpdir(), 'grids-'));
  const context = { store, clock, access, dataFolder, cacheFolder: dataFolder, inMemory: true, log() {} };
  try {
    const grid = context as Partial<Mutable<GridContext>> as Mutable<GridContext>;
    const { all } = createServices(
      grid,
      access,
      cloudformationService(grid, () => ({})),
    );
    return all.flatMap(({ resources }) => Object.entries(resources)).sort(([a], [b]) => a.localeCompare(b));
  } finally {
    store.close();
    clock.stop();
    rmSync(dataFolder, { recursive: true });
  }
}

function row([type, { acted, inert }]: Named): string {
  const left = Object.entries(inert).map(([property, why]) => `\`${property}\`: ${why.replace(/\.$/, '')}`);
  const does = acted === 'all' ? 'all' : acted.map((property) => `\`${property}\``).join(', ');
  return `| \`${type}\` | ${does} | ${left.join('; ')} |`;
}
