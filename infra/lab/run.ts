import { existsSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeJwt } from 'jose';
import { LOCAL } from '#infra/cdk/names.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { fillViewsBehind } from './fillViews.ts';
import { seed } from './seed.ts';
import { npmIsGone } from './starter.ts';
import { type System, startSystem } from './system.ts';

const DEMO = { units: 2_000, vehicles: 3 };
/** Who orders in the examples. */
const CUSTOMER = 'tienda-42';

/** What was asked for. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string | undefined;
  readonly fsync: boolean;
  readonly demo: boolean;
  readonly watch: boolean;
  readonly issuerPort: number | undefined;
  readonly pages: readonly string[];
}

interface Tokens {
  /** An operator's. */
  readonly token: string;
  /** Of the customer of the examples: it sees its own things only. */
  readonly customerToken: string;
}

/** Starts a system, says where it is, and runs it until it is told to stop. Sets the exit code when it cannot start. */
export async function run(chosen: Settings): Promise<void> {
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

/** Once for each stage of a data folder: a mark is left when all is registered. */
async function seedOnce({ apiUrl }: System, token: string, dataFolder: string | undefined): Promise<void> {
  const mark = dataFolder && path.join(dataFolder, `demo-${LOCAL.stage}.done`);
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
    stage: LOCAL.stage,
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
