import { AsyncLocalStorage } from 'node:async_hooks';
import { contextOf, newSpanId, type TraceContext, traceparent, xrayTraceId } from './context.ts';
import { sendToDaemon } from './daemon.ts';

/** A call of an AWS API, as X-Ray has it inside a segment. */
export interface CallSegment {
  readonly id: string;
  readonly name: string;
  readonly namespace: 'aws';
  readonly start_time: number;
  readonly end_time: number;
  readonly aws: { readonly operation: string; readonly table_name?: string };
  readonly fault?: true;
}

/** What a piece of work is done for: a message, or a request. */
export interface Cause {
  readonly traceparent?: string | undefined;
  /** Of the message: the same however often it comes. */
  readonly id?: string | undefined;
}

/** What a segment says of the messages of its work, as its `metadata` has it: whoever reads it tells a repeat from another message. */
export interface OfMessages {
  readonly alpes: { readonly mensajes: readonly string[]; readonly invocacion?: string };
}

/** The calls of the work that goes on, if it is traced. */
const calls = new AsyncLocalStorage<CallSegment[]>();

/**
 * Does a piece of work on behalf of those who caused it, and tells the trace of each: one segment, with the AWS calls
 * that were made, as the child of its cause. What Lambda tells X-Ray by itself does not do: behind a queue or a stream
 * each batch begins a trace of its own, and one order would be fifty traces.
 * @param causes one without a `traceparent`, or not sampled, is not told. Several of one cause are told once, with their messages.
 * @param work is given the `traceparent` to hand on to what follows from it (the first cause's, when there are several).
 */
export async function traced<T>(
  causes: readonly Cause[],
  work: (handOn: string | undefined) => Promise<T>,
): Promise<T> {
  const spans = spansOf(causes);
  if (spans.length === 0 || !process.env.AWS_XRAY_DAEMON_ADDRESS) return work(causes[0]?.traceparent);
  const made: CallSegment[] = [];
  const began = seconds();
  const tell = (outcome: object) =>
    Promise.all(
      spans.map((span) =>
        sendToDaemon({ ...segment(span), start_time: began, end_time: seconds(), subsegments: made, ...outcome }),
      ),
    );
  try {
    const result = await calls.run(made, () => work(traceparent((spans[0] as Span).own)));
    await tell({});
    return result;
  } catch (error) {
    await tell(failure(error));
    throw error;
  }
}

/** Notes an AWS call in the work that it is made for. */
export function noteCall(call: CallSegment): void {
  calls.getStore()?.push(call);
}

/** Now, as X-Ray writes times. */
export function seconds(): number {
  return Date.now() / 1_000;
}

/** What one trace sees of the work. */
interface Span {
  readonly parent: TraceContext;
  readonly own: TraceContext;
  readonly messages: readonly string[];
}

/** One for each sampled `traceparent`, in their order. */
function spansOf(causes: readonly Cause[]): Span[] {
  return [...Map.groupBy(causes, ({ traceparent: cause }) => cause)].flatMap(([cause, ofIt]) => {
    const parent = contextOf(cause);
    if (!parent?.sampled) return [];
    return [{ parent, own: { ...parent, spanId: newSpanId() }, messages: ofIt.flatMap(({ id }) => id ?? []) }];
  });
}

function segment({ parent, own, messages }: Span) {
  // One invocation may do several pieces of work for a message: X-Ray's header is another in each.
  const invocacion = process.env._X_AMZN_TRACE_ID;
  const metadata: OfMessages = { alpes: { mensajes: messages, ...(invocacion && { invocacion }) } };
  return {
    name: process.env.AWS_LAMBDA_FUNCTION_NAME,
    id: own.spanId,
    trace_id: xrayTraceId(own),
    parent_id: parent.spanId,
    ...(messages.length > 0 && { metadata }),
  };
}

function failure(error: unknown) {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return { fault: true, cause: { exceptions: [{ id: newSpanId(), type: name, message }] } };
}
