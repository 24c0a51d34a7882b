import { bundleAll, keptCompiler } from '#infra/cdk/bundle.ts';
import type { Bundle, Ordered } from '#infra/cdk/bundleCache.ts';
import type { FunctionCode } from '#infra/cdk/code.ts';

/**
 * By file, the functions that are bundled anew at once when it is saved, before their declarations are read again: their
 * entries are those of the last build.
 */
export type Alone = Readonly<Record<string, readonly Ordered[]>>;

/** The bundles of such functions. */
export interface AloneBundles {
  /** What is so by the last build. */
  learn(alone: Alone): void;
  /**
   * The new bundles of the functions that these files are in. None when one of the files may change more, when they are in
   * too many, or when they do not compile: all that comes with the whole build, which tells it.
   * @param files all that have changed since the build that was last learnt from.
   */
  bundle(files: readonly string[]): Promise<readonly Bundle[]>;
  close(): void;
}

/** More of them are made as soon by the whole build, which compiles them together. */
const FEW = 3;
/** What says how bundles are made: this process has loaded it as it was. */
const BUNDLER = /^(?:infra\/cdk\/|package-lock\.json$)/;

/**
 * By what a build made. A file that a view is folded with, or whose rows are followed with, is not in it: the generation may
 * have changed, and is a variable of functions, so their code must come with the template. Nor is one of a function that has
 * more beside its code.
 */
export function aloneOf({ bundles, generations }: FunctionCode): Alone {
  const all = Object.values(bundles);
  const folded = new Set(Object.keys(generations).flatMap((view) => Object.keys(bundles[view]?.inputs ?? {})));
  const files = [...new Set(all.flatMap(({ inputs }) => Object.keys(inputs)))];
  const alone = files
    .filter((file) => !folded.has(file) && !file.includes('node_modules/'))
    .map((file) => [file, all.filter(({ inputs }) => file in inputs)] as const)
    .filter(([, made]) => made.length <= FEW && made.every(({ extra }) => Object.keys(extra).length === 0));
  return Object.fromEntries(
    alone.map(([file, made]) => [file, made.map(({ name, entry, extra }) => ({ name, entry, extra }))]),
  );
}

/**
 * Bundles by a compiler that stays in this process, until something of the bundler is saved: from then on there are none.
 * @param folder of the cache of bundles.
 */
export async function aloneBundles(folder: string): Promise<AloneBundles> {
  const compiler = await keptCompiler();
  let alone: Alone = {};
  let isWarm = false;
  let isOutdated = false;

  return {
    learn(learnt) {
      alone = learnt;
      const [first] = Object.values(learnt)[0] ?? [];
      if (isWarm || !first) return;
      isWarm = true;
      // For nothing but what it parses: packages, which most functions share.
      compiler.compile([first]).catch(() => {});
    },
    async bundle(files) {
      isOutdated ||= files.some((file) => BUNDLER.test(file));
      const changed = files.map((file) => alone[file]);
      const ordered = new Map(changed.flatMap((made = []) => made).map((one) => [one.name, one]));
      if (isOutdated || changed.includes(undefined) || ordered.size > FEW) return [];
      try {
        return Object.values(await bundleAll([...ordered.values()], folder, compiler.compile));
      } catch {
        return [];
      }
    },
    close: () => void compiler.close(),
  };
}
