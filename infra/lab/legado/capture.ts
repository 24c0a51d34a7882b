import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ears, type Engine, type News, type Said, startEngine } from './engine.ts';
import type { MariaDb } from './mariadb.ts';

const PAUSE_MS = 1_000;

/** What a capture works with, and whom it tells. */
export interface CaptureOptions {
  readonly java: string;
  /** The folder of Debezium's jars. */
  readonly lib: string;
  /** Where the engine keeps its place. */
  readonly folder: string;
  readonly db: MariaDb;
  readonly publish: (said: readonly Said[]) => Promise<void>;
  readonly onLog: (line: string) => void;
  /** Of a snapshot, up to which key it has come, and up to which it goes; the same at its end. */
  readonly onSnapshot: (done: number, last: number) => void;
}

/** The capture of `legado.usuarios`, running. */
export interface Capture {
  /** When it has ended: by itself only with an Error that says why. */
  readonly ended: Promise<void>;
  /** Ends the engine's process as the machine could; another one goes on in its place. */
  kill(): void;
  stop(): Promise<void>;
}

/**
 * Has Debezium tell the changes of `legado.usuarios`, beginning with a snapshot. An engine that dies is started again where it was;
 * one that ends twice without having brought anything is given up: its place in the log may be gone.
 */
export function startCapture(options: CaptureOptions): Capture {
  const { db, publish, onLog } = options;
  const stopping = new AbortController();
  const folder = path.join(options.folder, `debezium-${db.epoch}`);
  const ears: Ears = { changes: publish, news: (news) => heard(news, options) };
  const start = () => startEngine({ ...options, folder, name: `legado.${db.epoch}` }, ears);
  let engine: Engine = start();

  const ended = (async () => {
    for (let fruitless = 0; ; ) {
      const { asked, reason } = await engine.ended;
      if (asked || stopping.signal.aborted) return;
      fruitless = engine.batches > 0 ? 0 : fruitless + 1;
      if (fruitless > 1)
        throw new Error(`Debezium does not go on. If its log has lost its place, delete ${folder}. ${reason}`);
      onLog(`Debezium has ended and is started again: ${reason}`);
      await wait(PAUSE_MS);
      if (stopping.signal.aborted) return;
      engine = start();
    }
  })();
  return {
    ended,
    kill: () => void process.kill(engine.pid, 'SIGKILL'),
    stop: async () => {
      stopping.abort();
      await engine.stop();
      await ended;
    },
  };
}

async function heard(
  { type, aggregate_type: of, additional_data: told }: News,
  options: CaptureOptions,
): Promise<void> {
  const { db, onLog, onSnapshot } = options;
  if (of === 'Initial Snapshot') {
    // It begins at the log's present end, so that a snapshot must be asked for after it; or it goes on.
    if (type === 'COMPLETED' || (type === 'SKIPPED' && !(await wasAsked(db)))) await askForSnapshot(db);
    return;
  }
  if (type === 'IN_PROGRESS') onSnapshot(Number(told.last_processed_key), Number(told.maximum_key));
  if (type === 'COMPLETED') onSnapshot(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (type === 'ABORTED' || (told.status !== undefined && !['SUCCEEDED', 'EMPTY'].includes(told.status)))
    onLog(`The snapshot did not go through: ${told.status ?? type}`);
}

async function wasAsked(db: MariaDb): Promise<boolean> {
  return (await db.sql("SELECT 1 FROM debezium_signal WHERE type = 'execute-snapshot' LIMIT 1")).length > 0;
}

async function askForSnapshot(db: MariaDb): Promise<void> {
  const wanted = JSON.stringify({ 'data-collections': ['legado.usuarios'], type: 'incremental' });
  await db.sql(`INSERT INTO debezium_signal VALUES ('${crypto.randomUUID()}', 'execute-snapshot', '${wanted}')`);
}
