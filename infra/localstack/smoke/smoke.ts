/** Deploys a small stack to an emulator and looks at what it does: node smoke.ts localstack|ministack. */
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { CreateArchiveCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { build } from 'esbuild';
import { awsEnvironment, startLocalStack, startMiniStack } from '../../lab/deploy/emulators.ts';
import { checks, type Outputs, type Smoke } from './checks.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
const token = 'Bearer smoke';

/** What each emulator is known not to have: left out of the template, or expected to fail. */
const emulators = {
  localstack: {
    start: startLocalStack,
    without: [],
    lacks: [
      'a request without the right token is refused by the authorizer',
      "the authorizer's context reaches the function",
      'point-in-time recovery kept',
    ],
  },
  ministack: {
    start: startMiniStack,
    without: ['Archive', 'ArchiveArn'],
    lacks: [
      'a failing stream record goes to the on-failure destination',
      'timeout, exit and error of a function',
      'log tail of an invocation',
      'time to live kept',
      'point-in-time recovery kept',
    ],
  },
};

const name = process.argv[2] as keyof typeof emulators;
if (!(name in emulators)) {
  console.error('usage: node infra/localstack/smoke/smoke.ts localstack|ministack');
  process.exit(2);
}
process.exitCode = await main(name);

async function main(emulator: keyof typeof emulators): Promise<number> {
  const { start, without, lacks } = emulators[emulator];
  const workFolder = join(root, '.alpes', `smoke-${emulator}`);
  const server = await timed('virtual environment and start', () => start({ workFolder }));
  console.log(`  healthy ${Math.round(server.startedIn)} ms after its start, ${server.endpoint}`);
  try {
    Object.assign(process.env, awsEnvironment(server.endpoint));
    const bundle = join(workFolder, 'bundle');
    await mkdir(bundle);
    await bundleFunctions(bundle);
    const cdk = cdkRunner(workFolder, { SMOKE_BUNDLE: bundle, SMOKE_WITHOUT: without.join() });
    await timed('cdk bootstrap', () => cdk(['bootstrap', 'aws://000000000000/us-east-1']));
    const outputs = await timed('cdk deploy', () => deploy(cdk, workFolder));
    outputs.ArchiveArn ??= await createArchive(outputs);
    const smoke = { outputs, call: caller(server.endpoint, outputs) };
    const unexpected = await examine(smoke, lacks);
    await timed('cdk deploy of a change', () => deploy(cdk, workFolder, { SMOKE_BUILD: '2' }));
    const { body } = await smoke.call('GET', 'a');
    const kept = body.includes('"build":"2"') && body.includes('n');
    console.log(`${kept ? '✔' : '✘'} the change is live and the rows are kept: ${body}`);
    await timed('cdk destroy', () => cdk(['destroy', '--force']));
    return unexpected === 0 && kept ? 0 : 1;
  } finally {
    await timed('stop', () => server.stop());
  }
}

/** Runs every check; the number of results other than the expected. */
async function examine(smoke: Smoke, lacks: readonly string[]): Promise<number> {
  let unexpected = 0;
  for (const [title, check] of Object.entries(checks)) {
    const began = performance.now();
    const { ok, said } = await check(smoke).then(
      (said) => ({ ok: true, said }),
      (error: Error) => ({ ok: false, said: error.message }),
    );
    const known = lacks.includes(title);
    if (ok === known) unexpected += 1;
    const mark = ok ? '✔' : known ? '– (known)' : '✘';
    console.log(`${mark} ${title} (${Math.round(performance.now() - began)} ms): ${said}`);
  }
  return unexpected;
}

/** Through the API, where CloudFormation has no such type. */
async function createArchive({ BusArn }: Outputs): Promise<string> {
  const command = new CreateArchiveCommand({ ArchiveName: 'smoke-archive', EventSourceArn: BusArn });
  return (await new EventBridgeClient({}).send(command)).ArchiveArn ?? '';
}

async function bundleFunctions(outdir: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'functions/index.ts')],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The SDK still has CommonJS parts that require Node's own modules.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
}

type Cdk = (command: string[], env?: Record<string, string>) => Promise<void>;

function cdkRunner(workFolder: string, common: Record<string, string>): Cdk {
  const bin = join(root, 'node_modules/.bin');
  const app = `${process.execPath} ${join(import.meta.dirname, 'app.ts')}`;
  return async (command, env = {}) => {
    const parameters = [
      '-n',
      '10',
      join(bin, 'cdk'),
      ...command,
      '--app',
      app,
      '--output',
      join(workFolder, 'cdk.out'),
    ];
    const PATH = `${bin}:${process.env.PATH}`;
    await run('nice', parameters, { env: { ...process.env, ...common, ...env, PATH }, maxBuffer: 1 << 26 });
  };
}

async function deploy(cdk: Cdk, workFolder: string, env?: Record<string, string>): Promise<Outputs> {
  const file = join(workFolder, 'outputs.json');
  await cdk(['deploy', '--require-approval', 'never', '--outputs-file', file], env);
  return (JSON.parse(await readFile(file, 'utf8')) as { smoke: Outputs }).smoke;
}

/** Both emulators serve a REST API under this path of their one endpoint, which needs no DNS. */
function caller(endpoint: string, { RestApi }: Outputs): Smoke['call'] {
  return async (method, id, { token: own = token, body } = {}) => {
    const url = `${endpoint}/_aws/execute-api/${RestApi}/v1/items/${id}`;
    const headers = { authorization: own, 'content-type': 'application/json' };
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: response.status, body: await response.text() };
  };
}

async function timed<T>(title: string, action: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await action();
  console.log(`${title}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}
