import { mkdirSync } from 'node:fs';
import { LOCAL } from '#infra/cdk/names.ts';
import type { FaultOrder } from '#infra/grid/faults/fault.ts';
import { type Grid, startGrid } from '#infra/grid/grid.ts';
import { isLoopback, LOOPBACK } from '#infra/grid/host.ts';
import { cacheOf, currentAssembly } from './assembly.ts';
import { type Issuer, openIssuer } from './issuer.ts';
import { listenForSignIn } from './signIn/server.ts';

/** The whole system, running on an embedded grid. */
export interface System {
  readonly grid: Grid;
  /** Of all AWS APIs. */
  readonly endpoint: string;
  readonly apiUrl: string;
  /** Of the WebSocket API: `ws://…`. */
  readonly liveUrl: string;
  readonly issuer: Issuer;
  /** Where people sign in: the URL of an OpenID provider. */
  readonly issuerUrl: string;
  stop(): Promise<void>;
}

/** How it is started. */
export interface SystemOptions {
  /** Where state is kept; without it nothing is. */
  readonly dataFolder?: string;
  /** That each commit of queues, events and the like waits for the disk. */
  readonly fsync?: boolean;
  readonly port?: number;
  readonly host?: string;
  /** Of the OpenID provider; without it the one before `port`, or any where that is taken. */
  readonly issuerPort?: number;
  /** The roots of further pages than the API's own on which people may sign in, such as a development server's. */
  readonly pages?: readonly string[];
  /** What is to go wrong with the deployment. */
  readonly deploymentFaults?: readonly FaultOrder[];
  readonly onLog?: (line: string) => void;
}

/** Starts the present sources on an embedded grid, which notes the use of its roles where `ALPES_GRANTS` says a folder. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const { dataFolder, fsync = false, port, host, issuerPort, pages = [], deploymentFaults = [], onLog } = options;
  if (dataFolder) mkdirSync(dataFolder, { recursive: true });
  let running: Grid | undefined;
  const grantsFolder = process.env.ALPES_GRANTS;
  const signIn = await listenForSignIn(
    issuerPort === undefined
      ? { host, port: Math.max((port ?? 0) - 1, 0), orAnother: true }
      : { host, port: issuerPort },
  );
  try {
    const [assembly, issuer] = await Promise.all([
      currentAssembly(),
      openIssuer(dataFolder, () => running?.clock.now() ?? Date.now()),
    ]);
    const grid = await startGrid({
      assembly,
      cacheFolder: cacheOf(assembly),
      fsync,
      deploymentFaults,
      parameters: {
        ...issuer.parameters,
        PageIssuer: signIn.url,
        // The page and its files are on this machine, by whatever name and port.
        FileOrigins: 'http://*',
        PageOrigins: `http://${host ?? LOOPBACK}:* http://localhost:*`,
        // A webhook's receiver is mostly on it too, while one develops it.
        WebhookLoopback: 'si',
        // Messages go into the grid's outbox.
        SmsSender: 'Alpes',
        MailSender: 'avisos@alpes.example',
      },
      ...(dataFolder && { dataFolder }),
      ...(port !== undefined && { port }),
      ...(host && { host }),
      ...(onLog && { onLog }),
      ...(grantsFolder && { grantsFolder }),
    });
    running = grid;
    const apiUrl = grid.apis[LOCAL.system]?.replace(/\/$/, '');
    if (!apiUrl) throw new Error(`The template has no API "${LOCAL.system}".`);
    const liveUrl = grid.apis[LOCAL.live];
    if (!liveUrl) throw new Error(`The template has no API "${LOCAL.live}".`);
    const allowed = [...rootsOf(apiUrl), ...pages];
    signIn.serve(allowed, async () => {
      const { openSignIn } = await import('./signIn/signIn.ts');
      return openSignIn({ url: signIn.url, apiUrl, pages: allowed, issuer, dataFolder });
    });
    const stop = async () => {
      await signIn.stop();
      await grid.stop();
    };
    return { grid, endpoint: grid.endpoint, apiUrl, liveUrl, issuer, issuerUrl: signIn.url, stop };
  } catch (error) {
    await signIn.stop();
    throw error;
  }
}

/** The API's root, by each name that a browser of this machine may call it. */
function rootsOf(apiUrl: string): string[] {
  const { hostname, port } = new URL(apiUrl);
  if (!isLoopback(hostname)) return [apiUrl];
  return [...new Set([apiUrl, `http://127.0.0.1:${port}`, `http://localhost:${port}`])];
}
