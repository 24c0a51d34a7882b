import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Settings } from './run.ts';

const USAGE = `Runs the whole system on this machine.

  npm start [-- --port 4566] [--host 127.0.0.1] [--data .alpes] [--memory] [--fsync] [--no-demo]
            [--watch] [--issuer-port 4565] [--page http://localhost:5173]…

  --port         of the AWS endpoint, 0 for any; the API listens on the next one, when that is free (default 4566)
  --host         the address to listen on; whoever reaches it may do everything (default 127.0.0.1)
  --data         where state is kept between starts (default .alpes)
  --memory       keep nothing
  --fsync        wait for the disk at each commit, so that the end of the power takes none of what queues hold
  --no-demo      do not register the demo's warehouses, products and vehicles
  --watch        bring each saved source to the running grid, which keeps its state
  --issuer-port  of the OpenID provider on which people sign in (default the one before --port, when that is free)
  --page         the root of a page on which people may sign in too, beside the API's own; may be repeated`;

function settings(): Settings & { readonly help: boolean } {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4566' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.alpes' },
      memory: { type: 'boolean', default: false },
      fsync: { type: 'boolean', default: false },
      'no-demo': { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      'issuer-port': { type: 'string' },
      page: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = portIn('--port', values.port);
  if (values.host === '') throw new Error('--host must be an address of this machine.');
  return {
    help: values.help,
    port,
    host: values.host,
    dataFolder: values.memory ? undefined : path.resolve(values.data),
    fsync: values.fsync,
    demo: !values['no-demo'],
    watch: values.watch,
    issuerPort: values['issuer-port'] === undefined ? undefined : portIn('--issuer-port', values['issuer-port']),
    pages: values.page.map(rootIn),
  };
}

function portIn(option: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Error(`${option} must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function rootIn(text: string): string {
  const root = text.replace(/\/$/, '');
  if (!URL.canParse(root) || !/^https?:\/\/[^?#]+$/.test(root))
    throw new Error(`--page must be an address like http://localhost:5173, not "${text}".`);
  return root;
}

async function main(): Promise<void> {
  let chosen: ReturnType<typeof settings>;
  try {
    chosen = settings();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (chosen.help) {
    console.log(USAGE);
    return;
  }
  // Stripping types and compiling takes most of the time until something is done.
  enableCompileCache('node_modules/.cache/alpes/compiled');
  const { run } = await import('./run.ts');
  await run(chosen);
}

await main();
