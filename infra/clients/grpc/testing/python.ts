import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmulatorUnavailable, virtualEnvironment } from '#infra/lab/deploy/python.ts';

const run = promisify(execFile);

/** The bin folder of an environment that has grpcio; a text that says why there is none. */
export async function grpcio(): Promise<{ readonly bin: string } | { readonly missing: string }> {
  try {
    const bin = await virtualEnvironment({
      name: 'grpcio',
      requirements: path.join(import.meta.dirname, 'python.txt'),
      cacheFolder: path.resolve('.alpes'),
    });
    return { bin };
  } catch (error) {
    if (error instanceof EmulatorUnavailable) return { missing: error.message };
    throw error;
  }
}

/** Runs the client in Python, and gives what it saw. Throws with its traceback where it fails. */
export async function runClient(bin: string, args: readonly string[]): Promise<any> {
  const { stdout } = await run(path.join(bin, 'python'), [path.join(import.meta.dirname, 'cliente.py'), ...args]);
  return JSON.parse(stdout);
}
