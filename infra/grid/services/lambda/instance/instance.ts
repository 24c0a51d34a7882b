import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Crash } from '../../../faults/runs.ts';
import type { GridContext } from '../../../service.ts';
import { codeFolder } from '../code.ts';
import type { LambdaFunction } from '../function.ts';
import { layersFolder } from '../layers.ts';
import { environmentOf } from './environment.ts';
import { exited, outOfMemory, platformError, timedOut } from './failure.ts';

const PROGRAM = fileURLToPath(new URL('./program.cjs', import.meta.url));
/** AWS gives initialization 10 seconds; a laptop that starts many at once needs longer. */
const INIT_LIMIT_MS = 60_000;

/** Loading a bundle with the AWS SDK fills so much, in MB: V8 begins with one, and collects garbage ten times meanwhile. */
const YOUNG_MB = 8;

/** What an instance is asked. */
export interface Work {
  readonly id: string;
  readonly payload: string;
  readonly arn: string;
  readonly trace: string;
  readonly clientContext?: unknown;
}

/** What came of it. */
export interface Outcome {
  readonly payload: string;
  readonly failed: boolean;
  /** Resident memory at the end, in MB; 0 where the instance died. */
  readonly memoryMb: number;
}

/** One process that runs one invocation of its function at a time, for as long as it lives. */
export class Instance {
  readonly fn: LambdaFunction;
  /** Settles when the handler is loaded; rejects with the error's JSON text as message. */
  readonly ready: Promise<void>;
  readonly initStarted = performance.now();
  /** How long loading took. */
  loadedMs = 0;
  /** The same until the first invocation reports it. */
  initMs: number | undefined;
  idleSince = 0;
  /** When the process is to end in its next run, as a fault wants it. */
  crash: Crash | undefined;
  onOutput: (text: string) => void = () => {};
  onEnd: () => void = () => {};
  readonly #child: ChildProcess;
  readonly #grid: GridContext;
  #ended = false;
  #fate: ((id: string) => string) | undefined;
  #work: { readonly id: string; readonly trace: string; settle(outcome: Outcome): void } | undefined;
  #startup: { resolve(): void; reject(reason: Error): void } | undefined;

  constructor(grid: GridContext, fn: LambdaFunction, log: (text: string) => void) {
    this.#grid = grid;
    this.fn = fn;
    this.onOutput = log;
    const taskRoot = codeFolder(grid, fn.code);
    const layers = layersFolder(grid, fn);
    const settings = {
      codeFolder: taskRoot,
      layersFolder: layers,
      appFolder: grid.appFolder,
      handler: fn.handler,
      cacheFolder: join(grid.cacheFolder, 'compiled'),
      callbacks: Number(/^nodejs(\d+)/.exec(fn.runtime)?.[1]) < 24,
      log: fn.log,
      clock: grid.clock.reading(),
      endpoint: grid.endpoint,
    };
    this.#child = fork(PROGRAM, [JSON.stringify(settings)], {
      cwd: taskRoot,
      env: environmentOf(grid, fn, { taskRoot, layers, logStream: logStream(grid.clock.now(), fn.version) }),
      execArgv: heapOf(fn.memoryMb),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own, so that what the function starts ends with it. On Windows it would be a window of its own.
      detached: process.platform !== 'win32',
    });
    this.ready = new Promise((resolve, reject) => {
      this.#startup = { resolve, reject };
    });
    this.#listen();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The trace header of what it runs; `undefined` while it runs nothing. */
  get trace(): string | undefined {
    return this.#work?.trace;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Runs one invocation. Never rejects: a death, a timeout and too much memory are outcomes. */
  run(work: Work): Promise<Outcome> {
    return new Promise((resolve) => {
      const limit = this.fn.timeoutSeconds;
      const timer = setTimeout(() => this.kill((id) => timedOut(id, limit)), limit * 1000);
      this.#work = {
        id: work.id,
        trace: work.trace,
        settle: (outcome) => {
          clearTimeout(timer);
          this.#work = undefined;
          // What it wrote came before its answer: let this turn of the event loop read the pipes too.
          setImmediate(() => resolve(outcome));
        },
      };
      if (this.crash === 'before') return this.kill();
      this.#send({ invoke: { ...work, timeout: limit * 1000 }, clock: this.#grid.clock.reading() });
    });
  }

  /** Passes the clock on, after it was moved. */
  tell(): void {
    this.#send({ clock: this.#grid.clock.reading() });
  }

  /** Ends the process. An invocation under way fails with `fate`'s text. */
  kill(fate?: (id: string) => string): void {
    this.#fate ??= fate;
    this.#child.kill('SIGKILL');
    this.#endGroup();
  }

  /** Ends it because it holds more memory than its function may. */
  killForMemory(): void {
    this.kill((id) => outOfMemory(id, this.fn.memoryMb));
  }

  /** Windows has no process groups: there, what a function starts is its own affair. */
  #endGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined || process.platform === 'win32') return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Nobody is left in it.
    }
  }

  #send(message: object): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #listen(): void {
    const child = this.#child;
    const slow = setTimeout(
      () => this.kill(() => platformError('Runtime.InitTimeout', 'The function did not load in time.')),
      INIT_LIMIT_MS,
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => this.onOutput(text));
    }
    child.on('message', (message: Message) => {
      if (message.ready) {
        clearTimeout(slow);
        this.loadedMs = performance.now() - this.initStarted;
        this.initMs = this.loadedMs;
        this.#startup?.resolve();
      } else if (message.failed !== undefined) this.#startup?.reject(new Error(message.failed));
      else if (message.id !== undefined && message.id === this.#work?.id) this.#answered(message);
    });
    child.on('error', (error) => this.#end(() => platformError('Runtime.InvalidEntrypoint', String(error))));
    child.on('exit', (code, signal) => {
      clearTimeout(slow);
      this.#endGroup();
      setImmediate(() => this.#end(this.#fate ?? ((id) => exited(id, code, signal))));
    });
  }

  #answered(message: Message): void {
    if (this.crash === 'after') {
      this.kill();
      return;
    }
    if (message.last) this.#ended = true;
    this.#work?.settle({
      payload: message.error ?? message.payload ?? 'null',
      failed: message.error !== undefined,
      memoryMb: Math.ceil((message.rss ?? 0) / 2 ** 20),
    });
  }

  #end(fate: (id: string) => string): void {
    this.#ended = true;
    this.#startup?.reject(new Error(fate('init')));
    this.#work?.settle({ payload: fate(this.#work.id), failed: true, memoryMb: 0 });
    this.onEnd();
  }
}

interface Message {
  readonly ready?: true;
  readonly failed?: string;
  readonly id?: string;
  readonly payload?: string;
  readonly error?: string;
  readonly last?: true;
  readonly rss?: number;
}

/** The shares that Lambda's own bootstrap gives V8 of the function's memory; of the young generation, more from the start. */
function heapOf(memoryMb: number): string[] {
  const young = Math.max(1, Math.floor(memoryMb * 0.05));
  return [
    `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`,
    `--max-semi-space-size=${young}`,
    `--min-semi-space-size=${Math.min(YOUNG_MB, young)}`,
  ];
}

function logStream(now: number, version: string): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version}]${randomBytes(16).toString('hex')}`;
}
