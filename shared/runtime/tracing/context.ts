import { randomBytes } from 'node:crypto';

/** A W3C trace context in its parts. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the piece of work that caused what comes. */
  readonly spanId: string;
  readonly sampled: boolean;
}

/** Version 00 of https://www.w3.org/TR/trace-context/, whose ids may not be all zeros. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Reads a `traceparent`; `undefined` for what is none. */
export function contextOf(traceparent: string | undefined): TraceContext | undefined {
  const found = TRACEPARENT.exec(traceparent ?? '');
  if (!found) return undefined;
  const [, traceId, spanId, flags] = found as unknown as [string, string, string, string];
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The `traceparent` of a trace context. */
export function traceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-0${sampled ? 1 : 0}`;
}

/**
 * The trace context in which a first request is carried out: the caller's own `traceparent`, or the one that X-Ray gave
 * to this invocation (`_X_AMZN_TRACE_ID`, whose root is a trace id in two parts), or a new one.
 */
export function firstTraceparent(given: string | undefined, xray = process.env._X_AMZN_TRACE_ID): string {
  if (contextOf(given)) return given as string;
  const root = /Root=1-([0-9a-f]{8})-([0-9a-f]{24})/.exec(xray ?? '');
  return traceparent({
    traceId: root ? `${root[1]}${root[2]}` : newTraceId(),
    spanId: /Parent=([0-9a-f]{16})/.exec(xray ?? '')?.[1] ?? newSpanId(),
    sampled: !/Sampled=0/.test(xray ?? ''),
  });
}

/** Whether two `traceparent` belong to one trace. */
export function sameTrace(one: string | undefined, other: string | undefined): boolean {
  const [first, second] = [contextOf(one), contextOf(other)];
  return first !== undefined && first.traceId === second?.traceId;
}

/** X-Ray's header for a `traceparent`: with it, EventBridge joins what follows from an event to the trace of its cause. */
export function xrayHeader(of: string): string | undefined {
  const context = contextOf(of);
  return context && `Root=${xrayTraceId(context)};Parent=${context.spanId};Sampled=${context.sampled ? 1 : 0}`;
}

/** The trace id as X-Ray writes it: the first eight digits are seconds since 1970 in the ids that it makes itself. */
export function xrayTraceId({ traceId }: TraceContext): string {
  return `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`;
}

/** Half chance, drawn once for this process, half a number: a function makes one for each of its calls, and chance costs. */
export function newSpanId(): string {
  made += 1;
  return process32 + made.toString(16).padStart(8, '0');
}

const process32 = randomBytes(4).toString('hex');
let made = 0;

/** As X-Ray makes them, so that it takes them in any region and age. */
function newTraceId(): string {
  return (
    Math.floor(Date.now() / 1_000)
      .toString(16)
      .padStart(8, '0') + randomBytes(12).toString('hex')
  );
}
