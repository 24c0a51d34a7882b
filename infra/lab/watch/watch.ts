import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Grid } from '#infra/grid/grid.ts';
import { SOURCES } from '../assembly.ts';
import { fillViewsBehind } from '../fillViews.ts';
import type { Scopes } from '../scopes.ts';
import type { Asked, Told } from './builder.ts';
import { watchFiles } from './files.ts';
import { functionsOf } from './functions.ts';

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
 * Brings each saved source to a running grid: first the code of the functions that it is in, then what else has changed in
 * the templates, and the rows of views that are folded differently by now. State is kept; what does not build or deploy is
 * told, and the old goes on. Gives back how to stop.
 */
export function watchSources(grid: Grid, listener: Listener): () => void {
  const functions = functionsOf(grid);
  /** Changed since functions were last replaced: a build that fails, or is overtaken, leaves them for the next one. */
  const pending = new Set<string>();
  let spare: ChildProcess | undefined = fork(BUILDER);
  let building: ChildProcess | undefined;
  let stopped = false;

  const stopFiles = watchFiles(SOURCES, (files) => {
    const began = performance.now();
    const what = some(files);
    const say = (text: string) => listener.log(`${what}: ${text} (${Math.round(performance.now() - began)} ms)`);
    for (const file of files) pending.add(file);
    // What the one before was making is of sources that are no longer.
    building?.kill('SIGKILL');
    const builder = spare ?? fork(BUILDER);
    building = builder;
    spare = undefined;
    let replaced: readonly string[] = [];
    let done = Promise.resolve();
    const bring = async (told: Told): Promise<void> => {
      if (stopped || building !== builder) return;
      if ('failed' in told) say(told.failed);
      else if ('functions' in told) {
        replaced = await functions.replace(told);
        if (building === builder) pending.clear();
        if (replaced.length > 0) say(`${some(replaced)} replaced`);
      } else {
        const changes = await grid.update(told.assembly);
        if (changes.length > replaced.length || !changes.every(isFunction)) say(`${changes.length} resources updated`);
        else if (replaced.length === 0) say('changes nothing that runs');
        if (changes.length === 0) return;
        await listener.scopes(told.scopes);
        // A view whose fold has changed is of a new generation, which is empty.
        await fillViewsBehind(grid.endpoint);
      }
    };
    builder.on('message', (told: Told) => {
      done = done.then(() => bring(told)).catch((error: Error) => say(error.message));
    });
    builder.once('exit', () => {
      if (!stopped && building === builder) spare = fork(BUILDER);
    });
    const asked: Asked = { files: [...pending] };
    builder.send(asked);
  });

  return () => {
    stopped = true;
    stopFiles();
    functions.close();
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
