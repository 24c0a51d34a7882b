import { type ChildProcess, execFileSync, type StdioOptions, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where DynamoDB answers. `file` is its SQLite file, which only dynoxide has. */
export interface Engine {
  readonly origin: string;
  readonly file: string | undefined;
  /** The process, when the grid has started it. */
  readonly pid: number | undefined;
  /** Resolves when a request may be sent again, after the process died and was started anew. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

interface EngineOptions {
  readonly dataFolder: string;
  readonly inMemory: boolean;
  log(line: string): void;
}

/**
 * Starts dynoxide on a free loopback port, or uses the DynamoDB that `ALPES_DYNAMODB_ENDPOINT` names.
 * @throws what dynoxide said when it does not start.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const elsewhere = process.env.ALPES_DYNAMODB_ENDPOINT;
  if (elsewhere) {
    await answers(elsewhere, () => undefined);
    return {
      origin: elsewhere,
      file: undefined,
      pid: undefined,
      ready: async () => undefined,
      stop: async () => undefined,
    };
  }
  const binary = dynoxideBinary();
  const folder = options.inMemory ? mkdtempSync(join(memoryFolder(), 'alpes-dynamodb-')) : options.dataFolder;
  mkdirSync(folder, { recursive: true });
  const engine = new Dynoxide(binary, folder, options);
  try {
    await engine.start();
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return engine;
}

/** dynoxide as a child process: started again when it dies, ended with the grid whatever ends the grid. */
class Dynoxide implements Engine {
  origin = '';
  readonly file: string;
  readonly #binary: string;
  readonly #folder: string;
  readonly #pidFile: string;
  readonly #options: EngineOptions;
  #child: ChildProcess | undefined;
  #guard: ChildProcess | undefined;
  #ready: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(binary: string, folder: string, options: EngineOptions) {
    this.#binary = binary;
    this.#folder = folder;
    this.#options = options;
    this.file = join(folder, 'dynamodb.sqlite');
    this.#pidFile = join(folder, 'dynamodb.pid');
  }

  async start(): Promise<void> {
    this.#endStale();
    const port = await freePort();
    this.origin = `http://127.0.0.1:${port}`;
    this.#ready = this.#launch(port);
    await this.#ready;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#guard?.kill('SIGKILL');
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      // It waits for open keep-alive connections; everything it acknowledged is on disk already.
      const impatient = setTimeout(() => child.kill('SIGKILL'), 1000);
      await ended;
      clearTimeout(impatient);
    }
    rmSync(this.#pidFile, { force: true });
    if (this.#options.inMemory) rmSync(this.#folder, { recursive: true, force: true });
  }

  async #launch(port: number): Promise<void> {
    const child = spawn(this.#binary, ['serve', '--port', String(port), '--db-path', this.file], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own: Ctrl-C reaches all of the terminal's, and what still runs must be able to write to the end.
      detached: true,
    });
    this.#child = child;
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000);
    });
    let dead: string | undefined;
    let answered = false;
    child.once('error', (error) => {
      dead = error.message;
    });
    child.once('exit', (code, signal) => {
      dead = `ended with ${signal ?? code}: ${said.trim()}`;
      // One that never answered would not the next time either, and the launch fails.
      if (answered && !this.#stopping) this.#revive(port, dead);
    });
    if (child.pid === undefined) throw new Error(`dynoxide did not start: ${dead ?? this.#binary}`);
    writeFileSync(this.#pidFile, String(child.pid));
    this.#watch(child.pid);
    await answers(this.origin, () => dead);
    answered = true;
  }

  #revive(port: number, why: string): void {
    this.#options.log(`dynamodb: dynoxide ${why}; starting it again.`);
    this.#guard?.kill('SIGKILL');
    this.#ready = this.#launch(port);
    this.#ready.catch((error: unknown) => this.#options.log(`dynamodb: ${String(error)}`));
  }

  /**
   * A shell that reads from a pipe of ours: when this process is killed the pipe closes, and it ends dynoxide, and the
   * files of a grid that keeps nothing, which may be in memory.
   */
  #watch(pid: number): void {
    if (process.platform === 'win32') return;
    const then = this.#options.inMemory ? 'rm -rf "$2"' : ':';
    const script = `read _; kill -9 "$1"; ${then}`;
    const stdio: StdioOptions = ['pipe', 'ignore', 'ignore'];
    const guard = spawn('sh', ['-c', script, 'guard', String(pid), this.#folder], { stdio, detached: true });
    guard.on('error', () => undefined);
    guard.stdin?.on('error', () => undefined);
    guard.unref();
    (guard.stdin as Socket | null)?.unref();
    this.#guard = guard;
  }

  /** A dynoxide that outlived its grid would go on writing to the file; it is known by the file in its command line. */
  #endStale(): void {
    if (process.platform === 'win32' || !existsSync(this.#pidFile)) return;
    const pid = Number(readFileSync(this.#pidFile, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 1) return;
    try {
      const command = execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' });
      if (command.includes(this.file)) process.kill(pid, 'SIGKILL');
    } catch {
      // No such process, or no `ps`: nothing to end.
    }
  }
}

function dynoxideBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const file = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
    return require.resolve(`${name}/${file}`);
  } catch {
    throw new Error(
      `The package ${name} is not installed, so there is no DynamoDB engine for this platform. ` +
        'Start DynamoDB Local (docker run -p 8000:8000 amazon/dynamodb-local) and set ALPES_DYNAMODB_ENDPOINT=http://127.0.0.1:8000.',
    );
  }
}

function memoryFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(origin: string, dead: () => string | undefined): Promise<void> {
  const until = Date.now() + 10_000;
  for (;;) {
    const reason = dead();
    if (reason !== undefined) throw new Error(`dynoxide ${reason}`);
    try {
      await (await fetch(origin)).arrayBuffer();
      return;
    } catch (error) {
      if (Date.now() > until) throw new Error(`No DynamoDB answers at ${origin}.`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
