import { existsSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decodeJwt } from 'jose';
import { apiClient } from '#infra/clients/api/client.ts';
import { fillViewsBehind } from './fillViews.ts';
import { seed } from './seed.ts';
import { npmIsGone } from './starter.ts';
import { type System, startSystem } from './system.ts';

const USAGE = `Runs the whole system on this machine.

  npm start [-- --port 4566] [--host 127.0.0.1] [--data .alpes] [--memory] [--no-demo] [--watch]
            [--issuer-port 4565] [--page http://localhost:5173]…

  --port         of the AWS endpoint, 0 for any; the API listens on the next one, when that is free (default 4566)
  --host         the address to listen on; whoever reaches it may do everything (default 127.0.0.1)
  --data         where state is kept between starts (default .alpes)
  --memory       keep nothing
  --no-demo      do not register the demo's warehouses, products and vehicles
  --watch        bring each saved source to the running grid, which keeps its state
  --issuer-port  of the OpenID provider on which people sign in (default the one before --port, when that is free)
  --page         the root of a page on which people may sign in too, beside the API's own; may be repeated`;

const DEMO = { units: 2_000, vehicles: 3 };
/** Who orders in the examples. */
const CUSTOMER = 'tienda-42';

interface Tokens {
  /** An operator's. */
  readonly token: string;
  /** Of the customer of the examples: it sees its own things only. */
  readonly customerToken: string;
}

interface Settings {
  readonly help: boolean;
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string | undefined;
  readonly demo: boolean;
  readonly watch: boolean;
  readonly issuerPort: number | undefined;
  readonly pages: readonly string[];
}

function settings(): Settings {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4566' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.alpes' },
      memory: { type: 'boolean', default: false },
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
  let chosen: Settings;
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
  const stopping = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    void npmIsGone().then(resolve);
  });
  console.log('Starting; what has changed since the last time is built first …');
  const began = performance.now();
  let system: System;
  try {
    system = await start(chosen);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
    return;
  }
  let stopWatching: (() => void) | undefined;
  try {
    const tokens = await prepare(system, chosen);
    console.log(welcome(system, tokens.token, (performance.now() - began) / 1_000));
    if (chosen.watch) stopWatching = await watch(system, tokens, chosen);
    await stopping;
    console.log('\nStopping …');
  } finally {
    stopWatching?.();
    await system.stop();
  }
}

function start({ dataFolder, issuerPort, ...settings }: Settings): Promise<System> {
  const given = { ...(dataFolder && { dataFolder }), ...(issuerPort !== undefined && { issuerPort }) };
  return startSystem({ ...settings, ...given, onLog: (line) => console.log(line) });
}

/** Loaded only now: most starts do without. Rights that come with a saved source are not in the start's tokens. */
async function watch(system: System, first: Tokens, { dataFolder }: Settings): Promise<() => void> {
  const { watchSources } = await import('./watch/watch.ts');
  let tokens = first;
  const held = ({ token, customerToken }: Tokens) => [token, customerToken].map((one) => decodeJwt(one).scope);
  return watchSources(system.grid, {
    log: (line) => console.log(line),
    scopes: async (scopes) => {
      const wanted = [scopes.operator, scopes.customer].map((rights) => rights.join(' '));
      if (wanted.every((scope, at) => scope === held(tokens)[at])) return;
      system.issuer.hold(scopes);
      tokens = await tokensOf(system);
      if (dataFolder) writeOutputs(dataFolder, outputs(system, tokens));
      console.log(
        `The rights have changed: new tokens${dataFolder ? ' are in outputs.json' : ''}. The operator's: ${tokens.token}`,
      );
    },
  });
}

/** Gives the tokens, when the demo's things are registered and the outputs written. */
async function prepare(system: System, { dataFolder, demo }: Settings): Promise<Tokens> {
  await fillViewsBehind(system.endpoint);
  const tokens = await tokensOf(system);
  if (demo) await seedOnce(system, tokens.token, dataFolder);
  if (dataFolder) writeOutputs(dataFolder, outputs(system, tokens));
  return tokens;
}

async function tokensOf({ issuer }: System): Promise<Tokens> {
  return { token: await issuer.operator(), customerToken: await issuer.customer(CUSTOMER) };
}

/** Once for each data folder: a mark is left when all is registered. */
async function seedOnce({ apiUrl }: System, token: string, dataFolder: string | undefined): Promise<void> {
  const mark = dataFolder && path.join(dataFolder, 'demo.done');
  if (mark && existsSync(mark)) return;
  await seed(apiClient(apiUrl, token), DEMO, 'Demo data');
  if (mark) writeFileSync(mark, new Date().toISOString());
}

/** Whole or not at all: others wait for this file to appear. */
function writeOutputs(dataFolder: string, content: object): void {
  const file = path.join(dataFolder, 'outputs.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function outputs({ apiUrl, liveUrl, endpoint, issuerUrl, grid }: System, tokens: Tokens): object {
  return {
    apiUrl,
    pageUrl: pageUrl(apiUrl),
    liveUrl,
    endpoint,
    issuerUrl,
    ...tokens,
    region: 'us-east-1',
    stacks: grid.outputs,
  };
}

/** Where a browser begins: it is brought home from there. */
function pageUrl(apiUrl: string): string {
  return `${apiUrl}/`;
}

function welcome({ apiUrl, liveUrl, endpoint, issuerUrl }: System, token: string, seconds: number): string {
  return `
Entregas de los Alpes is ready (${seconds.toFixed(1)} s)

  Pages          ${pageUrl(apiUrl)}
  API            ${apiUrl}
  Documentation  ${apiUrl}/docs
  Live           ${liveUrl}
  AWS endpoint   ${endpoint}
  Sign-in        ${issuerUrl} (OpenID Connect)

A first order:

  curl -s ${apiUrl}/ordenes \\
    -H 'Authorization: Bearer ${token}' \\
    -H 'Content-Type: application/json' \\
    -d '{"clienteId":"${CUSTOMER}","destinatario":{"nombre":"Ana Rojas","telefono":"+57 300 1234567"},"destino":{"direccion":"Carrera 15 # 93-60","ciudad":"Bogotá","coordenadas":{"lat":4.6767,"lon":-74.0483}},"lineas":[{"sku":"CAFE-500","cantidad":2}]}'

Ctrl-C stops it.`;
}

await main();
