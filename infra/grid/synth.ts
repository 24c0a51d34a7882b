import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ACCOUNT, REGION } from './service.ts';

/** What of `cdk.json` says how an app is synthesized. */
interface Settings {
  readonly app?: string;
  readonly output?: string;
  readonly context?: object;
}

/**
 * The cloud assembly that a folder is, or, where it is that of a CDK app, the one that the app writes now: its command is run
 * as the CDK's command line runs it, for the grid's account and region.
 * @throws Error when `cdk.json` cannot be read or names no app, or the app fails.
 */
export async function assemblyIn(folder: string): Promise<string> {
  if (!existsSync(join(folder, 'cdk.json'))) return folder;
  const { app, output = 'cdk.out', context } = readJson(folder, 'cdk.json') as Settings;
  if (!app) throw new Error(`${join(folder, 'cdk.json')} names no "app".`);
  const outdir = resolve(folder, output);
  const lookedUp = existsSync(join(folder, 'cdk.context.json')) ? readJson(folder, 'cdk.context.json') : {};
  const child = spawn(app, {
    cwd: folder,
    shell: true,
    stdio: 'inherit',
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      // Without the paths of constructs nobody is told which one is refused.
      CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:enable-path-metadata': true, ...lookedUp, ...context }),
      CDK_DEFAULT_ACCOUNT: ACCOUNT,
      CDK_DEFAULT_REGION: REGION,
    },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The app in ${folder} was not synthesized: "${app}" ended with ${code}.`);
  return outdir;
}

function readJson(folder: string, name: string): object {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch (cause) {
    throw new Error(`${join(folder, name)} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
