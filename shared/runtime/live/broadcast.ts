import { logger } from '../telemetry.ts';
import { audience, type News, type Watchers } from './audience.ts';
import { close, post } from './gateway.ts';
import { piecesOf } from './pieces.ts';
import { disconnect, isAnybodyThere, leave, watchersOf } from './subscriptions.ts';

/** Messages that are under way at once. */
const MOST_POSTS = 50;

/**
 * Sends news to whoever watches them and may see them. Nobody waits for anybody: who does not take its messages is
 * disconnected, and comes back; what it missed it finds in the views. Who watches is read after the rows were: whoever
 * subscribes later finds them in the view. Then the rows are read once more: who subscribed between may have found that a
 * row has left its topic, and is not to be sent how it was before.
 * @param again the same news, by the rows as they are when it is called.
 * @throws AggregateError when somebody neither took the messages nor could be disconnected: then the news must come again.
 */
export async function broadcast(news: readonly News[], again: () => Promise<readonly News[]>): Promise<void> {
  if (news.length === 0 || !(await isAnybodyThere())) return;
  const watchers = await watchersOf(news.flatMap(({ topics }) => topics));
  if (watchers.size === 0) return;
  const { parcels, expired } = audience(await again(), watchers, Date.now());
  const lost: unknown[] = [];
  const end = (connection: string) => forget(connection, watchers).catch((error) => lost.push(error));
  // What many get is put together once.
  const pieces = new Map<string, readonly string[]>();
  const work = [
    ...[...parcels].map(([connection, texts]) => async () => {
      const name = texts.join();
      const messages = pieces.get(name) ?? piecesOf(texts);
      pieces.set(name, messages);
      if (!(await post(connection, messages))) await end(connection);
    }),
    ...[...expired].map((connection) => () => end(connection)),
  ];
  await inTurn(work, MOST_POSTS);
  if (lost.length > 0) throw new AggregateError(lost, `${lost.length} connections could be neither told nor ended.`);
}

/** Ends a connection, and then forgets it: the other way round it would stay, and hear of nothing any more. */
async function forget(connection: string, watchers: Watchers): Promise<void> {
  await close(connection);
  const seen = [...watchers].flatMap(([topic, those]) => (those.has(connection) ? [topic] : []));
  try {
    await disconnect(connection);
    await Promise.all(seen.map((topic) => leave(connection, topic)));
  } catch (error) {
    // It is gone, and is found so the next time.
    logger.warn('A connection that has ended could not be forgotten', error as Error);
  }
}

async function inTurn(work: readonly (() => Promise<unknown>)[], most: number): Promise<void> {
  const left = work.values();
  await Promise.all(
    Array.from({ length: Math.min(most, work.length) }, async () => {
      for (const one of left) await one();
    }),
  );
}
