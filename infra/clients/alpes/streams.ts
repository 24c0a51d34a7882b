import type { Commit } from '#shared/runtime/eventLog/commit.ts';
import { commitsAfter } from '#shared/runtime/eventLog/read.ts';
import { streamKinds } from './catalogue.ts';
import { Failure, UsageError } from './failures.ts';
import { didYouMean } from './suggest.ts';

/** The streams that a word may mean: the one it names, or those of every kind that have this id. */
export function streamsFor(word: string): string[] {
  const kinds = streamKinds();
  const at = word.indexOf('#');
  if (at < 0) return kinds.map((kind) => `${kind}#${word}`);
  const kind = word.slice(0, at);
  if (kinds.includes(kind)) return [word];
  throw new UsageError(`no hay flujos "${kind}".${didYouMean(kind, kinds) || ` Hay: ${kinds.join(', ')}`}`);
}

/** All commits of the streams that a word may mean, by time. Throws a `Failure` when there is none. */
export async function commitsFor(word: string): Promise<Commit[]> {
  const asked = streamsFor(word);
  const commits = (await Promise.all(asked.map((stream) => commitsAfter(stream, 0)))).flat();
  if (commits.length === 0) throw new Failure(`no hay eventos de ${word}; se buscó en: ${asked.join(', ')}`);
  return inOrder(commits);
}

/** By time; commits of one time (a unit of work) by stream, and those of a stream by version. */
function inOrder(commits: readonly Commit[]): Commit[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return commits.toSorted(
    (a, b) => compare(a.occurredAt, b.occurredAt) || compare(a.stream, b.stream) || a.version - b.version,
  );
}
