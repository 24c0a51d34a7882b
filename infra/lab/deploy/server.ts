import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How a server in another process is started. */
export interface ServerCommand {
  name: string;
  command: readonly [string, ...string[]];
  endpoint: string;
  /** The path that answers 200 once it is ready, with the server's version. */
  health: string;
  workFolder: string;
  env: Record<string, string>;
}

/** A running server. */
export interface Server {
  endpoint: string;
  /** Of the first process of its group. */
  pid: number;
  /** Its own, as it tells it. */
  version: string;
  /** The file with all that it printed. */
  log: string;
  /** Milliseconds from start to healthy. */
  startedIn: number;
  stop(): Promise<void>;
}

/** Starts a server in its own process group, and waits until it is healthy. */
export async function startServer(wanted: ServerCommand): Promise<Server> {
  const began = performance.now();
  const log = join(wanted.workFolder, 'server.log');
  const output = openSync(log, 'w');
  const child = spawn('nice', ['-n', '10', ...wanted.command], {
    cwd: wanted.workFolder,
    detached: true,
    env: { ...inherited(), ...wanted.env },
    stdio: ['ignore', output, output],
  });
  const exited = once(child, 'exit');
  const stop = () => end(child, exited);
  // There is no time to ask, and LocalStack in the midst of a deployment would not listen.
  process.once('exit', () => signal(child, 'SIGKILL'));
  const deadline = AbortSignal.timeout(120_000);
  while (child.exitCode === null && !deadline.aborted) {
    const version = await versionOf(wanted.endpoint + wanted.health);
    if (version && child.pid) {
      const { endpoint } = wanted;
      return { endpoint, pid: child.pid, version, log, startedIn: performance.now() - began, stop };
    }
    await delay(50);
  }
  await stop();
  const tail = (await readFile(log, 'utf8')).split('\n').slice(-20).join('\n');
  throw new Error(`${wanted.name} did not become healthy; its last lines:\n${tail}`);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
  return address.port;
}

/** Our own node comes first: emulators run functions with the first on the PATH. */
function inherited(): NodeJS.ProcessEnv {
  return { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: process.env.HOME, LANG: 'C.UTF-8' };
}

/** The version that a healthy server tells; nothing from one that is not. */
async function versionOf(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.ok ? ((await response.json()) as { version: string }).version : undefined;
  } catch {
    return undefined;
  }
}

/** Asks first; after half a minute the whole group is killed. */
async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  signal(child, 'SIGTERM');
  const ended = await Promise.race([exited.then(() => true), delay(30_000, false, { ref: false })]);
  if (ended) return;
  signal(child, 'SIGKILL');
  await exited;
}

/** To the whole group, as long as its leader lives. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, name);
}
