import type { APIGatewayProxyResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import { Fault, fault } from '../fault.ts';
import { withinRate } from '../live/rate.ts';
import { logger } from '../telemetry.ts';
import { badInput, validate } from '../validate.ts';
import { header } from './headers.ts';
import { observed } from './middleware.ts';
import { problem } from './problem.ts';

/** No message that is meant comes near, in bytes. */
const LARGEST_BYTES = 1_024;

/** What API Gateway calls a function of the WebSocket API with. */
export interface SocketEvent {
  readonly requestContext: {
    readonly connectionId: string;
    readonly authorizer?: Readonly<Record<string, unknown>> | null;
  };
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
}

/** A header of whoever connects, whatever its case. */
export function socketHeader({ headers }: { readonly headers?: unknown }, name: string): string | undefined {
  return header({ headers } as never, name);
}

/** What wraps the function that a client's coming or going starts. What goes wrong refuses the connection, and tells why in the log. */
export function connectionFunction(work: (event: SocketEvent) => Promise<APIGatewayProxyResultV2>) {
  return observed(async (event: SocketEvent, { awsRequestId }: Context) => {
    try {
      return await work(event);
    } catch (error) {
      const { statusCode } = problem(error, awsRequestId);
      if (error instanceof Fault) logger.warn(error.message);
      return { statusCode };
    }
  });
}

/**
 * What wraps the function of a client's message: it is bounded and checked, its answer is a message of its own, and so is
 * what goes wrong (`negado`).
 */
export function messageFunction<S extends z.ZodType>(
  accepts: S,
  work: (message: z.output<S>, connection: string) => Promise<object>,
) {
  return observed(async ({ requestContext, body }: SocketEvent, { awsRequestId }: Context) => {
    const { connectionId } = requestContext;
    let message: unknown;
    try {
      if (!withinRate(connectionId)) throw fault('DEMASIADAS_PETICIONES');
      message = parsed(body ?? '');
      return answered(await work(validate<z.output<S>>(accepts as z.ZodType<z.output<S>>, message), connectionId));
    } catch (error) {
      const { tema } = Topic.safeParse(message).data ?? {};
      const problema = JSON.parse(problem(error, awsRequestId).body);
      return answered({ tipo: 'negado', ...(tema !== undefined && { tema }), problema });
    }
  });
}

const Topic = z.object({ tema: z.string() });

function parsed(body: string): unknown {
  if (Buffer.byteLength(body) > LARGEST_BYTES) throw fault('PETICION_DEMASIADO_GRANDE');
  try {
    return JSON.parse(body);
  } catch {
    throw badInput([{ campo: '(cuerpo)', mensaje: 'No es JSON' }]);
  }
}

function answered(message: object): APIGatewayProxyResultV2 {
  return { statusCode: 200, body: JSON.stringify(message) };
}
