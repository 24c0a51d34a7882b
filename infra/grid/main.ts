import { parseArgs } from 'node:util';
import { type Grid, startGrid } from './grid.ts';
import { LOOPBACK } from './host.ts';
import { assemblyIn } from './synth.ts';

const USAGE = `Runs a CDK app on this machine.

  alpes-grid --assembly cdk.out [--data .alpes] [--port 4566] [--host 127.0.0.1] [--fsync] [--parameter NAME=VALUE]…

  --assembly   the folder that cdk synth wrote, or that of the app (with cdk.json), which is synthesized first
  --data       where state is kept between starts; without it nothing is
  --port       of the AWS endpoint; 0 for any free one (default 4566)
  --host       the address to listen on; whoever reaches it may do everything (default 127.0.0.1)
  --fsync      wait for the disk at each commit, so that the end of the power takes none of what queues hold
  --parameter  a value for a parameter of the templates; may be repeated`;

/**
 * The arguments; `undefined` when only help is asked for.
 * @throws Error when they are not understood.
 */
function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      assembly: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string', default: '4566' },
      host: { type: 'string', default: LOOPBACK },
      fsync: { type: 'boolean', default: false },
      parameter: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  if (values.assembly === undefined) throw new Error('--assembly is missing.');
  const parameters = Object.fromEntries(
    values.parameter.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`--parameter is NAME=VALUE, not "${pair}".`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port is not a port: "${values.port}".`);
  if (values.host === '') throw new Error('--host is empty.');
  const data = values.data === undefined ? {} : { dataFolder: values.data };
  return { assembly: values.assembly, port, host: values.host, fsync: values.fsync, parameters, ...data };
}

async function main(): Promise<void> {
  let options: ReturnType<typeof readArguments>;
  try {
    options = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (!options) {
    console.log(USAGE);
    return;
  }
  // Listen before starting: a signal while the grid comes up must not leave its processes behind.
  const signal = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const started = performance.now();
  let grid: Grid;
  try {
    const assembly = await assemblyIn(options.assembly);
    grid = await startGrid({ ...options, assembly, onLog: (line) => console.log(line) });
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
    return;
  }
  console.log(`AWS endpoint  ${grid.endpoint}`);
  for (const [name, url] of Object.entries(grid.apis)) console.log(`API ${name}  ${url}`);
  console.log(`Ready after ${Math.round(performance.now() - started)} ms. Ctrl-C stops it.`);
  await signal;
  await grid.stop();
}

await main();
