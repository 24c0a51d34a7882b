import type { JsonObject } from '../../../service.ts';
import type { Answer } from './answer.ts';
import { type Exchange, routeOf } from './exchange.ts';
import type { Trace } from './trace.ts';

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
        url: routeOf(exchange),
        client_ip: exchange.sourceIp,
      },
      response: { status },
    },
    ...(status >= 500 ? { fault: true } : status >= 400 ? { error: true } : {}),
  };
}
