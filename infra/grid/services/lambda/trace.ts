import type { JsonObject } from '../../service.ts';
import { newSegmentId, newTraceId, readTraceHeader, writeTraceHeader } from '../../traceHeader.ts';
import type { LambdaFunction } from './function.ts';

/** An invocation as a part of a trace. */
export interface Span {
  /** `_X_AMZN_TRACE_ID`, as the function sees it. */
  readonly header: string;
  /** What X-Ray is told when the invocation is over; not when its caller is not traced. */
  readonly segment?: JsonObject;
}

/**
 * Lambda's part in a trace: one segment for an invocation whose caller is traced. An invocation that begins a trace (a
 * batch of a queue or a stream) is not told: it would be a trace of this one segment.
 * @param now milliseconds since 1970.
 */
export function openSpan(fn: LambdaFunction, caller: string | undefined, now: number): Span {
  const given = readTraceHeader(caller);
  const id = newSegmentId();
  const root = given?.root ?? newTraceId(now);
  const sampled = given?.sampled ?? fn.tracing;
  const header = writeTraceHeader({ root, parent: id, sampled });
  if (!given || !sampled) return { header };
  const { parent } = given;
  const origin = 'AWS::Lambda::Function';
  return {
    header,
    segment: {
      name: fn.name,
      id,
      trace_id: root,
      ...(parent && { parent_id: parent }),
      start_time: now / 1_000,
      origin,
    },
  };
}
