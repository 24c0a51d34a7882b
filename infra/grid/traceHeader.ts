import { randomBytes } from 'node:crypto';

/** X-Ray's trace header (`X-Amzn-Trace-Id`, `_X_AMZN_TRACE_ID`) in its parts. */
export interface TraceHeader {
  /** The trace: `1-` eight digits `-` twenty-four. */
  readonly root: string;
  /** The segment that causes what comes. */
  readonly parent?: string;
  /** `undefined` when the sender left it to the receiver. */
  readonly sampled?: boolean;
}

const TRACE_ID = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/;
const SEGMENT_ID = /^[0-9a-f]{16}$/;

/** Whether X-Ray takes this for a trace's id. */
export function isTraceId(text: unknown): text is string {
  return typeof text === 'string' && TRACE_ID.test(text);
}

/** Whether X-Ray takes this for a segment's id. */
export function isSegmentId(text: unknown): text is string {
  return typeof text === 'string' && SEGMENT_ID.test(text);
}

/**
 * Reads `Root=…;Parent=…;Sampled=…`, in any order and letters; `undefined` when there is no root. Clients may write
 * what they like: what is no id is not there.
 */
export function readTraceHeader(text: string | undefined): TraceHeader | undefined {
  const parts = new Map<string, string>();
  for (const part of (text ?? '').split(';')) {
    const [name = '', value = ''] = part.split('=', 2);
    parts.set(name.trim().toLowerCase(), value.trim());
  }
  const root = parts.get('root');
  if (!isTraceId(root)) return undefined;
  const parent = parts.get('parent');
  const sampled = parts.get('sampled');
  return {
    root,
    ...(isSegmentId(parent) ? { parent } : {}),
    ...(sampled === '0' || sampled === '1' ? { sampled: sampled === '1' } : {}),
  };
}

/** The trace header of a request, as it came, if it is one. */
export function traceIn(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  const header = headers['x-amzn-trace-id'];
  return readTraceHeader(header) && header;
}

/** Writes it as AWS does. */
export function writeTraceHeader({ root, parent, sampled }: TraceHeader): string {
  return [`Root=${root}`, parent && `Parent=${parent}`, sampled !== undefined && `Sampled=${sampled ? 1 : 0}`]
    .filter(Boolean)
    .join(';');
}

/** A trace id as X-Ray makes it: its seconds since 1970, and chance. */
export function newTraceId(now: number): string {
  return `1-${Math.floor(now / 1_000).toString(16)}-${randomBytes(12).toString('hex')}`;
}

/** The id of a new segment. */
export function newSegmentId(): string {
  return randomBytes(8).toString('hex');
}
