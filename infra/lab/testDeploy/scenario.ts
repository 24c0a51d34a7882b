import path from 'node:path';
import { inspect, isDeepStrictEqual } from 'node:util';
import { apiClient } from '#infra/clients/api/client.ts';
import { currentAssembly } from '../assembly.ts';
import { cdk, synthesizeFor } from '../deploy/cdk.ts';
import { deployAll, destroyAll } from '../deploy/deploy.ts';
import { startLocalStack, startMiniStack } from '../deploy/emulators.ts';
import { type Target, targetFrom } from '../deploy/target.ts';
import { KNOWN_DROPS } from '../smoke/known.ts';
import { compareResources } from '../smoke/resources.ts';
import { type SmokeResult, smoke } from '../smoke/run.ts';
import { startSystem } from '../system.ts';
import { synthesizeChanged } from './change.ts';
import { leftovers } from './leftovers.ts';
import { Outcome, type TestedGrid } from './outcome.ts';
import { emptyAndReplay } from './replay.ts';
import { lostRows, rowsOf } from './rows.ts';
import { warmUp } from './warmUp.ts';

const ORDERS = 10;
const STARTERS = { ministack: startMiniStack, localstack: startLocalStack };

/** Starts a grid, deploys everything, drives orders, replays an archive, deploys a change, and takes it all away. */
export async function runScenario(grid: TestedGrid): Promise<Outcome> {
  const outcome = new Outcome(grid);
  await (grid === 'embedded' ? onEmbedded(outcome) : onEmulator(outcome, grid));
  return outcome;
}

interface Deployed {
  readonly apiUrl: string;
  readonly token: string;
  readonly endpoint: string;
  readonly assembly: string;
}

async function onEmbedded(outcome: Outcome): Promise<void> {
  const system = await outcome.step('start', () => startSystem());
  if (!system) return;
  try {
    const { apiUrl, endpoint, issuer } = system;
    await exercise(outcome, { apiUrl, endpoint, token: await issuer.operator(), assembly: await currentAssembly() });
  } finally {
    await outcome.step('stop', () => system.stop());
  }
}

async function onEmulator(outcome: Outcome, grid: keyof typeof STARTERS): Promise<void> {
  const workFolder = path.resolve(`.alpes/test-deploy-${grid}`);
  // Not a step: where the emulator can't be had, the whole test is skipped.
  const server = await STARTERS[grid]({ workFolder });
  outcome.seconds.start = server.startedIn / 1_000;
  try {
    const target = await targetIn(workFolder, grid, server.endpoint);
    await deployAndDestroy(outcome, target);
  } finally {
    await outcome.step('stop', () => server.stop());
  }
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
  const deployed = { apiUrl: outputs.apiUrl, token: outputs.token as string, endpoint, assembly };
  await exercise(outcome, deployed);
  await change(outcome, target, deployed);
  await outcome.step('destroy', () => destroyAll(target));
  outcome.check('nothing is left of it', await leftovers(endpoint));
}

/** The part that is the same everywhere. */
async function exercise(outcome: Outcome, { apiUrl, token, endpoint, assembly }: Deployed): Promise<void> {
  const request = { apiUrl, token, endpoint, assembly, grid: outcome.grid, orders: ORDERS };
  const result = await outcome.step('smoke', () => smoke(request));
  if (result) checkSmoke(outcome, result);
  await outcome.step('replay', () => emptyAndReplay(endpoint, assembly));
}

function checkSmoke(outcome: Outcome, { summary, compared, drops, surprises, outdated }: SmokeResult): void {
  const { orders = 0, violations = [], byState = {}, commandMs } = summary ?? {};
  outcome.check(`${ORDERS} orders came to their end`, orders === ORDERS ? [] : [`${orders} were accepted`]);
  outcome.check('the log, the views, the stock and the queues agree', violations);
  outcome.check(`${compared} resources are as their templates say, but for what is known`, surprises);
  outcome.check('what is known to be dropped is still dropped', outdated);
  outcome.notes.push(
    `orders: ${JSON.stringify(byState)}, a command p50 ${commandMs?.p50} ms, p99 ${commandMs?.p99} ms`,
  );
  outcome.notes.push(...drops.map((drop) => `drops ${drop}`));
}

/** A change of every function arrives, and what was there stays. */
async function change(
  outcome: Outcome,
  target: Target,
  { apiUrl, token, endpoint, assembly }: Deployed,
): Promise<void> {
  const orders = () => apiClient(apiUrl, token).get('/ordenes', { estado: 'entregada', limite: 200 });
  const [before, shown] = [await rowsOf(endpoint, assembly), await orders()];
  const changed = await outcome.step('redeploy', async () => {
    await synthesizeChanged(target);
    return deployAll(target);
  });
  if (!changed) return;
  const { drops } = await compareResources(endpoint, assembly);
  const surprises = drops.filter(({ key }) => !Object.hasOwn(KNOWN_DROPS[outcome.grid], key));
  outcome.check(
    'the change is in every function',
    surprises.map(({ key, name }) => `${key} of ${name}`),
  );
  outcome.check('no row was lost by the change', lostRows(before, await rowsOf(endpoint, assembly)));
  const answer = await orders().catch(String);
  outcome.check('the changed functions answer as before', isDeepStrictEqual(answer, shown) ? [] : [inspect(answer)]);
}
