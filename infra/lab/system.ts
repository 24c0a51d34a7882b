import { mkdirSync } from 'node:fs';
import { type Grid, startGrid } from '#infra/grid/grid.ts';
import { cacheOf, currentAssembly } from './assembly.ts';
import { type Issuer, openIssuer } from './issuer.ts';

/** The name of the API in the template. */
const API = 'alpes';

/** The whole system, running on an embedded grid. */
export interface System {
  readonly grid: Grid;
  /** Of all AWS APIs. */
  readonly endpoint: string;
  readonly apiUrl: string;
  readonly issuer: Issuer;
  stop(): Promise<void>;
}

interface Options {
  /** Where state is kept; without it nothing is. */
  readonly dataFolder?: string;
  readonly port?: number;
  readonly host?: string;
  readonly onLog?: (line: string) => void;
}

/** Starts the present sources on an embedded grid, which notes the use of its roles where `ALPES_GRANTS` says a folder. */
export async function startSystem({ dataFolder, port, host, onLog }: Options = {}): Promise<System> {
  if (dataFolder) mkdirSync(dataFolder, { recursive: true });
  let running: Grid | undefined;
  const [assembly, issuer] = await Promise.all([
    currentAssembly(),
    openIssuer(dataFolder, () => running?.clock.now() ?? Date.now()),
  ]);
  const grantsFolder = process.env.ALPES_GRANTS;
  const grid = await startGrid({
    assembly,
    cacheFolder: cacheOf(assembly),
    parameters: issuer.parameters,
    ...(dataFolder && { dataFolder }),
    ...(port !== undefined && { port }),
    ...(host && { host }),
    ...(onLog && { onLog }),
    ...(grantsFolder && { grantsFolder }),
  });
  running = grid;
  const apiUrl = grid.apis[API];
  if (!apiUrl) throw new Error(`The template has no API "${API}".`);
  return { grid, endpoint: grid.endpoint, apiUrl: apiUrl.replace(/\/$/, ''), issuer, stop: () => grid.stop() };
}
