import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { synthesize } from '#infra/cdk/synth.ts';
import { EVERYTHING } from '#infra/cdk/testing/everything.ts';
import { lintEnvironment } from './deploy/environments.ts';
import { EmulatorUnavailable } from './deploy/python.ts';

/**
 * Holds the templates against AWS's own schemas: cfn-lint, for production on AWS as it is and with all that an account may be
 * given, and for LocalStack. Warnings fail too.
 */
const run = promisify(execFile);

/** Rules that say nothing about these templates, with the reason. */
const IGNORED = {
  W3005: 'CDK lets every function depend on its role and its policy; the role is then named twice.',
  W6001:
    'The address of the live channel is put together in the stack of its stage, from the id that another stack exports.',
};
const TARGETS = {
  plain: { grid: 'aws', stage: 'prod', account: {} },
  everything: { grid: 'aws', stage: 'prod', account: { prod: EVERYTHING } },
  localstack: { grid: 'localstack', stage: 'dev' },
};

async function main(): Promise<number> {
  const lint = await installed();
  if (!lint) return 0;
  const folder = await mkdtemp(path.join(tmpdir(), 'alpes-plantillas-'));
  try {
    for (const [name, target] of Object.entries(TARGETS)) await synthesize(path.join(folder, name), target);
    const templates = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.template.json'));
    const files = templates.map((file) => path.join(folder, file));
    const ignored = ['-i', ...Object.keys(IGNORED)];
    await run(lint, ['--regions', 'us-east-1', ...ignored, '-t', ...files], { maxBuffer: 1 << 26 });
    console.log(`${files.length} templates are valid (ignored: ${Object.keys(IGNORED).join(', ')}).`);
    return 0;
  } catch (error) {
    const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string };
    console.error(stdout || stderr || message);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The linter's path, or nothing, said loudly, where this machine cannot have it. */
async function installed(): Promise<string | undefined> {
  try {
    return path.join(await lintEnvironment(), 'cfn-lint');
  } catch (error) {
    if (!(error instanceof EmulatorUnavailable)) throw error;
    console.warn(`\n*** SKIPPED: the templates were not checked against AWS's schemas. ${error.message} ***\n`);
    return undefined;
  }
}

process.exitCode = await main();
