import { rmSync } from 'node:fs';
import path from 'node:path';
import { LOCAL } from '#infra/cdk/names.ts';
import { startGrid } from '#infra/grid/grid.ts';
import { currentAssembly } from '../assembly.ts';
import { cdk, synthesizeFor } from '../deploy/cdk.ts';
import { type DeployOutputs, deployAll, destroyAll } from '../deploy/deploy.ts';
import { startLocalStack, startMiniStack } from '../deploy/emulators.ts';
import { type Target, targetFrom } from '../deploy/target.ts';
import { type SmokeResult, smoke } from '../smoke/run.ts';
import { startSystem } from '../system.ts';
import { bringFile } from './broughtFile.ts';
import { synthesizeChanged } from './change.ts';
import type { Deployed } from './deployed.ts';
import { leftovers } from './leftovers.ts';
import { Outcome, type TestedGrid } from './outcome.ts';
import { deployChange } from './redeploy.ts';
import { emptyAndReplay } from './replay.ts';
import { warmUp } from './warmUp.ts';

const ORDERS = 6;
const STARTERS = { ministack: startMiniStack, localstack: startLocalStack };

/** Starts a grid, deploys everything, drives orders, replays an archive, deploys a change, and takes it all away. */
export async function runScenario(grid: TestedGrid): Promise<Outcome> {
  const outcome = new Outcome(grid);
  await (grid === 'embedded' ? onEmbedded(outcome) : onEmulator(outcome, grid));
  return outcome;
}

/** There a change is deployed by a start from another assembly, on the same data and port. */
async function onEmbedded(outcome: Outcome): Promise<void> {
  const folder = folderOf('embedded');
  rmSync(folder, { recursive: true, force: true });
  const dataFolder = path.join(folder, 'data');
  const system = await outcome.step('start', () => startSystem({ dataFolder }));
  if (!system) return;
  let { stop } = system;
  try {
    const { apiUrl, endpoint, issuer } = system;
    const deployed = {
      ...{ apiUrl, endpoint, token: await issuer.operator() },
      ...{ names: LOCAL, assembly: await currentAssembly() },
    };
    await exercise(outcome, deployed);
    await deployChange(outcome, deployed, async () => {
      const assembly = path.join(folder, 'assembly');
      await synthesizeChanged({ assembly, grid: 'embedded', names: LOCAL });
      await stop();
      const port = Number(new URL(endpoint).port);
      const grid = await startGrid({ assembly, dataFolder, port, parameters: issuer.parameters });
      stop = grid.stop;
      return {
        ...deployed,
        apiUrl: String(grid.apis[LOCAL.system]).replace(/\/$/, ''),
        endpoint: grid.endpoint,
        assembly,
      };
    });
  } finally {
    await outcome.step('stop', () => stop());
  }
}

async function onEmulator(outcome: Outcome, grid: keyof typeof STARTERS): Promise<void> {
  const workFolder = folderOf(grid);
  // Not a step: where the emulator can't be had, the whole test is skipped.
  const server = await STARTERS[grid]({ workFolder });
  outcome.seconds.start = server.startedIn / 1_000;
  outcome.notes.push(`version ${server.version}`);
  try {
    const target = await targetIn(workFolder, grid, server.endpoint);
    await deployAndDestroy(outcome, target);
  } finally {
    await outcome.step('stop', () => server.stop());
  }
}

function folderOf(grid: TestedGrid): string {
  return path.resolve(`.alpes/test-deploy-${grid}`);
}

/** What is written beside the emulator's own files does not touch a system that runs from this folder. */
async function targetIn(workFolder: string, grid: string, endpoint: string): Promise<Target> {
  return {
    ...(await targetFrom(['--grid', grid, '--endpoint', endpoint, '--yes'])),
    assembly: path.join(workFolder, 'assembly'),
    outputsFile: path.join(workFolder, 'outputs.json'),
    log: path.join(workFolder, 'cdk.log'),
  };
}

async function deployAndDestroy(outcome: Outcome, target: Target): Promise<void> {
  const { assembly } = target;
  const endpoint = target.endpoint as string;
  await outcome.step('synth', () => synthesizeFor(target));
  await outcome.step('bootstrap', () => cdk(target, 'bootstrap'));
  const outputs = await outcome.step('deploy', () => deployAll(target));
  if (!outputs) return;
  outcome.notes.push(...outputs.missing);
  if (outcome.grid === 'ministack') await outcome.step('warm up', () => warmUp(endpoint, assembly));
  const deployed = deployedAs(target, outputs);
  await exercise(outcome, deployed);
  await deployChange(outcome, deployed, async () => {
    await synthesizeChanged(target);
    return deployedAs(target, await deployAll(target));
  });
  await outcome.step('destroy', () => destroyAll(target));
  outcome.check('nothing is left of it', await leftovers(endpoint, target.names));
}

function deployedAs({ endpoint, assembly, names }: Target, { apiUrl, token }: DeployOutputs): Deployed {
  return { apiUrl, token: token as string, endpoint: endpoint as string, names, assembly };
}

/** The part that is the same everywhere. */
async function exercise(outcome: Outcome, deployed: Deployed): Promise<void> {
  const request = { ...deployed, grid: outcome.grid, orders: ORDERS };
  const result = await outcome.step('smoke', () => smoke(request));
  if (result) checkSmoke(outcome, result);
  outcome.check(
    'a file comes by a signed address',
    await bringFile(deployed, outcome.grid).catch((error) => [String(error)]),
  );
  await outcome.step('replay', () => emptyAndReplay(deployed));
}

function checkSmoke(outcome: Outcome, { summary, compared, drops, surprises, outdated }: SmokeResult): void {
  const { orders, violations, byState, commandMs } = summary;
  outcome.check(`${ORDERS} orders came to their end`, orders === ORDERS ? [] : [`${orders} were accepted`]);
  outcome.check('the log, the views, the stock and the queues agree', violations);
  outcome.check(`${compared} resources are as their templates say, but for what is known`, surprises);
  outcome.check('what is known to be dropped is still dropped', outdated);
  outcome.notes.push(`orders: ${JSON.stringify(byState)}, a command p50 ${commandMs.p50} ms, p99 ${commandMs.p99} ms`);
  outcome.notes.push(...drops.map((drop) => `drops ${drop}`));
}
