import { rmSync } from 'node:fs';
import { currentAssembly } from '../assembly.ts';
import { GRANTS_FOLDER } from '../grants/unused.ts';

/**
 * Once before all tests on a grid: otherwise each worker would find no assembly, and make its own. What was noted of
 * roles in an earlier run is forgotten.
 */
export async function setup(): Promise<void> {
  rmSync(GRANTS_FOLDER, { recursive: true, force: true });
  process.env.ALPES_GRANTS = GRANTS_FOLDER;
  await currentAssembly();
}
