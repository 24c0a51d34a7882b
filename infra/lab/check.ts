import { spawnSync } from 'node:child_process';

const PROTOS = 'infra/clients/grpc';

/** What `npm run check` runs. */
const TOOLS: Readonly<Record<string, readonly string[]>> = {
  types: ['tsc', '--noEmit', '-p', '.'],
  "the page's types": ['tsc', '--noEmit', '-p', 'infra/clients/torre/app'],
  lint: ['biome', 'check', '--error-on-warnings'],
  imports: ['depcruise', '--config', '.dependency-cruiser.cjs', 'shared', 'events', 'functions', 'infra'],
  'dead code': ['knip'],
  'published protos': ['buf', 'breaking', PROTOS, '--against', `${PROTOS}/published.yaml`],
};

// All of them, so that one run tells all that is to be mended.
const failed = Object.entries(TOOLS).filter(([name, [tool = '', ...args]]) => {
  console.log(`── ${name}`);
  return spawnSync(tool, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0;
});
if (failed.length > 0) {
  console.error(`Failed: ${failed.map(([name]) => name).join(', ')}.`);
  process.exitCode = 1;
}
