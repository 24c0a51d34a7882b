import { type LiveRows, topicsOf } from '#shared/model/live.ts';
import type { Left, Row } from '../views/row.ts';

/** How many topics a row remembers to have left: more than it changes while its events are on their way. */
const MOST_LEFT = 10;

/** The row after a write, with the topics that it has left by this write and by those before. */
export function leaving(live: LiveRows, before: Row, after: Row): Row {
  if (before.state === undefined || after.state === undefined) return after;
  const now = new Set(topicsOf(live, after.state));
  const gone = topicsOf(live, before.state)
    .filter((topic) => !now.has(topic))
    .map((topic): Left => ({ topic, version: after.version }));
  const { left: _, ...row } = after;
  const left = [...(before.left ?? []).filter(({ topic }) => !now.has(topic)), ...gone].slice(-MOST_LEFT);
  return left.length > 0 ? { ...row, left } : row;
}
