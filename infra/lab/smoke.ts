import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stageOf } from '#infra/cdk/defaults.ts';
import { Names } from '#infra/cdk/names.ts';
import { currentAssembly } from './assembly.ts';
import { program } from './program.ts';
import { smokeGrid } from './smoke/known.ts';
import { look, type Seen, type SmokeRequest, type SmokeResult, smoke } from './smoke/run.ts';
import { print } from './summary.ts';

const USAGE = `Drives some orders through a deployed API, checks the outcome, and holds every resource against the template.

  npm run smoke -- --api URL --token TOKEN [--endpoint URL] [--assembly FOLDER] [--orders 10]
                    [--grid embedded] [--stage dev] [--json]
  npm run smoke -- --outputs .alpes/outputs.json

  --outputs   the file that npm start or npm run deploy wrote, instead of --api, --token and all of the others but --orders
  --endpoint  of the AWS APIs of an emulator; without it all is read from the AWS account that the environment names
  --assembly  the cloud assembly that was deployed (default: that of npm start)
  --orders    how many (default 10); 0 where people work with the system: then it is only asked how it is
  --grid      embedded, ministack, localstack or aws: what it is known to drop is no failure (default embedded)
  --stage     dev, prod or relevo; on AWS it must be said (default dev)
  --json      print the result as one JSON line, last`;

interface Settings extends Omit<SmokeRequest, 'assembly'> {
  readonly assembly: string | undefined;
  readonly json: boolean;
}

function settings(): Settings {
  const { values } = parseArgs({
    options: {
      api: { type: 'string' },
      token: { type: 'string' },
      endpoint: { type: 'string' },
      assembly: { type: 'string' },
      outputs: { type: 'string' },
      orders: { type: 'string', default: '10' },
      grid: { type: 'string' },
      stage: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const written = values.outputs ? JSON.parse(readFileSync(values.outputs, 'utf8')) : {};
  const apiUrl = values.api ?? written.apiUrl;
  const token = values.token ?? written.token;
  if (!apiUrl || !token) throw new Error('--api and --token are needed, or --outputs with a file that has them.');
  if (!/^\d{1,4}$/.test(values.orders)) throw new Error(`--orders must be from 0 to 9999, not "${values.orders}".`);
  const grid = smokeGrid(values.grid ?? written.grid ?? 'embedded');
  return {
    apiUrl: apiUrl.replace(/\/$/, ''),
    token,
    endpoint: values.endpoint ?? written.endpoint,
    assembly: values.assembly ?? written.assembly,
    orders: Number(values.orders),
    grid,
    names: new Names(stageOf(grid, values.stage ?? written.stage)),
    json: values.json,
  };
}

async function main(chosen: Settings): Promise<number> {
  const request = { ...chosen, assembly: chosen.assembly ?? (await currentAssembly()) };
  const result: Seen & Partial<SmokeResult> = chosen.orders === 0 ? await look(request) : await smoke(request);
  if (result.summary) print(result.summary);
  console.log(`${result.compared} resources held against their templates; ${result.drops.length} kinds of drops.`);
  for (const drop of result.drops) console.log(`  ${drop}`);
  for (const key of result.outdated) console.log(`  not dropped any more: ${key}`);
  console.log(`${result.ok ? 'Passed' : 'FAILED'} in ${result.seconds.toFixed(1)} s.`);
  if (chosen.json) console.log(JSON.stringify(result));
  return result.ok ? 0 : 1;
}

process.exitCode = await program(USAGE, settings, main);
