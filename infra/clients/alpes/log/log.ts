import { EVENT_LOG, KEYS } from '#infra/cdk/names.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import type { Commit } from '#shared/runtime/eventLog/commit.ts';
import { recordedOf } from '#shared/runtime/eventLog/commit.ts';
import { commitsAfter } from '#shared/runtime/eventLog/read.ts';
import { streamKinds } from '../catalogue.ts';
import { connect } from '../connection.ts';
import { Failure, UsageError } from '../failures.ts';
import type { LogOptions } from '../options.ts';
import { show } from '../output.ts';
import { didYouMean } from '../suggest.ts';
import { masked, readable } from './personal.ts';
import { rendered } from './render.ts';

/** Shows the events of a stream, or of every stream with that id in the order in which things happened. */
export async function log(word: string, options: LogOptions): Promise<void> {
  connect(options);
  process.env.EVENT_LOG_TABLE = EVENT_LOG;
  process.env.KEYS_TABLE = KEYS;
  const asked = streamsFor(word);
  const commits = (await Promise.all(asked.map((stream) => commitsAfter(stream, 0)))).flat();
  if (commits.length === 0) throw new Failure(`no hay eventos de ${word}; se buscó en: ${asked.join(', ')}`);
  const recorded = inOrder(commits)
    .flatMap(recordedOf)
    .filter(({ metadata }) => metadata.version >= options.desde);
  const events = await Promise.all(recorded.map((event) => (options.descifrar ? readable(event) : masked(event))));
  const streams = asked.filter((stream) => commits.some((commit) => commit.stream === stream));
  show(options, { flujos: streams, eventos: events.map(plain) }, () => rendered(streams, events));
}

/** The streams that a word may mean. A commit's version is that of its first event, so all are read and then filtered. */
function streamsFor(word: string): string[] {
  const kinds = streamKinds();
  const at = word.indexOf('#');
  if (at < 0) return kinds.map((kind) => `${kind}#${word}`);
  const kind = word.slice(0, at);
  if (kinds.includes(kind)) return [word];
  throw new UsageError(`no hay flujos "${kind}".${didYouMean(kind, kinds) || ` Hay: ${kinds.join(', ')}`}`);
}

/** By time; commits of one time (a unit of work) by stream, and those of a stream by version. */
function inOrder(commits: readonly Commit[]): Commit[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return commits.toSorted(
    (a, b) => compare(a.occurredAt, b.occurredAt) || compare(a.stream, b.stream) || a.version - b.version,
  );
}

function plain({ type, data, metadata }: Recorded): object {
  return {
    flujo: metadata.stream,
    version: metadata.version,
    ocurrio: metadata.occurredAt,
    tipo: type,
    actor: metadata.actor,
    datos: data,
    metadatos: metadata,
  };
}
