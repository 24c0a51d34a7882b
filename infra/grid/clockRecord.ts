import type { Cancel, Clock } from './clock.ts';
import type { Store } from './store.ts';

/**
 * Brings `clock` to where an earlier start in the same store has moved it, and notes where it is moved from now on:
 * time that went back over a restart would leave hidden messages and deadlines waiting for it.
 */
export function keepClock(clock: Clock, store: Store): Cancel {
  store.define('CREATE TABLE IF NOT EXISTS grid_clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset REAL NOT NULL)');
  const noted = store.sql('SELECT offset FROM grid_clock').get() as { offset: number } | undefined;
  if (noted && noted.offset > clock.offset()) clock.advance(noted.offset - clock.offset());
  return clock.onMove(() => {
    void store.write(() => {
      store.sql('INSERT OR REPLACE INTO grid_clock (id, offset) VALUES (1, ?)').run(clock.offset());
    });
  });
}
