import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { BUNDLES } from '#infra/cdk/bundle.ts';
import type { Grid } from '#infra/grid/grid.ts';
import { SOURCES } from '../assembly.ts';
import type { Scopes } from '../scopes.ts';
import { aloneBundles } from './alone.ts';
import type { Asked, Brought, Told } from './builder.ts';
import { watchFiles } from './files.ts';
import { functionsOf, type NewCode } from './functions.ts';

const BUILDER = path.join(import.meta.dirname, 'builder.ts');
/** How many things a line names. */
const NAMED = 5;

/** Whom the watch tells. */
interface Listener {
  /** A line for who watches. */
  log(line: string): void;
  /** The rights that the routes ask for by now, after each change of what runs. */
  scopes(scopes: Scopes): Promise<void>;
}

/**
 * Brings each saved source to a running grid: at once the code of functions that it changes alone; then, by a build of all,
 * the code of the others that it is in, what else has changed in the templates, and the rows of views that are folded
 * differently by now. State is kept; what does not build or deploy is told, and the old goes on. Gives back how to stop.
 */
export async function watchSources(grid: Grid, listener: Listener): Promise<() => void> {
  const functions = functionsOf(grid);
  const alone = await aloneBundles(BUNDLES);
  /** Changed since the last build of all code: one that fails, or is overtaken, leaves them for the next one. */
  const pending = new Set<string>();
  /** Functions whose code is newer than the template that was deployed last. */
  const replaced = new Set<string>();
  let generations: readonly string[] = [];
  /** Views may lack a part of the log: they are, until they have been filled by a builder that was not overtaken. */
  let areBehind = false;
  let spare: ChildProcess | undefined;
  let building: ChildProcess | undefined;
  let stopped = false;

  const bring = (files: readonly string[]): void => {
    const began = performance.now();
    const what = files.length > 0 ? some(files) : 'since the start';
    const say = (text: string) => listener.log(`${what}: ${text} (${Math.round(performance.now() - began)} ms)`);
    for (const file of files) pending.add(file);
    // What the one before was making is of sources that are no longer.
    building?.kill('SIGKILL');
    const builder = spare ?? fork(BUILDER);
    building = builder;
    spare = undefined;
    const isOver = () => stopped || building !== builder;

    const replace = async (code: NewCode): Promise<void> => {
      const names = await functions.replace(code);
      for (const name of names) replaced.add(name);
      if (names.length > 0) say(`${some(names)} replaced`);
    };
    const begin = async (): Promise<void> => {
      const bundles = await alone.bundle([...pending]);
      if (!isOver()) await replace({ functions: bundles, generations }).catch((error: Error) => say(error.message));
      const asked: Asked = { files: [...pending] };
      if (!isOver()) builder.send(asked);
    };
    const goOn = async (told: Told): Promise<void> => {
      if (isOver()) return;
      if ('failed' in told) say(told.failed);
      else if ('functions' in told) {
        await replace(told);
        if (isOver()) return;
        pending.clear();
        generations = told.generations;
        alone.learn(told.alone);
      } else {
        const changes = await grid.update(told.assembly).catch((error: Error) => {
          builder.kill();
          throw error;
        });
        if (changes.length > replaced.size || !changes.every(isFunction)) say(`${changes.length} resources updated`);
        else if (replaced.size === 0 && files.length > 0) say('changes nothing that runs');
        replaced.clear();
        if (changes.length > 0) {
          await listener.scopes(told.scopes);
          // A view that is new, or whose fold has changed, is of a new generation, which is empty.
          areBehind = true;
        }
        if (isOver()) return;
        const brought: Brought = areBehind ? { endpoint: grid.endpoint } : {};
        builder.send(brought);
        const [code] = await once(builder, 'exit');
        if (code === 0) areBehind = false;
      }
    };
    let done = begin();
    builder.on('message', (told: Told) => {
      done = done.then(() => goOn(told)).catch((error: Error) => say(error.message));
    });
    builder.once('exit', () => {
      if (!isOver()) spare = fork(BUILDER);
    });
  };

  const stopFiles = watchFiles(SOURCES, bring);
  // What the first save needs to be known, and what was saved while the grid started.
  bring([]);
  return () => {
    stopped = true;
    stopFiles();
    functions.close();
    alone.close();
    for (const child of [spare, building]) child?.kill('SIGKILL');
  };
}

function isFunction(resource: string): boolean {
  return resource.endsWith('(AWS::Lambda::Function)');
}

function some(things: readonly string[]): string {
  const rest = things.length - NAMED;
  return things.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
