import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Capture, startCapture } from './capture.ts';
import type { Said } from './engine.ts';
import { type MariaDb, startMariaDb } from './mariadb.ts';
import { jars, type Parts } from './parts.ts';
import { type Bury, publishAll } from './sink.ts';

/** In its folder: changes that were not published, a line each. */
export const REJECTED = 'rejected.jsonl';

/** What the legacy system is started with. */
export interface LegacyOptions {
  readonly parts: Parts;
  /** Where it keeps what it has. */
  readonly folder: string;
  /** Of the AWS APIs of the system that is to hear of its users. */
  readonly endpoint: string;
  readonly onLog: (line: string) => void;
  /** Of what the bus has taken. */
  readonly onPublished?: (said: readonly Said[]) => void;
  /** Of a snapshot, up to which id it has come, and up to which it goes. */
  readonly onSnapshot: (done: number, last: number) => void;
}

/** The legacy system, running: its database, and the capture of its users. */
export interface Legacy {
  readonly db: MariaDb;
  readonly capture: Capture;
  stop(): Promise<void>;
}

/** Starts a MariaDB, fills it by `fill` if it has no users yet, and has Debezium tell the bus of them. */
export async function startLegacy(options: LegacyOptions, fill: (db: MariaDb) => Promise<void>): Promise<Legacy> {
  const { parts, folder, onLog, onSnapshot } = options;
  speakTo(options.endpoint);
  const lib = await jars(parts, onLog);
  const db = await startMariaDb(parts, folder);
  const stopping = new AbortController();
  try {
    if ((await db.sql('SELECT 1 FROM usuarios LIMIT 1')).length === 0) await fill(db);
    const sink = { bury: rejecting(folder, onLog), onLog, signal: stopping.signal };
    const capture = startCapture({
      ...{ java: parts.java, lib, folder, db, onLog, onSnapshot },
      publish: async (said) => {
        await publishAll(said, sink);
        options.onPublished?.(said);
      },
    });
    return {
      db,
      capture,
      stop: async () => {
        stopping.abort();
        await capture.stop();
        await db.stop();
      },
    };
  } catch (error) {
    await db.stop();
    throw error;
  }
}

/** The code that publishes is that of functions: it is told by the environment where it is. */
function speakTo(endpoint: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'legado',
    AWS_SECRET_ACCESS_KEY: 'legado',
    BUS_NAME: LOCAL.system,
    KEYS_TABLE: LOCAL.keys,
  });
}

/** Notes which change will never be published and why, without what the row holds: its present state is in the table. */
function rejecting(folder: string, onLog: (line: string) => void): Bury {
  const file = path.join(folder, REJECTED);
  return async ({ key, value }, error) => {
    const { file: log, pos, row } = value?.source ?? {};
    const reason = (error as Error).message;
    appendFileSync(file, `${JSON.stringify({ key, file: log, pos, row, reason })}\n`);
    onLog(`The user ${JSON.stringify(key)} is not published (${file}): ${reason}`);
  };
}
