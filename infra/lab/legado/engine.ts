import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { MariaDb } from './mariadb.ts';

const MOTOR = path.join(import.meta.dirname, 'motor', 'Motor.java');
const HEAP = '-Xmx256m';
const QUIET = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';
/** Of what it says of itself, in characters. */
const KEPT = 1_000;
/** Rows that a chunk of a snapshot has, and the most that are published between two marks: what may come again after a death. */
const CHUNK = 500;
const SERVER_ID = 5_901;
/** The topic of what Debezium tells of itself. */
const NEWS = 'noticias';

/** What Debezium says of a row, as its JSON converter writes it. */
export interface Said {
  readonly topic: string;
  readonly key: unknown;
  readonly value: any;
}

/** What it tells of itself: that a snapshot goes on, or how it ended. */
export interface News {
  readonly type: string;
  readonly aggregate_type: string;
  readonly additional_data: Readonly<Record<string, string>>;
}

/** What is made of it. */
export interface Ears {
  /** Changes of `legado.usuarios`, in the order of the log. Once this is done they do not come again. */
  readonly changes: (said: readonly Said[]) => Promise<void>;
  readonly news: (news: News) => Promise<void>;
}

/** Debezium's engine in its own process. */
export interface Engine {
  readonly pid: number;
  /** How it ended, and the last of what it had said of that. */
  readonly ended: Promise<{ readonly asked: boolean; readonly reason: string }>;
  /** How many batches it has brought. */
  readonly batches: number;
  /** As it is: what was not marked comes again. */
  stop(): Promise<void>;
}

/** What the engine works with. */
export interface EngineOptions {
  readonly java: string;
  /** The folder of the jars. */
  readonly lib: string;
  /** Where it keeps its place in the log. */
  readonly folder: string;
  readonly db: MariaDb;
  /** The logical source (`source.name`): another one for each log that begins anew. */
  readonly name: string;
}

/** Starts the engine where it left off, and hands over what it says, batch by batch. */
export function startEngine(options: EngineOptions, ears: Ears): Engine {
  const { java, lib, folder, name } = options;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'debezium.properties');
  writeFileSync(file, properties(options), { mode: 0o600 });
  const child = spawn(java, [HEAP, QUIET, '-cp', path.join(lib, '*'), MOTOR, file], { stdio: 'pipe' });
  let asked = false;
  let failure: Error | undefined;
  let batches = 0;
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told = (told + text).slice(-KEPT);
  });
  // Whoever it was that ended, the other hears of it elsewhere.
  child.stdin.on('error', () => {});
  child.on('error', (error) => {
    failure = error;
  });

  const listen = async () => {
    let said: Said[] = [];
    for await (const line of createInterface(child.stdout)) {
      const one = JSON.parse(line) as Said | { readonly batch: number };
      if (!('batch' in one)) {
        said.push(one);
        continue;
      }
      await ears.changes(said.filter(({ topic }) => topic === `${name}.legado.usuarios`));
      for (const { value } of said.filter(({ topic }) => topic === NEWS)) await ears.news(value);
      batches = one.batch;
      child.stdin.write(`${one.batch}\n`);
      said = [];
    }
  };
  const ended = (async () => {
    const [exit] = await Promise.all([
      once(child, 'close').catch(() => []),
      listen().catch((error: Error) => {
        failure ??= error;
        child.kill('SIGKILL');
      }),
    ]);
    return { asked, reason: failure?.message ?? `it ended with ${exit[0] ?? exit[1]}. ${told.trim()}` };
  })();
  return {
    pid: child.pid ?? 0,
    ended,
    get batches() {
      return batches;
    },
    stop: async () => {
      asked = true;
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Times as ISO 8601 and flags as such, so that a row looks like one from elsewhere; nothing of schemas and transactions. */
function properties({ folder, db, name }: EngineOptions): string {
  const settings = {
    name: 'legado',
    'connector.class': 'io.debezium.connector.mariadb.MariaDbConnector',
    'offset.storage': 'org.apache.kafka.connect.storage.FileOffsetBackingStore',
    'offset.storage.file.filename': path.join(folder, 'offsets.dat'),
    'offset.flush.interval.ms': 0,
    'schema.history.internal': 'io.debezium.storage.file.history.FileSchemaHistory',
    'schema.history.internal.file.filename': path.join(folder, 'history.jsonl'),
    'topic.prefix': name,
    'database.hostname': '127.0.0.1',
    'database.port': db.port,
    'database.user': 'cdc',
    'database.password': db.password,
    'database.server.id': SERVER_ID,
    'database.include.list': 'legado',
    'table.include.list': 'legado.usuarios',
    'key.converter.schemas.enable': false,
    'value.converter.schemas.enable': false,
    'include.schema.changes': false,
    // A snapshot by signals goes on after a death; the initial one would begin again.
    'snapshot.mode': 'no_data',
    'signal.data.collection': 'legado.debezium_signal',
    'incremental.snapshot.chunk.size': CHUNK,
    'max.batch.size': CHUNK,
    'notification.enabled.channels': 'sink',
    'notification.sink.topic.name': NEWS,
    'time.precision.mode': 'isostring',
    converters: 'flag',
    'flag.type': 'io.debezium.connector.binlog.converters.TinyIntOneToBooleanConverter',
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${String(value).replaceAll('\\', '\\\\')}\n`)
    .join('');
}
