import { setTimeout as pause } from 'node:timers/promises';
import { generationsOf } from '#infra/cdk/derive/generations.ts';
import { TRUSTED_MS } from '#shared/runtime/views/generation.ts';
import { functions } from '../catalogue.ts';
import { connect } from '../connection.ts';
import { Failure, UsageError } from '../failures.ts';
import type { ReconstruirOptions } from '../options.ts';
import { say, show, table } from '../output.ts';
import { openBar } from '../progress.ts';
import { didYouMean } from '../suggest.ts';
import { counted } from '../words.ts';
import { type Failures, fill, type Log, readLog, removeOthers, streamsBehind } from './fill.ts';
import { type Clients, clientsOf, deployedGeneration, isWhole, markOf, setMark, type View, views } from './marks.ts';

/** Until no query answers from the generation of before: each looks again so often, and then reads its rows. */
const UNTIL_SEEN_MS = 2 * TRUSTED_MS;

/** What was done about one view. */
interface Done {
  readonly vista: string;
  readonly generacion: string;
  /** Streams that were followed: those of which the generation did not know all. */
  readonly flujos: number;
  readonly estado: 'al día' | 'preparada' | 'en servicio';
  /** Items of other generations that were taken away. */
  readonly retirados: number;
}

/**
 * Fills views from the event log, in the generation of the present sources, beside the one that is served. Before a
 * deployment the new generation is only prepared; once the deployed functions have it, it is served and the old one goes.
 * @throws Failure when some streams could not be followed: what was served goes on being served.
 */
export async function reconstruir(words: readonly string[], options: ReconstruirOptions): Promise<void> {
  const { names } = connect(options);
  const clients = clientsOf(names);
  // What was named is wanted, whatever its table says of itself.
  const done = await rebuildAll(clients, words.map(viewNamed));
  show(options, done, () =>
    table(
      ['vista', 'generación', 'flujos', 'estado', 'retirados'],
      done.map(({ vista, generacion, flujos, estado, retirados }) => [vista, generacion, flujos, estado, retirados]),
    ),
  );
}

/**
 * Fills views as `reconstruir` does.
 * @param chosen filled in any case; when there are none, all that do not say of themselves that they are whole.
 */
export async function rebuildAll(clients: Clients, chosen: readonly View[]): Promise<readonly Done[]> {
  const generations = await generationsOf(functions);
  const done: Done[] = [];
  for (const view of chosen.length > 0 ? chosen : views) {
    const generation = generations[view.name] as string;
    const whole = chosen.length === 0 && (await isServedWhole(clients, view, generation));
    done.push(
      whole
        ? { vista: view.name, generacion: generation, flujos: 0, estado: 'al día', retirados: 0 }
        : await rebuild(clients, view, { generation, log: await readLog(clients) }),
    );
  }
  return done;
}

async function isServedWhole(clients: Clients, view: View, generation: string): Promise<boolean> {
  return (await deployedGeneration(clients, view)) === generation && isWhole(await markOf(clients, view), generation);
}

interface Target {
  readonly generation: string;
  readonly log: Log;
}

async function rebuild(clients: Clients, view: View, { generation, log }: Target): Promise<Done> {
  const streams = await streamsBehind(clients, view, { generation, log });
  await fillWhole(clients, view, { generation, streams });
  const before = await markOf(clients, view);
  const said = { vista: view.name, generacion: generation, flujos: streams.length };
  if ((await deployedGeneration(clients, view)) !== generation) {
    const activa = before?.activa ?? generation;
    const listas = [...new Set([...(before?.listas ?? []), generation])];
    await setMark(clients, view, { activa, listas, completa: before?.completa });
    return { ...said, estado: 'preparada', retirados: 0 };
  }
  // Whole only at the end: what is interrupted is done again, until nothing of the others is left.
  const served = { activa: generation, listas: [generation] };
  await setMark(clients, view, { ...served, completa: undefined });
  if (before && before.activa !== generation) await pause(UNTIL_SEEN_MS);
  const retirados = await removeOthers(clients, view, generation);
  await setMark(clients, view, { ...served, completa: generation });
  return { ...said, estado: 'en servicio', retirados };
}

interface Filling {
  readonly generation: string;
  readonly streams: readonly string[];
}

async function fillWhole(clients: Clients, view: View, { generation, streams }: Filling): Promise<void> {
  const bar = openBar(view.name, streams.length);
  let failures: Failures;
  try {
    failures = await fill(clients, view, {
      generation,
      streams,
      onDone: (done) => bar.at(done, `${done} de ${streams.length}`),
    });
  } finally {
    bar.end();
  }
  if (failures.size === 0) return;
  for (const [stream, error] of failures) say(`${view.name}, ${stream}: ${(error as Error).message}`);
  throw new Failure(
    `La vista ${view.name} no se pudo llenar: ${counted(failures.size, 'flujo falló', 'flujos fallaron')}, de ${streams.length}; sigue en servicio la anterior.`,
  );
}

function viewNamed(word: string): View {
  const found = views.find(({ name }) => name === word);
  if (found) return found;
  const known = views.map(({ name }) => name);
  if (functions.some(({ kind, name }) => kind === 'notification' && name === word)) {
    throw new UsageError(`"${word}" envía mensajes, y lo enviado no se repite: no se reconstruye.`);
  }
  throw new UsageError(`No hay una vista "${word}".${didYouMean(word, known) || ` Hay: ${known.join(', ')}.`}`);
}
