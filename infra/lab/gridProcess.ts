import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LOCAL } from '#infra/cdk/names.ts';
import type { FaultOrder } from '#infra/grid/faults/fault.ts';
import { pause } from './driver/pool.ts';
import { type Reloj, relojDe } from './driver/reloj.ts';
import { type Issuer, openIssuer } from './issuer.ts';

const READY_MS = 120_000;

/** What `npm start` writes for its users. */
export interface Outputs {
  readonly apiUrl: string;
  /** Of the WebSocket API. */
  readonly liveUrl: string;
  readonly endpoint: string;
  /** Of the OpenID provider. */
  readonly issuerUrl: string;
  readonly token: string;
}

/** What a grid is started from, where that is not this project as it is. */
interface Started {
  /** The folder of the project. */
  readonly project?: string;
  /** More of what `npm start` takes. */
  readonly args?: readonly string[];
}

/** A grid in a process of its own, with data of its own, that can be killed and started again. */
export class GridProcess {
  /** What it has said since it was started. */
  said = '';
  /** Where its data is, until it is stopped. */
  readonly folder = mkdtempSync(path.join(tmpdir(), 'alpes-'));
  readonly #started: Started;
  #child: ChildProcess | undefined;
  #outputs: Outputs | undefined;

  constructor(started: Started = {}) {
    this.#started = started;
  }

  /** Starts it; after a kill, on the same ports and data. */
  async start(): Promise<Outputs> {
    const file = path.join(this.folder, 'outputs.json');
    rmSync(file, { force: true });
    const [port, issuerPort] = this.#outputs
      ? [new URL(this.#outputs.endpoint).port, new URL(this.#outputs.issuerUrl).port]
      : ['0', '0'];
    const { project, args = [] } = this.#started;
    const given = ['--port', port, '--issuer-port', issuerPort, '--data', this.folder, '--no-demo', ...args];
    const child = spawn(process.execPath, ['infra/lab/start.ts', ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(project && { cwd: project }),
    });
    this.said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    this.#child = child;
    const end = performance.now() + READY_MS;
    while (!existsSync(file)) {
      if (child.exitCode !== null) throw new Error(`The grid ended with ${child.exitCode} before it was ready.`);
      if (performance.now() > end) throw new Error(`The grid was not ready after ${READY_MS / 1_000} s.`);
      await pause(50);
    }
    this.#outputs = JSON.parse(readFileSync(file, 'utf8')) as Outputs;
    return this.#outputs;
  }

  /** Where its AWS APIs are, once it has been started. */
  get endpoint(): string {
    if (!this.#outputs) throw new Error('The grid has not been started.');
    return this.#outputs.endpoint;
  }

  /** Its process, while it runs. */
  get pid(): number {
    if (!this.#child?.pid) throw new Error('The grid is not running.');
    return this.#child.pid;
  }

  /** Its clock; while it is being started again, whoever asks waits until it is there. */
  readonly reloj: Reloj = relojDe((path, init) => this.#request(path, init), LOCAL);

  /** Who signs its tokens, by its clock. */
  async issuer(): Promise<Issuer> {
    const time = await this.reloj.now();
    return openIssuer(this.folder, () => time);
  }

  /** Lets something go wrong in it, until that is ended or the grid is killed. Gives its id. @throws Error for what is no fault. */
  async fault(order: FaultOrder): Promise<string> {
    const response = await this.#request('/_alpes/faults', { method: 'POST', body: JSON.stringify(order) });
    if (!response.ok) throw new Error(`The grid refuses ${JSON.stringify(order)}: ${await response.text()}`);
    return ((await response.json()) as { readonly id: string }).id;
  }

  /** Ends a fault, if it is still there. */
  async endFault(id: string): Promise<void> {
    await this.#request(`/_alpes/faults/${id}`, { method: 'DELETE' });
  }

  /** From now on nothing goes wrong in it. */
  async clearFaults(): Promise<void> {
    await this.#request('/_alpes/faults', { method: 'DELETE' });
  }

  /** How often its functions have called AWS's APIs since it was started. */
  async calls(): Promise<number> {
    const { calls } = (await (await this.#request('/_alpes/meter', {})).json()) as {
      readonly calls: readonly { readonly caller: string; readonly count: number }[];
    };
    return calls.reduce((sum, { caller, count }) => sum + (caller === 'owner' ? 0 : count), 0);
  }

  /** Waits until somebody answers. @throws Error when nobody does for two minutes. */
  async answers(): Promise<void> {
    await this.#request('/_alpes/meter', {});
  }

  async #request(path: string, init: RequestInit): Promise<Response> {
    for (const end = performance.now() + READY_MS; ; ) {
      try {
        return await fetch(`${this.#outputs?.endpoint}${path}`, init);
      } catch (error) {
        if (performance.now() > end) throw error;
        await pause(50);
      }
    }
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops it cleanly and deletes its data. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
