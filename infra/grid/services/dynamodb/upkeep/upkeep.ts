import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../clock.ts';
import type { Forwarder } from '../forward.ts';
import type { Tables } from '../table/tables.ts';
import { type Complain, complainOnce } from './complain.ts';
import { expire } from './expiry.ts';
import { deletionMarks } from './serviceDeletions.ts';
import { stamper } from './stamp.ts';
import { trimmer } from './trim.ts';
import { unchangedDropper } from './unchanged.ts';

/** What the grid does on dynoxide's file beside dynoxide. */
export interface Upkeep {
  /** Deletes what its time to live has ended, by the grid's clock. Gives the number of deleted items. */
  expire(): Promise<number>;
  /** From now on a write that leaves an item of the table as it was leaves no stream record either. */
  dropUnchanged(table: string): void;
  /** Resolves when nothing of it is running. */
  stop(): Promise<void>;
}

interface UpkeepParts {
  readonly file: string;
  readonly clock: Clock;
  readonly tables: Tables;
  readonly forwarder: Forwarder;
  /** Called when items of a table were deleted. */
  touched(table: string): void;
  /** A line for the operator. */
  log(line: string): void;
}

/** AWS expires within days; a minute keeps a laptop quiet and tests honest. */
const EXPIRE_EVERY_MS = 60_000;
/** By the machine's clock: a grid's that jumps gives readers no time. */
const TRIM_EVERY_MS = 10 * 60_000;

/**
 * dynoxide 1.2.1 looks for the next sequence number of a stream without an index: writes fall from 3,200/s to 340/s
 * after 20,000 records. With the index they do not.
 */
const STREAM_ORDER = `CREATE INDEX IF NOT EXISTS _alpes_stream_order
  ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`;

/** Opens dynoxide's file and does there what dynoxide does not: time to live, the grid's clock, and forgetting records. */
export function upkeepOf({ file, log, ...parts }: UpkeepParts): Upkeep {
  const { clock } = parts;
  const complain = complainOnce(log);
  const db = new DatabaseSync(file);
  db.exec('PRAGMA busy_timeout = 5000');
  db.exec(STREAM_ORDER);
  const stopping = new AbortController();
  const expiry = { ...parts, db, complain, mark: deletionMarks(db), signal: stopping.signal };
  const stamp = stamper(db, clock);
  stamp();
  const unlisten = clock.onMove(() => attempt(complain, 'the clock of stream records could not be set', stamp));
  const trim = trimmer(db, clock);
  const trimming = setInterval(
    () => attempt(complain, 'old stream records could not be removed', trim),
    TRIM_EVERY_MS,
  ).unref();
  const stopSweeping = everyMinute(clock, () =>
    expire(expiry).catch((error) => complain('what has ended could not be looked for', error)),
  );

  return {
    expire: () => expire(expiry),
    dropUnchanged: unchangedDropper(db),
    async stop() {
      stopping.abort();
      clearInterval(trimming);
      unlisten();
      await stopSweeping();
      db.close();
    },
  };
}

function attempt(complain: Complain, job: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    complain(job, error);
  }
}

/** Does `work` a minute after it was last done. Gives how to stop, which waits for work that has begun. */
function everyMinute(clock: Clock, work: () => Promise<unknown>): () => Promise<void> {
  let stopped = false;
  let working: Promise<void> = Promise.resolve();
  let cancel = clock.after(EXPIRE_EVERY_MS, begin);
  function begin(): void {
    working = work().then(() => {
      if (!stopped) cancel = clock.after(EXPIRE_EVERY_MS, begin);
    });
  }
  return () => {
    stopped = true;
    cancel();
    return working;
  };
}
