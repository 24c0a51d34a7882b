import { idOf, type Recorded, streamOf } from '#shared/model/envelope.ts';
import { type AnyLive, type LiveEvents, type LiveRows, topicsOf } from '#shared/model/live.ts';
import type { Row } from '../views/row.ts';
import type { News } from './audience.ts';
import { MOST_BYTES } from './pieces.ts';

/** Room for what a message holds beside one row, in bytes. */
const SLACK_BYTES = 1_024;

/** What a message says of a row beside the row itself. */
interface Head {
  /** The list that holds such rows: `GET /<vista>`. */
  readonly vista: string;
  readonly clave: string;
  readonly stream?: string;
  readonly version: number;
  /** ISO 8601: when what made it happened. */
  readonly en: string;
}

/** For which events of its stream a row is sent: from which version on, and when the latest happened (ISO 8601). */
export interface Occasion {
  readonly since: number;
  readonly en: string;
}

/**
 * A row that its view has, as news; nothing where there is nothing to show. Whoever watches a topic that the row has left
 * by those events is told too.
 */
export function newsOfRow(live: LiveRows, row: Row, { since, en }: Occasion): News | undefined {
  const { state, key, version, left = [] } = row;
  if (state === undefined) return undefined;
  const gone = left.flatMap((one) => (one.version >= since ? [one.topic] : []));
  const head = { vista: live.vista, clave: key, stream: streamOf(live.of.options.of, key), version, en };
  return newsOf(live, state, { head, shown: shownOf(live, state), gone });
}

/** What the API answers of a row. */
export function shownOf({ query }: LiveRows, state: unknown): unknown {
  return query.shape(state, query.example);
}

/** An event that goes live as it is. @throws z.ZodError when it is not what it says it is. */
export function newsOfEvent(live: LiveEvents, { data, metadata }: Recorded): News {
  const known = live.of.schema.parse(data);
  const { stream, version, occurredAt } = metadata;
  const head = { vista: live.vista, clave: idOf(stream), version, en: occurredAt };
  return newsOf(live, known, { head, shown: live.shape(known), gone: [] });
}

interface Told {
  readonly head: Head;
  readonly shown: unknown;
  readonly gone: readonly string[];
}

/** A row that is too large for a message goes without itself: whoever gets that asks for it. */
function newsOf(live: AnyLive, row: unknown, { head, shown, gone }: Told): News {
  const { vista, clave, version, en } = head;
  const signal = JSON.stringify({ vista, clave, version, en });
  const whole = JSON.stringify({ ...head, fila: shown });
  const text = Buffer.byteLength(whole) > MOST_BYTES - SLACK_BYTES ? JSON.stringify(head) : whole;
  return { live, row, topics: [...new Set([...topicsOf(live, row), ...gone])], text, signal };
}
