import { readFileSync, writeFileSync } from 'node:fs';
import { Clock } from '#infra/grid/clock.ts';
import { cloudformationService } from '#infra/grid/cloudformation/service.ts';
import { createAccess } from '#infra/grid/iam/access.ts';
import type { GridContext } from '#infra/grid/service.ts';
import { createServices, type Mutable } from '#infra/grid/services.ts';
import { Store } from '#infra/grid/store.ts';

/** Writes into docs/grids.md what the embedded grid acts on and what it accepts and leaves, from its own lists. */
const FILE = 'docs/grids.md';
const [BEGIN, END] = ['<!-- generated: npm run grids -->', '<!-- end -->'];

/** One line for each resource type, by name. */
function rows(): string[] {
  const store = new Store(':memory:');
  const clock = new Clock();
  const access = createAccess(clock);
  // The services are only asked for their lists; none is started.
  const context = { store, clock, access, dataFolder: '.', cacheFolder: '.', inMemory: true, log() {} };
  const { all } = createServices(
    context as Partial<Mutable<GridContext>> as Mutable<GridContext>,
    access,
    cloudformationService({ store, outputs: () => ({}) }),
  );
  const types = all.flatMap(({ resources }) => Object.entries(resources)).sort(([a], [b]) => a.localeCompare(b));
  store.close();
  clock.stop();
  return types.map(([type, { acted, inert }]) => {
    const left = Object.entries(inert).map(([property, why]) => `\`${property}\`: ${why.replace(/\.$/, '')}`);
    return `| \`${type}\` | ${acted.map((property) => `\`${property}\``).join(', ')} | ${left.join('; ')} |`;
  });
}

const text = readFileSync(FILE, 'utf8');
const [before, rest] = text.split(BEGIN) as [string, string];
const after = rest.slice(rest.indexOf(END));
const table = ['| type | acted on | accepted and left |', '| --- | --- | --- |', ...rows()].join('\n');
writeFileSync(FILE, `${before}${BEGIN}\n${table}\n${after}`);
