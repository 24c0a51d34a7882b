import type { GridContext } from '../../../service.ts';
import type { CompiledProxy } from '../compile/stage.ts';
import { executeApiArn } from '../state.ts';
import type { Answer } from './answer.ts';
import { callFunction } from './callFunction.ts';
import { requestContext } from './context.ts';
import type { Deadlines } from './deadlines.ts';
import { type Exchange, routeOf } from './exchange.ts';
import { proxyAnswer } from './proxyAnswer.ts';

/** Invokes the function behind the method and gives its answer. */
export function callProxy(
  grid: GridContext,
  deadlines: Deadlines,
  exchange: Exchange,
  integration: CompiledProxy,
): Promise<Answer> {
  const { stage, method, verb } = exchange;
  return callFunction(grid, deadlines, {
    ...integration,
    api: stage.api,
    what: `${verb} ${routeOf(exchange)}`,
    arn: executeApiArn(stage.api.id, `${stage.name}/${verb}${method?.resourcePath}`),
    trace: exchange.trace,
    event: proxyEvent(exchange),
    read: (payload) => proxyAnswer(payload, acceptsBinary(exchange)),
  });
}

/** The event of a proxy integration: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export function proxyEvent(exchange: Exchange): string {
  const { stage, body } = exchange;
  const binary = body.length > 0 && stage.isBinary(exchange.headers.lower['content-type']);
  return JSON.stringify({
    resource: exchange.method?.resourcePath,
    path: exchange.path,
    httpMethod: exchange.verb,
    headers: exchange.headers.single,
    multiValueHeaders: exchange.headers.multi,
    queryStringParameters: exchange.query?.single ?? null,
    multiValueQueryStringParameters: exchange.query?.multi ?? null,
    pathParameters: exchange.pathParameters ?? null,
    stageVariables: stage.variables,
    requestContext: requestContext(exchange),
    body: body.length === 0 ? null : body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary,
  });
}

/** A function's base64 becomes bytes when the first type that the client accepts is one of the API's binary types. */
function acceptsBinary({ stage, headers }: Exchange): boolean {
  return stage.isBinary(headers.lower.accept);
}
