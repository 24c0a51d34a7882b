import type { Cambio } from './cambio.ts';
import { Copia } from './copia.ts';
import { cambiosEn, patchOf, type Receta } from './recetas.ts';

/** What was seen of a recipe. */
export interface Seen {
  readonly receta: Receta;
  readonly cambios: readonly Cambio[];
  /** Functions that were not there before. */
  readonly made: readonly string[];
  /** Functions whose code has become another. */
  readonly redeployed: readonly string[];
  /** What the compiler and the laws have against it. */
  readonly against: readonly string[];
  /** From the saved edit to the first event that was handled, in milliseconds: nothing was tried, or nothing was seen. */
  readonly live: number | 'untried' | 'unseen';
}

type Digests = Readonly<Record<string, string>>;

/** Applies a recipe to a copy of the project, and looks at what has become of it. @param before the digests of the project's functions. */
export async function cook(receta: Receta, before: Digests): Promise<Omit<Seen, 'live'>> {
  const cambios = cambiosEn(receta);
  const copia = new Copia();
  try {
    await copia.apply(patchOf(receta));
    const after = await copia.digests();
    const folders = cambios.map(({ file }) => /^(functions\/[^/]+|shared\/[^/]+)\//.exec(file)?.[0] ?? '');
    const touched = [...new Set(folders)].filter((folder) => folder !== '');
    const said = [await copia.publish(), await copia.types(), await copia.laws(touched)];
    return {
      receta,
      cambios,
      made: Object.keys(after).filter((name) => before[name] === undefined),
      redeployed: Object.keys(before).filter((name) => after[name] !== before[name]),
      against: said.filter((text) => text !== ''),
    };
  } finally {
    copia.remove();
  }
}

/** The digests of the functions of the project as it is. */
export async function digestsNow(): Promise<Digests> {
  const copia = new Copia();
  try {
    return await copia.digests();
  } finally {
    copia.remove();
  }
}
