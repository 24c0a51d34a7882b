import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';

const CACHE = path.resolve('node_modules/.cache/alpes');
/** All that a template or a bundle is made from. */
export const SOURCES = [
  'functions',
  'shared',
  'events',
  'infra/cdk',
  'infra/clients/torre/app',
  'cdk.json',
  'package-lock.json',
];
/** An assembly that nobody has asked for so long is deleted; a grid that is running reads its functions from there. */
const KEPT_MS = 3 * 24 * 3_600_000;

/** The folder of the cloud assembly of the present sources; synthesized only when there is none yet. */
export async function currentAssembly(): Promise<string> {
  const digest = digestOfSources();
  const folder = path.join(CACHE, `assembly-${digest}`);
  if (existsSync(path.join(folder, 'manifest.json'))) {
    for (const used of [folder, cacheOf(folder)].filter(existsSync)) utimesSync(used, new Date(), new Date());
    return folder;
  }
  const making = `${folder}.${process.pid}`;
  // Loaded only now: CDK takes most of a second, and an unchanged project does not need it.
  const { synthesize } = await import('#infra/cdk/synth.ts');
  await synthesize(making);
  if (digestOfSources() !== digest) {
    rmSync(making, { recursive: true });
    throw new Error('A source changed while the assembly was made from it: run this again.');
  }
  try {
    renameSync(making, folder);
  } catch (error) {
    // Another process was faster; its assembly is the same.
    if (!existsSync(path.join(folder, 'manifest.json'))) throw error;
    rmSync(making, { recursive: true });
  }
  forgetOld();
  return folder;
}

/** The folder for what grids make of an assembly, such as compiled functions: the next grid need not make it again. */
export function cacheOf(assembly: string): string {
  return `${assembly}.cache`;
}

function digestOfSources(): string {
  const digest = createHash('sha256');
  for (const file of SOURCES.flatMap(filesBelow)) digest.update(file).update('\0').update(readFileSync(file));
  return digest.digest('hex').slice(0, 20);
}

function filesBelow(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter(({ name }) => !name.includes('.test.'))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(path.join(place, entry.name)) : [path.join(place, entry.name)],
    )
    .sort();
}

function forgetOld(): void {
  for (const name of readdirSync(CACHE).filter((entry) => /^assembly-/.test(entry))) {
    const place = path.join(CACHE, name);
    if (Date.now() - statSync(place).mtimeMs > KEPT_MS) rmSync(place, { recursive: true, force: true });
  }
}
