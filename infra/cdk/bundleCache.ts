import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Files to lay beside a function's code: name → content. */
export type Extra = Readonly<Record<string, string>>;

/** A bundle that is asked for: the source of its entry, and what to lay beside its code. */
export interface Ordered {
  readonly name: string;
  readonly entry: string;
  readonly extra: Extra;
}

/** A function's code, ready to deploy. */
export interface Bundle extends Ordered {
  /** The folder with `index.mjs` and its source map, which is read when a stack trace is, not at each cold start. */
  readonly folder: string;
  /** Digest of its content: the same code is the same asset. */
  readonly hash: string;
  /** Without the map. */
  readonly bytes: number;
  /** The files that it was made from, with the bytes that each has in it. */
  readonly inputs: Readonly<Record<string, number>>;
}

/** What came out of the compiler. */
export interface Compiled {
  readonly code: Uint8Array;
  readonly map: Uint8Array;
  readonly inputs: Readonly<Record<string, number>>;
}

/** Written beside a kept bundle: what its sources were. */
interface Label extends Pick<Bundle, 'hash' | 'bytes' | 'inputs'> {
  /** Digest of all that the bundle was made from. */
  readonly made: string;
}

/** What every bundle depends on beside the files in it: how packages are found. */
const COMMON = ['package.json', 'package-lock.json', 'tsconfig.json'];
/** And how they are compiled: as this process does it, though by now another way may stand in the file. */
const COMPILER = createHash('sha256')
  .update(readFileSync(new URL('./bundle.ts', import.meta.url)))
  .digest('hex');
const CODE = 'code';
const MAP = 'index.mjs.map';
const LABEL = 'label.json';
/** A bundle that no synth has asked for so long is deleted. */
const KEPT_MS = 3 * 24 * 3_600_000;

/** Bundles of earlier synths, in one folder. It reads each source once: make one for each synth. */
export class BundleCache {
  readonly #folder: string;
  readonly #compiler: string;
  // Times of files have fractions of a millisecond, and this clock has none: the end of this millisecond.
  readonly #beganMs = Date.now() + 1;
  /** By file: most bundles are made from the same files. */
  readonly #digests = new Map<string, string>();

  /** @param compiler digest of how what it keeps is compiled. */
  constructor(folder: string, compiler = COMPILER) {
    this.#folder = folder;
    this.#compiler = compiler;
  }

  /** The bundle of the present sources, if there is one. */
  kept(ordered: Ordered): Bundle | undefined {
    for (const folder of foldersOf(this.#folder, ordered.name)) {
      const label = labelOf(folder);
      if (label.made !== this.#madeFrom(ordered, label.inputs)) continue;
      utimesSync(folder, new Date(), new Date());
      return bundleIn(folder, ordered, label);
    }
    return undefined;
  }

  /**
   * Keeps what was compiled since this cache was made. Its folder is never changed again: another process may be reading it.
   * @throws Error when a source has changed meanwhile: what was compiled may not be what stands there.
   */
  keep(ordered: Ordered, { code, map, inputs }: Compiled): Bundle {
    const { name, extra } = ordered;
    const changed = [...COMMON, ...Object.keys(inputs)].find((file) => this.#hasChanged(file));
    if (changed) throw new Error(`${changed} changed while ${name} was made from it: run this again.`);
    const files: Record<string, string | Uint8Array> = { 'index.mjs': code, [MAP]: map, ...extra };
    const made = this.#madeFrom(ordered, inputs);
    const label: Label = { ...contentOf(files), inputs, made };
    const folder = path.join(this.#folder, `${name}-${made.slice(0, 20)}`);
    const making = `${folder}.${process.pid}`;
    mkdirSync(path.join(making, CODE), { recursive: true });
    for (const [file, content] of Object.entries(files)) writeFileSync(path.join(making, CODE, file), content);
    writeFileSync(path.join(making, LABEL), JSON.stringify(label));
    try {
      renameSync(making, folder);
    } catch (error) {
      // Another process was faster: what it made is what both give.
      if (!existsSync(path.join(folder, LABEL))) throw error;
      rmSync(making, { recursive: true });
    }
    forgetOld(this.#folder, name);
    return bundleIn(folder, ordered, labelOf(folder));
  }

  #hasChanged(file: string): boolean {
    // Not the time of its content: a file that is moved here brings its own.
    const { ctimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
    return ctimeMs === undefined || ctimeMs > this.#beganMs;
  }

  #madeFrom({ entry, extra }: Ordered, inputs: Readonly<Record<string, number>>): string {
    const digest = createHash('sha256').update(
      JSON.stringify([this.#compiler, entry, Object.entries(extra).toSorted()]),
    );
    for (const file of [...COMMON, ...Object.keys(inputs)]) digest.update(`${file}\0${this.#digestOf(file)}\0`);
    return digest.digest('hex');
  }

  #digestOf(file: string): string {
    const known = this.#digests.get(file);
    if (known !== undefined) return known;
    const digest = existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'absent';
    this.#digests.set(file, digest);
    return digest;
  }
}

function labelOf(folder: string): Label {
  return JSON.parse(readFileSync(path.join(folder, LABEL), 'utf8'));
}

function bundleIn(folder: string, { name, entry, extra }: Ordered, { hash, bytes, inputs }: Label): Bundle {
  return { name, entry, extra, folder: path.join(folder, CODE), hash, bytes, inputs };
}

function contentOf(files: Readonly<Record<string, string | Uint8Array>>): Pick<Label, 'hash' | 'bytes'> {
  const digest = createHash('sha256');
  let bytes = 0;
  for (const [file, content] of Object.entries(files).toSorted()) {
    digest.update(file).update(content);
    if (file !== MAP) bytes += Buffer.byteLength(content);
  }
  return { hash: digest.digest('hex'), bytes };
}

/** The bundles of a function, the one that was asked for last first: most often it is the one. */
function foldersOf(cache: string, name: string): string[] {
  if (!existsSync(cache)) return [];
  const ofName = new RegExp(`^${name}-[0-9a-f]{20}$`);
  return readdirSync(cache)
    .filter((entry) => ofName.test(entry))
    .map((entry) => path.join(cache, entry))
    .map((folder) => ({ folder, usedMs: statSync(folder).mtimeMs }))
    .sort((a, b) => b.usedMs - a.usedMs)
    .map(({ folder }) => folder);
}

function forgetOld(cache: string, name: string): void {
  for (const folder of foldersOf(cache, name)) {
    if (Date.now() - statSync(folder).mtimeMs > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
}
