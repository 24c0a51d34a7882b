import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type System, startSystem } from '#infra/lab/system.ts';

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line on a grid of its own. */
export interface Cli {
  readonly system: System;
  /** For files of a test. */
  readonly folder: string;
  /** What clients of the SDK need to reach the grid. */
  readonly aws: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Runs it as a user does. */
  alpes(...args: string[]): Promise<Ended>;
  /** The same, with something on its standard input. */
  fed(input: string, ...args: string[]): Promise<Ended>;
  /** Creates an order, and gives its id. */
  order(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a grid, and gives the command line that talks to it. */
export async function startCli(): Promise<Cli> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alpes-cli-'));
  const data = path.join(folder, 'grid');
  const system = await startSystem({ dataFolder: data, port: 0 });
  const { apiUrl, endpoint, issuer } = system;
  writeFileSync(path.join(data, 'outputs.json'), JSON.stringify({ apiUrl, endpoint, token: await issuer.operator() }));
  const program = path.resolve('infra/clients/alpes/bin.mjs');
  const fed = (input: string, ...args: string[]): Promise<Ended> =>
    new Promise((resolve) => {
      const child = execFile(process.execPath, [program, ...args, '--data', data], (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
      child.stdin?.end(input);
    });
  const alpes = (...args: string[]) => fed('', ...args);
  return {
    system,
    folder,
    aws: { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } },
    fed,
    alpes,
    order: async () => JSON.parse((await alpes('invocar', 'crearOrden', '--ejemplo', '--json')).out).resultado.id,
    stop: async () => {
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
