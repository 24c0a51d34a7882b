import { randomBytes } from 'node:crypto';

/**
 * The W3C trace context to carry on: the caller's, or one made from X-Ray's header (its root is a trace id in two parts),
 * or a new one.
 */
export function traceparentOf(traceparent: string | undefined, xray: string | undefined): string {
  if (traceparent && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent)) return traceparent;
  const root = /Root=1-([0-9a-f]{8})-([0-9a-f]{24})/.exec(xray ?? '');
  const traceId = root ? `${root[1]}${root[2]}` : randomBytes(16).toString('hex');
  return `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
}

/** X-Ray's header for a W3C trace context: with it, EventBridge joins what follows from an event to the trace of its cause. */
export function xrayOf(traceparent: string): string {
  const [, trace = '', span, flags] = traceparent.split('-');
  return `Root=1-${trace.slice(0, 8)}-${trace.slice(8)};Parent=${span};Sampled=${Number(flags) & 1}`;
}
