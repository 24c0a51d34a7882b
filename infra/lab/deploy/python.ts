import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An emulator that this machine cannot have: a test that meets it skips, and says so loudly. */
export class EmulatorUnavailable extends Error {
  override readonly name = 'EmulatorUnavailable';
}

/** What a virtual environment holds. */
export interface VirtualEnvironment {
  /** Part of its folder's name. */
  name: string;
  /** A requirements file in which every version is pinned. */
  requirements: string;
  /** A package of ours, as a wheel's source folder, with the files that make its identity. */
  own?: { folder: string; files: readonly string[] };
  /** The folder under which environments are kept between runs. */
  cacheFolder: string;
}

/** The bin folder of a virtual environment, made on first use and kept until its inputs change. */
export async function virtualEnvironment(wanted: VirtualEnvironment): Promise<string> {
  const python = await findPython();
  const pinned = fingerprint([python.version, await readFile(wanted.requirements)]);
  const folder = join(wanted.cacheFolder, `venv-${wanted.name}-${pinned}`);
  const pip = (parameters: string[]) =>
    run('nice', [
      '-n',
      '10',
      join(folder, 'bin/pip'),
      'install',
      '--quiet',
      '--disable-pip-version-check',
      ...parameters,
    ]);
  try {
    await once(join(folder, 'ready'), pinned, async () => {
      await rm(folder, { recursive: true, force: true });
      await run(python.path, ['-m', 'venv', folder]);
      await pip(['-r', wanted.requirements]);
    });
    if (wanted.own) {
      const { folder: source, files } = wanted.own;
      const contents = await Promise.all(files.map((file) => readFile(join(source, file))));
      await once(join(folder, 'own'), fingerprint([...files, ...contents]), () =>
        pip(['--no-deps', '--force-reinstall', source]),
      );
    }
  } catch (error) {
    throw new EmulatorUnavailable(`pip could not install ${wanted.name}: ${describe(error)}`, { cause: error });
  }
  return join(folder, 'bin');
}

/** Does it unless the marker says that it was done for the same input. */
async function once(marker: string, input: string, action: () => Promise<unknown>): Promise<void> {
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === input) return;
  await action();
  await writeFile(marker, input);
}

function fingerprint(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}

interface Python {
  path: string;
  version: string;
}

/** The newest first: it decides which LocalStack there is. */
const CANDIDATES = ['python3.13', 'python3.12', 'python3.11', 'python3'];
const FITTING = ['3.11', '3.12', '3.13'];

async function findPython(): Promise<Python> {
  const named = process.env.ALPES_PYTHON;
  for (const path of named ? [named] : CANDIDATES) {
    const version = await versionOf(path);
    if (version && FITTING.includes(version)) return { path, version };
  }
  if (named) throw new Error(`ALPES_PYTHON is ${named}, which is no Python 3.11 to 3.13 with venv.`);
  throw new EmulatorUnavailable('no Python 3.11 to 3.13 with venv on the PATH; ALPES_PYTHON may name one');
}

/** The version, or nothing where it does not run or lacks what a virtual environment needs. */
async function versionOf(path: string): Promise<string | undefined> {
  const script = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])';
  return run(path, ['-c', script]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

function describe(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr || message).trim().split('\n').slice(-3).join(' ');
}
