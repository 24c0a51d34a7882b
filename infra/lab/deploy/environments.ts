import { cp, glob, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { virtualEnvironment } from './python.ts';

/** The Python environments that tests need. Each gives its bin folder, and throws `EmulatorUnavailable`. */
const root = resolve(import.meta.dirname, '../../..');
const cacheFolder = join(root, '.alpes');
const localstack = join(root, 'infra/localstack');

/** LocalStack with our package. The package is built from a copy, so that pip leaves nothing in the source tree. */
export async function localStackEnvironment(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob('{pyproject.toml,alpes_localstack/**/*.{py,mjs}}', { cwd: localstack }))
    files.push(file);
  const folder = join(cacheFolder, 'localstack-source');
  await rm(folder, { recursive: true, force: true });
  for (const file of files) await cp(join(localstack, file), join(folder, file));
  return virtualEnvironment({
    name: 'localstack',
    requirements: join(localstack, 'requirements.txt'),
    own: { folder, files: files.toSorted() },
    cacheFolder,
  });
}

/** MiniStack. */
export function miniStackEnvironment(): Promise<string> {
  return virtualEnvironment({ name: 'ministack', requirements: pinned('ministack'), cacheFolder });
}

/** cfn-lint, with AWS's own schemas. */
export function lintEnvironment(): Promise<string> {
  return virtualEnvironment({ name: 'cfn-lint', requirements: pinned('cfn-lint'), cacheFolder });
}

/** Schemathesis, which makes requests out of an OpenAPI document. */
export function fuzzEnvironment(): Promise<string> {
  return virtualEnvironment({ name: 'schemathesis', requirements: pinned('schemathesis'), cacheFolder });
}

function pinned(name: string): string {
  return join(import.meta.dirname, `${name}.txt`);
}
