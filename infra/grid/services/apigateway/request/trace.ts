import { newSegmentId, newTraceId, readTraceHeader, writeTraceHeader } from '../../../traceHeader.ts';

/** The gateway's part in a traced request. */
export interface Trace {
  readonly root: string;
  readonly parent?: string;
  /** The id of the gateway's own segment. */
  readonly id: string;
  readonly sampled: boolean;
}

/**
 * Begins the gateway's part, for a stage that traces: in the client's trace, or in a new one. X-Ray samples one request a
 * second and five in a hundred of the rest; here every one is told, unless the client says `Sampled=0`.
 */
export function openTrace(header: string | undefined, at: number): Trace {
  const { root = newTraceId(at), parent, sampled = true } = readTraceHeader(header) ?? {};
  return { root, id: newSegmentId(), sampled, ...(parent && { parent }) };
}

/** The header for what the gateway calls. */
export function headerBehind({ root, id, sampled }: Trace): string {
  return writeTraceHeader({ root, parent: id, sampled });
}
