import { AwsError, type GridContext } from '../../../service.ts';
import type { CompiledProxy } from '../compile/stage.ts';
import { executeApiArn } from '../state.ts';
import type { Answer } from './answer.ts';
import { requestContext } from './context.ts';
import type { Deadlines } from './deadlines.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';
import { invokeFunction } from './invoke.ts';
import { proxyAnswer } from './proxyAnswer.ts';

/** Invokes the function behind the method and gives its answer. */
export async function callProxy(
  grid: GridContext,
  deadlines: Deadlines,
  exchange: Exchange,
  integration: CompiledProxy,
): Promise<Answer> {
  const { stage, method, verb } = exchange;
  const caller = {
    arn: executeApiArn(stage.api.id, `${stage.name}/${verb}${method?.resourcePath}`),
    credentials: integration.credentials,
    trace: exchange.trace,
  };
  const invocation = invokeFunction(grid, caller, integration.functionArn, proxyEvent(exchange)).catch(
    (error: unknown) => {
      throw invocationFailure(grid, exchange, error);
    },
  );
  const { payload, functionError } = await deadlines.within(
    invocation,
    integration.timeoutMs,
    () => new GatewayFailure('INTEGRATION_TIMEOUT'),
  );
  if (functionError) throw new GatewayFailure('DEFAULT_5XX');
  const answer = proxyAnswer(payload, acceptsBinary(exchange));
  if (typeof answer !== 'string') return answer;
  grid.log(
    `API ${stage.api.name}: malformed answer of ${integration.functionArn} to ${verb} ${exchange.path}: ${answer}`,
  );
  throw new GatewayFailure('DEFAULT_5XX');
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

function invocationFailure(grid: GridContext, exchange: Exchange, error: unknown): GatewayFailure {
  if (error instanceof AwsError) {
    if (error.code === 'TooManyRequestsException') return new GatewayFailure('INTEGRATION_FAILURE', { status: 500 });
    if (error.code === 'RequestTooLargeException' || error.code === 'RequestEntityTooLargeException') {
      return new GatewayFailure('REQUEST_TOO_LARGE');
    }
  }
  grid.log(
    `API ${exchange.stage.api.name}: ${exchange.verb} ${exchange.path} could not be handed on: ${String(error)}`,
  );
  return new GatewayFailure('API_CONFIGURATION_ERROR');
}
