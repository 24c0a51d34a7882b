import type { FileStore } from '#shared/model/fileStore.ts';
import type { Declared } from './functions.ts';

/** The stores of files that functions work on, each once. */
export function storesOf(functions: readonly Declared[]): FileStore[] {
  const stores = functions.flatMap(({ kind, declaration }) =>
    kind === 'technical' && declaration.files ? [declaration.files.of] : [],
  );
  return [...new Map(stores.map((store) => [store.name, store])).values()];
}
