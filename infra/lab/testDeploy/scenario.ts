import path from 'node:path';
import { currentAssembly } from '../assembly.ts';
import { type DeployOutputs, deployAll, destroyAll, prepare } from '../deploy/deploy.ts';
import { startLocalStack, startMiniStack } from '../deploy/emulators.ts';
import { type Target, targetFrom } from '../deploy/target.ts';
import { KNOWN_DROPS, type SmokeGrid } from '../smoke/known.ts';
import { compareResources } from '../smoke/resources.ts';
import { type SmokeResult, smoke } from '../smoke/run.ts';
import { startSystem } from '../system.ts';
import { synthesizeChanged } from './change.ts';
import { emptyAndReplay } from './replay.ts';

const ORDERS = 10;
const STARTERS = { localstack: startLocalStack, ministack: startMiniStack };

/** The grids that can run on a machine without Docker. */
export type TestedGrid = Exclude<SmokeGrid, 'aws'>;

/** How the scenario went on one grid. */
export interface Outcome {
  readonly grid: TestedGrid;
  /** Seconds of each step. */
  readonly steps: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  readonly smoke: SmokeResult | undefined;
}

/** Starts a grid, deploys everything, drives orders, replays an archive, deploys a change, and takes it all away. */
export async function runScenario(grid: TestedGrid): Promise<Outcome> {
  const run = new Run(grid);
  if (grid === 'embedded') await onEmbedded(run);
  else await onEmulator(run, grid);
  return run;
}

/** Steps with their times. One that fails is told, and the next ones are tried all the same. */
class Run implements Outcome {
  readonly grid: TestedGrid;
  readonly steps: Record<string, number> = {};
  readonly problems: string[] = [];
  smoke: SmokeResult | undefined;

  constructor(grid: TestedGrid) {
    this.grid = grid;
  }

  async step<T>(name: string, action: () => Promise<T>): Promise<T | undefined> {
    const began = performance.now();
    console.log(`\n── ${this.grid}: ${name}`);
    try {
      return await action();
    } catch (error) {
      this.problems.push(`${name}: ${(error as Error).message}`);
      return undefined;
    } finally {
      this.steps[name] = (performance.now() - began) / 1_000;
    }
  }

  /** The part that is the same everywhere. */
  async exercise({ apiUrl, token, endpoint, assembly }: Deployed): Promise<void> {
    const request = { apiUrl, token, endpoint, assembly, grid: this.grid, orders: ORDERS };
    this.smoke = await this.step('smoke', () => smoke(request));
    const { ok = true, summary, drops = [] } = this.smoke ?? {};
    if (!ok) this.problems.push(...(summary?.violations ?? []), ...drops);
    await this.step('replay', () => emptyAndReplay(endpoint));
  }
}

interface Deployed {
  readonly apiUrl: string;
  readonly token: string;
  readonly endpoint: string;
  readonly assembly: string;
}

async function onEmbedded(run: Run): Promise<void> {
  const system = await run.step('start', () => startSystem());
  if (!system) return;
  try {
    const { apiUrl, endpoint, issuer } = system;
    await run.exercise({ apiUrl, endpoint, token: await issuer.operator(), assembly: await currentAssembly() });
  } finally {
    await system.stop();
  }
}

async function onEmulator(run: Run, grid: keyof typeof STARTERS): Promise<void> {
  const server = await STARTERS[grid]({ workFolder: path.resolve(`.alpes/prueba-${grid}`) });
  run.steps.start = server.startedIn / 1_000;
  try {
    const { endpoint } = server;
    const target = await targetFrom(['--grid', 'localstack', '--endpoint', endpoint, '--yes']);
    await run.step('synth and bootstrap', () => prepare(target));
    const deployed = await run.step<DeployOutputs>('deploy', () => deployAll(target));
    if (!deployed) return;
    await run.exercise({ ...deployed, token: deployed.token as string, endpoint });
    await run.step('deploy a change', () => redeploy(target, grid));
    await run.step('destroy', () => destroyAll(target));
  } finally {
    await server.stop();
  }
}

/** A change of every function arrives, and what was there stays. */
async function redeploy(target: Target, grid: TestedGrid): Promise<void> {
  await synthesizeChanged(target);
  await deployAll(target);
  const { drops } = await compareResources(target.endpoint, target.assembly);
  const surprising = drops.find(({ key }) => !Object.hasOwn(KNOWN_DROPS[grid], key));
  if (surprising) throw new Error(`not brought about: ${surprising.key} of ${surprising.name}`);
}
