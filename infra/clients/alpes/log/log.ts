import type { Recorded } from '#shared/model/envelope.ts';
import { recordedOf } from '#shared/runtime/eventLog/commit.ts';
import { connect } from '../connection.ts';
import type { LogOptions } from '../options.ts';
import { show } from '../output.ts';
import { commitsFor, streamsFor } from '../streams.ts';
import { masked, readable } from './personal.ts';
import { rendered } from './render.ts';

/** Shows the events of a stream, or of every stream with that id in the order in which things happened. */
export async function log(word: string, options: LogOptions): Promise<void> {
  const { names } = connect(options);
  process.env.EVENT_LOG_TABLE = names.eventLog;
  process.env.KEYS_TABLE = names.keys;
  const commits = await commitsFor(word);
  // A commit's version is that of its first event, so all are read and then filtered.
  const recorded = commits.flatMap(recordedOf).filter(({ metadata }) => metadata.version >= options.desde);
  const events = await Promise.all(recorded.map((event) => (options.descifrar ? readable(event) : masked(event))));
  const streams = streamsFor(word).filter((stream) => commits.some((commit) => commit.stream === stream));
  show(options, { flujos: streams, eventos: events.map(plain) }, () => rendered(streams, events));
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
