import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SOURCES } from '../../assembly.ts';

const run = promisify(execFile);

/** Enough for what a tool has to say. */
const LARGEST = 64 * 1_048_576;
/** Other steps run beside it: what is slow is not wrong. */
const LONGEST_TEST_MS = 300_000;
/** Tests that hold for whatever is there. */
const LAWS = ['functions/laws', 'functions/published', 'functions/vistas.fuzz'];

/** A copy of the project, to be changed. It has its packages, and what was made before, in common with it. */
export class Copia {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'alpes-receta-'));

  constructor() {
    for (const part of [...SOURCES, 'infra', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
      cpSync(part, path.join(this.folder, part), { recursive: true });
    symlinkSync(path.resolve('node_modules'), path.join(this.folder, 'node_modules'));
  }

  /** @throws Error when the patch does not fit the project as it is by now. */
  async apply(patch: string): Promise<void> {
    await this.#must('git', ['apply', '-p0', '-C1', patch]);
  }

  /** Adds to the lock of the published language, as whoever changes it does. What is said against it; nothing when there is nothing. */
  publish(): Promise<string> {
    return this.#said('infra/lab/published.ts', []);
  }

  /** The digest of each function's code, by its short name. */
  async digests(): Promise<Readonly<Record<string, string>>> {
    return JSON.parse(await this.#must(process.execPath, ['infra/lab/scenarios/modificabilidad/huellas.ts']));
  }

  /** What the compiler says against it; nothing when there is nothing. */
  types(): Promise<string> {
    return this.#said('node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.']);
  }

  /** What the laws, and some tests, say against it; nothing when there is nothing. */
  laws(tests: readonly string[]): Promise<string> {
    return this.#said('node_modules/vitest/vitest.mjs', [
      ...['run', '--project', 'pure', '--reporter', 'dot', '--testTimeout', String(LONGEST_TEST_MS)],
      ...LAWS,
      ...tests,
    ]);
  }

  /** The tests of examples below a folder: they tell within seconds. Those that look for what nobody thought of take minutes. */
  examplesBelow(folder: string): string[] {
    return readdirSync(path.join(this.folder, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts') && !/\.(?:fuzz|grid)\.test\.ts$/.test(name))
      .map((name) => path.join(folder, name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #said(script: string, args: readonly string[]): Promise<string> {
    try {
      await this.#run(process.execPath, [script, ...args]);
      return '';
    } catch (error) {
      const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
      return `${stdout ?? ''}${stderr ?? ''}`.trim() || (error as Error).message;
    }
  }

  async #must(command: string, args: readonly string[]): Promise<string> {
    try {
      return (await this.#run(command, args)).stdout;
    } catch (error) {
      const { stderr = '', message } = error as Error & { readonly stderr?: string };
      throw new Error(stderr.trim() || message);
    }
  }

  #run(command: string, args: readonly string[]) {
    return run(command, args, { cwd: this.folder, maxBuffer: LARGEST, encoding: 'utf8' });
  }
}
