import { type Cambio, carpetasDe } from './cambio.ts';
import type { Copia } from './copia.ts';
import { cambiosEn, patchOf, type Receta } from './recetas.ts';

/** What was seen of a recipe. */
export interface Seen {
  readonly receta: Receta;
  readonly cambios: readonly Cambio[];
  /** Functions that were not there before. */
  readonly made: readonly string[];
  /** Functions whose code has become another. */
  readonly redeployed: readonly string[];
  /** From the saved edit to the first event that was handled, in milliseconds: nothing was tried, or nothing was seen. */
  readonly live: number | 'untried' | 'unseen';
}

/** What was seen of all of them. */
export interface Cooked {
  readonly seen: readonly Omit<Seen, 'live'>[];
  /** What the published language, the compiler, the laws and the tests of what was touched have against all of them together. */
  readonly against: readonly string[];
}

/**
 * Applies one recipe after another to a copy of the project, each upon those before, and looks at what has become of it. What
 * takes longest is done once, in the end: compiler, laws and tests judge all of them together.
 * @throws Error when a patch does not fit the project as it is by now.
 */
export async function cook(copia: Copia, recetas: readonly Receta[], tell: (line: string) => void): Promise<Cooked> {
  const seen: Omit<Seen, 'live'>[] = [];
  let before = await copia.digests();
  for (const receta of recetas) {
    tell(`[${seen.length + 1}/${recetas.length}] ${receta.name} …`);
    await copia.apply(patchOf(receta));
    const after = await copia.digests();
    const known = Object.entries(before);
    seen.push({
      receta,
      cambios: cambiosEn(receta),
      made: Object.keys(after).filter((name) => before[name] === undefined),
      redeployed: known.flatMap(([name, digest]) => (after[name] === digest ? [] : [name])),
    });
    before = after;
  }
  tell('Types, laws and tests of all together …');
  const said = [await copia.publish(), await copia.types(), await copia.laws(testsFor(copia, seen))];
  return { seen, against: said.filter((text) => text !== '') };
}

/** The tests that tell whether the changes have broken something: their own, and those of the folders that they touch. */
function testsFor(copia: Copia, seen: Cooked['seen']): string[] {
  const cambios = seen.flatMap((one) => one.cambios);
  const own = cambios.map(({ file }) => file).filter((file) => file.endsWith('.test.ts'));
  return [...new Set([...own, ...carpetasDe(cambios).flatMap((folder) => copia.examplesBelow(folder))])];
}
