/**
 * A program that builds the present sources once, for the watch mode, fills the views that are folded differently by then,
 * and ends. It is a process because a module is loaded once in each: a changed declaration is only seen by one that had not
 * loaded it. It is started ahead of time, and by then has loaded what does not change.
 */
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { transform } from 'esbuild';
import 'zod';
import type { Scopes } from '../scopes.ts';
import type { Alone } from './alone.ts';

/** What the watch asks: to build, since these files changed. */
export interface Asked {
  readonly files: readonly string[];
}

/**
 * The functions whose bundle a changed file is in, with the folders of their bundles, the generations of all views,
 * and what the next save may change alone.
 */
export interface BuiltCode {
  readonly functions: readonly { readonly name: string; readonly folder: string }[];
  readonly generations: readonly string[];
  readonly alone: Alone;
}

/** The assembly's folder, and the rights that its routes ask for. */
interface BuiltAssembly {
  readonly assembly: string;
  readonly scopes: Scopes;
}

/** What the watch answers when it has brought an assembly to the grid: where views are to be looked at, if something has changed. */
export interface Brought {
  readonly endpoint?: string;
}

/** What it tells, in this order: the functions, then the assembly; or what failed. */
export type Told = BuiltCode | BuiltAssembly | { readonly failed: string };

/** The parts of CDK that take longest to load, with what they load. */
const CONSTRUCTS = [
  'aws-apigateway',
  'aws-lambda-event-sources',
  'aws-events-targets',
  'aws-apigatewayv2-integrations',
];

const tell = (told: Told): Promise<void> => new Promise((resolve) => process.send?.(told, () => resolve()));

enableCompileCache(path.resolve('node_modules/.cache/alpes/compiled'));
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole process group: who started it says when it ends.
process.on('SIGINT', () => {});
// Starts the compiler, and loads what templates are made with: that takes a second of a core, and no source changes it.
await Promise.all([transform(''), ...CONSTRUCTS.map((part) => import(`aws-cdk-lib/${part}`))]);

process.once('message', async ({ files }: Asked) => {
  try {
    const [{ codeOf }, { contextos }, { aloneOf }] = await Promise.all([
      import('#infra/cdk/code.ts'),
      import('#functions/contextos.ts'),
      import('./alone.ts'),
    ]);
    const code = await codeOf(contextos);
    const changed = Object.values(code.bundles).filter(({ inputs }) => files.some((file) => file in inputs));
    await tell({
      functions: changed.map(({ name, folder }) => ({ name, folder })),
      generations: Object.values(code.generations),
      alone: aloneOf(code),
    });
    const [{ currentAssembly }, { scopesOf }] = await Promise.all([import('../assembly.ts'), import('../scopes.ts')]);
    const brought = new Promise<Brought>((resolve) => process.once('message', resolve));
    await tell({ assembly: await currentAssembly(), scopes: scopesOf(contextos) });
    const { endpoint } = await brought;
    // Here, since whoever has run for long knows nothing of a view that is new.
    if (endpoint !== undefined) await (await import('../fillViews.ts')).fillViewsBehind(endpoint);
  } catch (error) {
    await tell({ failed: reasonOf(error as Error) });
    process.exit(1);
  }
  process.exit();
});

/** The compiler has said on the console what and where. Node says where in the first lines of a syntax error's stack. */
function reasonOf(error: Error): string {
  if ('errors' in error) return 'does not build';
  const { message, stack = message } = error;
  return error instanceof SyntaxError ? (stack.split('\n    at ')[0] ?? message) : stack;
}
