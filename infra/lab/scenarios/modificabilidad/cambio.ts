/** What a patch does to a file. */
export interface Cambio {
  readonly file: string;
  readonly isNew: boolean;
  readonly added: number;
  readonly removed: number;
}

/** What a patch without prefixes (`git diff --no-prefix`) does to each of its files. */
export function cambiosDe(patch: string): Cambio[] {
  return patch
    .split(/^diff --git .*\n/m)
    .slice(1)
    .map((part) => {
      const [head = '', ...hunks] = part.split(/^@@ .*\n/m);
      const lines = hunks.flatMap((hunk) => hunk.split('\n'));
      const beginning = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
      return {
        file: /^\+\+\+ (.*)$/m.exec(head)?.[1] ?? '',
        isNew: /^--- \/dev\/null$/m.test(head),
        added: beginning('+'),
        removed: beginning('-'),
      };
    });
}

/** How many lines of a file are other ones: one that is written anew counts once. */
export function lineasDe({ added, removed }: Cambio): number {
  return Math.max(added, removed);
}

/** The folders of contexts, and of parts of the seedwork, in which something is changed. */
export function carpetasDe(cambios: readonly Pick<Cambio, 'file'>[]): string[] {
  return [...new Set(cambios.flatMap(({ file }) => /^(?:functions|shared)\/[^/]+(?=\/)/.exec(file)?.[0] ?? []))];
}
