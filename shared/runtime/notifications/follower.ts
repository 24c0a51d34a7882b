import { streamOf } from '#shared/model/envelope.ts';
import type { Notification } from '#shared/model/notification.ts';
import { variable } from '../environment.ts';
import type { Follower } from '../follow/follow.ts';
import type { Forgetting } from '../follow/forget.ts';
import { eventsAfter } from '../follow/history.ts';
import { followerOfRows } from '../follow/rows.ts';
import type { Row } from '../views/row.ts';
import { composing, type Outbox } from './compose.ts';

/** After this long without a word (ms), a sender is taken to have died, and the message is sent by whoever finds it. */
export const CLAIM_MS = 60_000;

/** Messages act outwardly: their cursors stay in their place, whatever generation of the fold moves them. */
const inPlace = () => '';

/**
 * The follower of notifications: rows whose state is what messages need to know and the messages composed so far. Who
 * writes a row holds it for a minute, and alone sends what that write brought. A row that another generation has written
 * is folded anew up to its version: its messages are what they were, and none is composed a second time.
 */
export function followingMessages(notification: Notification): Forgetting {
  const projection = composing(notification);
  const rows = followerOfRows(projection, { prefix: inPlace });
  const anew = async (row: Row<Outbox>): Promise<Row<Outbox>> => {
    const generation = variable('VIEW_GENERATION');
    if (row.version === 0 || row.generation === generation) return { ...row, generation };
    const history = await eventsAfter(streamOf(notification.of, row.key), 0);
    const news = history.filter(({ metadata }) => metadata.version <= row.version);
    const { state } = await rows.fold({ ...row, state: undefined }, news);
    return { ...row, generation, state: state && { ...state, mensajes: row.state?.mensajes ?? [] } };
  };
  const follower: Follower<Row> = {
    ...rows,
    begin: (stream) => ({ ...rows.begin(stream), generation: variable('VIEW_GENERATION') }),
    read: async (stream) => anew(await rows.read(stream)),
    fold: async (row, news) => held(row, await rows.fold(row, news)),
  };
  return { projection, follower, prefix: inPlace };
}

/** A hold that still goes on is prolonged: the one who has it may not be through yet. */
function held({ version, hold }: Row, next: Row): Row {
  const now = Date.now();
  const after = hold && hold.until > now ? hold.after : version;
  return { ...next, hold: { after, until: now + CLAIM_MS } };
}
