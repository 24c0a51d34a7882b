import { AwsError, type JsonObject } from '../../service.ts';
import type { Store } from '../../store.ts';
import { isSegmentId, isTraceId } from '../../traceHeader.ts';

/** X-Ray's limit of a segment document, in bytes. */
const DOCUMENT_LIMIT = 64 * 1_024;
/** X-Ray keeps traces for thirty days; a laptop keeps as many segments as these, the latest. */
const KEPT = 200_000;
const FLUSH_MS = 500;

/** A segment as it is kept. */
export interface Kept {
  readonly trace: string;
  readonly id: string;
  /** Seconds since 1970, as the document has them. */
  readonly start: number;
  readonly end: number;
  readonly document: string;
}

/** What was told of traces. It is written some times a second and not at once: no request waits for what describes it. */
export class Segments {
  readonly #store: Store;
  readonly #log: (line: string) => void;
  #waiting: Kept[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, log: (line: string) => void) {
    this.#store = store;
    this.#log = log;
    store.define(`
      CREATE TABLE IF NOT EXISTS xray_segment (
        at INTEGER PRIMARY KEY, trace TEXT NOT NULL, id TEXT NOT NULL, start REAL NOT NULL, "end" REAL NOT NULL,
        document TEXT NOT NULL
      );
      CREATE UNIQUE INDEX IF NOT EXISTS xray_segment_of_trace ON xray_segment (trace, id);
    `);
  }

  /** Takes a document. Throws `AwsError` with what is wrong with it. */
  add(document: string): void {
    this.#waiting.push(read(document));
    this.#timer ??= setTimeout(() => {
      this.flush().catch((error) => this.#log(`X-Ray: segments were lost: ${error}`));
    }, FLUSH_MS).unref();
  }

  /** The segments of a trace, the first to start first. */
  async of(trace: string): Promise<Kept[]> {
    await this.flush();
    return this.#store
      .sql('SELECT trace, id, start, "end", document FROM xray_segment WHERE trace = ? ORDER BY start, at')
      .all(trace) as unknown as Kept[];
  }

  /** The traces that have segments between two times (seconds since 1970), the latest first. */
  async between(from: number, to: number): Promise<string[]> {
    await this.flush();
    const rows = this.#store
      .sql(
        'SELECT trace, min(start) AS first FROM xray_segment WHERE start BETWEEN ? AND ? GROUP BY trace ORDER BY 2 DESC',
      )
      .all(from, to);
    return rows.map(({ trace }) => String(trace));
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const segments = this.#waiting;
    this.#waiting = [];
    if (segments.length === 0) return;
    await this.#store.write(() => {
      // A segment that was told as begun is told again as ended; datagrams may overtake each other.
      const put = this.#store.sql(
        'INSERT INTO xray_segment (trace, id, start, "end", document) VALUES (?, ?, ?, ?, ?) ' +
          'ON CONFLICT (trace, id) DO UPDATE SET start = excluded.start, "end" = excluded."end", document = excluded.document ' +
          "WHERE excluded.document ->> 'in_progress' IS NOT 1 OR xray_segment.document ->> 'in_progress' IS 1",
      );
      for (const { trace, id, start, end, document } of segments) put.run(trace, id, start, end, document);
      this.#store.sql('DELETE FROM xray_segment WHERE at <= (SELECT max(at) FROM xray_segment) - ?').run(KEPT);
    });
  }
}

function read(document: string): Kept {
  if (Buffer.byteLength(document) > DOCUMENT_LIMIT) throw invalid(`A document is larger than ${DOCUMENT_LIMIT} bytes`);
  let segment: JsonObject | null;
  try {
    segment = JSON.parse(document);
  } catch (error) {
    throw invalid(`A document is not JSON: ${(error as Error).message}`);
  }
  if (typeof segment !== 'object' || segment === null) throw invalid('A document is no object');
  const { name, id, trace_id: trace, start_time: start, end_time: end, in_progress: open } = segment;
  if (typeof name !== 'string' || name === '') throw invalid('A segment has no name');
  if (!isSegmentId(id)) throw invalid(`The id of the segment "${name}" is not of 16 hexadecimal digits`);
  if (!isTraceId(trace)) throw invalid(`The trace_id of the segment "${name}" is none`);
  if (typeof start !== 'number') throw invalid(`The segment "${name}" has no start_time`);
  if (typeof end !== 'number' && open !== true)
    throw invalid(`The segment "${name}" has neither end_time nor in_progress`);
  return { trace, id, start, end: end ?? start, document };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}
