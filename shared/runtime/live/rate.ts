import { Lru } from '../lru.ts';

/** The most messages of one connection in a minute: a page that opens every view at once sends some ten. */
const MOST_A_MINUTE = 120;

interface Counted {
  readonly minute: number;
  readonly times: number;
}

const counted = new Lru<Counted>(10_000);

/** Counts a message of a connection, unless it has sent its most of this minute; counted in this instance's memory. */
export function withinRate(connection: string): boolean {
  const minute = Math.floor(Date.now() / 60_000);
  const known = counted.get(connection);
  const times = known?.minute === minute ? known.times : 0;
  counted.set(connection, { minute, times: times + 1 });
  return times < MOST_A_MINUTE;
}
