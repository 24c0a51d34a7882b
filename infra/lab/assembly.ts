import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const CACHE = path.resolve('node_modules/.cache/alpes');
/** All that a template or a bundle is made from. */
const SOURCES = ['functions', 'shared', 'events', 'infra/cdk', 'cdk.json', 'package-lock.json'];
/** How many assemblies are kept: the present one, and one to go back to. */
const KEPT = 2;

/** The folder of the cloud assembly of the present sources; synthesized only when there is none yet. */
export async function currentAssembly(): Promise<string> {
  const folder = path.join(CACHE, `assembly-${digestOfSources()}`);
  if (existsSync(path.join(folder, 'manifest.json'))) return folder;
  const making = `${folder}.${process.pid}`;
  // Loaded only now: CDK takes most of a second, and an unchanged project does not need it.
  const { synthesize } = await import('#infra/cdk/synth.ts');
  await synthesize(making);
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
  const assemblies = readdirSync(CACHE)
    .filter((name) => /^assembly-[0-9a-f]+$/.test(name))
    .map((name) => ({ name, age: statSync(path.join(CACHE, name)).mtimeMs }))
    .sort((a, b) => b.age - a.age);
  for (const { name } of assemblies.slice(KEPT)) rmSync(path.join(CACHE, name), { recursive: true, force: true });
}
