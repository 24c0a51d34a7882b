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

/** Reads `Root=…;Parent=…;Sampled=…`, in any order; `undefined` when there is no root. */
export function readTraceHeader(text: string | undefined): TraceHeader | undefined {
  const parts = new Map((text ?? '').split(';').map((part) => part.trim().split('=', 2) as [string, string]));
  const root = parts.get('Root');
  if (!root) return undefined;
  const parent = parts.get('Parent');
  const sampled = parts.get('Sampled');
  return {
    root,
    ...(parent ? { parent } : {}),
    ...(sampled === '0' || sampled === '1' ? { sampled: sampled === '1' } : {}),
  };
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
