import { currentAssembly } from '../assembly.ts';

/** Once before all tests on a grid: otherwise each worker would find no assembly, and make its own. */
export async function setup(): Promise<void> {
  await currentAssembly();
}
