import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL } from '#infra/cdk/names.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { currentAssembly } from './assembly.ts';
import { fuzzEnvironment } from './deploy/environments.ts';
import { EmulatorUnavailable } from './deploy/python.ts';
import { type Archive, refusedIn } from './fuzz/refused.ts';
import { GridProcess } from './gridProcess.ts';
import { scan } from './invariants/log.ts';
import { program } from './program.ts';
import { seed as seedDemo } from './seed.ts';

const USAGE = `Sends an API of its own what its OpenAPI document allows and what it forbids, made up by Schemathesis, and checks every answer.

  npm run fuzz -- [--seconds 60] [--seed 1]

  --seconds  how long (default 60)
  --seed     of what is made up (default 1)`;

const SETTINGS = path.join(import.meta.dirname, 'fuzz/schemathesis.toml');

interface Settings {
  readonly seconds: string;
  readonly seed: string;
}

function settings(): Settings {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
  });
  for (const [name, text] of Object.entries(values)) {
    if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`--${name} must be a number above 0, not "${text}".`);
  }
  return values;
}

async function main(chosen: Settings): Promise<number> {
  const tool = await installed();
  if (!tool) return 0;
  // What is to be built is built before anybody waits for the grid.
  await currentAssembly();
  const folder = mkdtempSync(path.join(tmpdir(), 'alpes-fuzz-'));
  const grid = new GridProcess();
  try {
    const { apiUrl, endpoint, token } = await grid.start();
    await seedDemo(apiClient(apiUrl, token), { units: 1_000, vehicles: 2 });
    const archive = path.join(folder, 'requests.har');
    const code = await fuzz(tool, { ...chosen, apiUrl, token, archive });
    const requests = JSON.parse(readFileSync(archive, 'utf8')) as Archive;
    const written = await writtenBy(endpoint, refusedIn(requests));
    console.log(`${requests.log.entries.length} requests; ${written.length} were refused and written all the same.`);
    for (const request of written) console.error(`✘ ${request}`);
    return code === 0 && written.length === 0 ? 0 : 1;
  } finally {
    await grid.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tool's path, or nothing, said loudly, where this machine cannot have it. */
async function installed(): Promise<string | undefined> {
  try {
    return path.join(await fuzzEnvironment(), 'schemathesis');
  } catch (error) {
    if (!(error instanceof EmulatorUnavailable)) throw error;
    console.warn(`\n*** SKIPPED: the API was not sent what strangers might send. ${error.message} ***\n`);
    return undefined;
  }
}

interface Run extends Settings {
  readonly apiUrl: string;
  readonly token: string;
  /** Where all requests and answers are kept. */
  readonly archive: string;
}

/** Gives the tool's exit code, when it has said what it found. */
async function fuzz(tool: string, { apiUrl, token, archive, seconds, seed }: Run): Promise<number> {
  const budget = ['--max-time', seconds, '--seed', seed, '--report-har-path', archive];
  const child = spawn(tool, ['--config-file', SETTINGS, 'run', `${apiUrl}/openapi.json`, '--url', apiUrl, ...budget], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ALPES_TOKEN: token },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/** Which of the refused requests the log has something of. */
async function writtenBy(endpoint: string, refused: ReadonlyMap<string, string>): Promise<string[]> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const items = await scan(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }), LOCAL.eventLog);
  const sources = new Set(items.map(({ metadata }) => JSON.parse(metadata?.S ?? '{}').correlationId));
  return [...refused].flatMap(([id, request]) => (sources.has(id) ? [request] : []));
}

process.exitCode = await program(USAGE, settings, main);
