import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { currentAssembly } from '../../assembly.ts';
import { cdk, synthesizeFor } from '../../deploy/cdk.ts';
import { deployAll } from '../../deploy/deploy.ts';
import { startMiniStack } from '../../deploy/emulators.ts';
import { targetFrom } from '../../deploy/target.ts';
import { openIssuer } from '../../issuer.ts';
import { STACK } from './app.ts';

/** A grid with the app of the bench. */
export interface Subject {
  readonly endpoint: string;
  readonly pid: number;
  /** Where the app's functions say what they were given. */
  readonly countedUrl: string;
  stop(): Promise<void>;
}

/** A grid that can be started, and how long that takes with the whole template of this system, in seconds. */
export interface Grid {
  readonly name: string;
  /** With the bench's app. @param folder for all that it writes. */
  start(assembly: string, folder: string): Promise<Subject>;
  /** From nothing. */
  bootCold(folder: string): Promise<number>;
  /** On what the start before left, where the grid keeps something. */
  bootWarm?(folder: string): Promise<number>;
}

/** The embedded grid, alone in its process, as `npx` would start it for anybody's app. */
export const embedded: Grid = {
  name: 'embedded',
  async start(assembly, folder) {
    const { endpoint, pid, stop } = await startEmbedded(assembly, folder);
    const outputs = await (await fetch(`${endpoint}/_alpes/outputs`)).json();
    return { endpoint, pid, stop, countedUrl: (outputs as Outputs)[STACK]?.CountedUrl ?? '' };
  },
  async bootCold(folder) {
    rmSync(folder, { recursive: true, force: true });
    return bootEmbedded(folder);
  },
  bootWarm: bootEmbedded,
};

type Outputs = Record<string, Record<string, string>>;

async function bootEmbedded(folder: string): Promise<number> {
  const assembly = await currentAssembly();
  const { parameters } = await openIssuer(path.dirname(folder));
  const began = performance.now();
  const { stop } = await startEmbedded(assembly, folder, parameters);
  const seconds = (performance.now() - began) / 1_000;
  await stop();
  return seconds;
}

async function startEmbedded(assembly: string, data: string, parameters: Readonly<Record<string, string>> = {}) {
  const given = Object.entries(parameters).flatMap(([name, value]) => ['--parameter', `${name}=${value}`]);
  const args = ['infra/grid/main.ts', '--assembly', assembly, '--data', data, '--port', '0', ...given];
  // As low as emulators are started.
  const child = spawn('nice', ['-n', '10', process.execPath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let endpoint: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    endpoint ??= /^AWS endpoint\s+(\S+)/.exec(line)?.[1];
    if (line.startsWith('Ready after')) break;
  }
  if (!endpoint || child.pid === undefined) throw new Error('The embedded grid did not start.');
  child.stdout.resume();
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return { endpoint, pid: child.pid, stop };
}

/** MiniStack, which is deployed to by the CDK's CLI. */
export const ministack: Grid = {
  name: 'MiniStack',
  async start(assembly, folder) {
    const server = await startMiniStack({ workFolder: folder });
    const target = { ...(await targetOn(server.endpoint, folder)), assembly };
    await cdk(target, 'bootstrap');
    await cdk(
      target,
      'deploy',
      '--all',
      '--method',
      'direct',
      '--require-approval',
      'never',
      '--outputs-file',
      target.outputsFile,
    );
    const outputs: Outputs = JSON.parse(readFileSync(target.outputsFile, 'utf8'));
    const { endpoint, pid, stop } = server;
    return { endpoint, pid, stop, countedUrl: outputs[STACK]?.CountedUrl ?? '' };
  },
  async bootCold(folder) {
    const began = performance.now();
    const server = await startMiniStack({ workFolder: folder });
    const started = performance.now();
    const target = await targetOn(server.endpoint, folder);
    // What is written before it is deployed is on the embedded grid not in the time either.
    await synthesizeFor(target);
    const synthesized = performance.now();
    await cdk(target, 'bootstrap');
    await deployAll(target);
    const seconds = (started - began + performance.now() - synthesized) / 1_000;
    await server.stop();
    return seconds;
  },
};

async function targetOn(endpoint: string, folder: string) {
  return {
    ...(await targetFrom(['--grid', 'ministack', '--endpoint', endpoint, '--yes'])),
    assembly: path.join(folder, 'assembly'),
    outputsFile: path.join(folder, 'outputs.json'),
    log: path.join(folder, 'cdk.log'),
  };
}
