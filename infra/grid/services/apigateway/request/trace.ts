import type { JsonObject } from '../../../service.ts';
import { newSegmentId, newTraceId, readTraceHeader, writeTraceHeader } from '../../../traceHeader.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';

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

/** The gateway's segment, once a request is answered. `now` in milliseconds since 1970. */
export function segmentOf(
  { root, parent, id }: Trace,
  exchange: Exchange,
  { status }: Answer,
  now: number,
): JsonObject {
  return {
    name: `${exchange.stage.api.name}/${exchange.stage.name}`,
    id,
    trace_id: root,
    ...(parent && { parent_id: parent }),
    start_time: exchange.at / 1_000,
    end_time: now / 1_000,
    origin: 'AWS::ApiGateway::Stage',
    http: {
      request: {
        method: exchange.verb,
        url: exchange.method?.resourcePath ?? exchange.path,
        client_ip: exchange.sourceIp,
      },
      response: { status },
    },
    ...(status >= 500 ? { fault: true } : status >= 400 ? { error: true } : {}),
  };
}
