import { AwsError, type GridContext } from '../../../service.ts';
import { logFile } from '../../lambda/logs.ts';
import { parseTarget } from '../../lambda/target.ts';
import { reasonIn } from '../../lambda/troubles.ts';
import type { Answer } from './answer.ts';
import type { Deadlines } from './deadlines.ts';
import { GatewayFailure } from './failures.ts';
import { invokeFunction } from './invoke.ts';
import type { Trace } from './trace.ts';

/** The invocation of the function behind a proxy integration. */
export interface FunctionCall {
  readonly api: { readonly name: string };
  /** What is handed on, for the operator: `GET /ordenes`. */
  readonly what: string;
  /** By which the function lets the gateway in. */
  readonly arn: string;
  readonly functionArn: string;
  readonly credentials: string | undefined;
  readonly timeoutMs: number;
  readonly trace: Trace | undefined;
  /** What the function gets, as JSON. */
  readonly event: string;
  /** Reads what the function answered, as JSON; gives the reason why it is malformed, or the answer. */
  readonly read: (payload: string) => Answer | string;
}

/** Invokes a function and gives its answer. @throws GatewayFailure when there is none that can be used. */
export async function callFunction(grid: GridContext, deadlines: Deadlines, call: FunctionCall): Promise<Answer> {
  const { api, what, functionArn, event } = call;
  const invocation = invokeFunction(grid, call, functionArn, event).catch((error: unknown) => {
    throw invocationFailure(grid, call, error);
  });
  const { payload, functionError } = await deadlines.within(
    invocation,
    call.timeoutMs,
    () => new GatewayFailure('INTEGRATION_TIMEOUT'),
  );
  if (functionError) {
    grid.log(`API ${api.name}: ${what}: ${failureOf(grid, functionArn, payload)}`);
    throw new GatewayFailure('DEFAULT_5XX');
  }
  const answer = call.read(payload);
  if (typeof answer !== 'string') return answer;
  grid.log(`API ${api.name}: malformed answer of ${functionArn} to ${what}: ${answer}`);
  throw new GatewayFailure('DEFAULT_5XX');
}

/** A function's failure in a line, with the file to read. */
function failureOf({ dataFolder }: GridContext, functionArn: string, payload: string): string {
  const { name } = parseTarget(functionArn);
  return `${name} failed: ${reasonIn(payload)} (${logFile(dataFolder, name)})`;
}

function invocationFailure(grid: GridContext, { api, what }: FunctionCall, error: unknown): GatewayFailure {
  if (error instanceof AwsError) {
    if (error.code === 'TooManyRequestsException') return new GatewayFailure('INTEGRATION_FAILURE', { status: 500 });
    if (error.code === 'RequestTooLargeException' || error.code === 'RequestEntityTooLargeException') {
      return new GatewayFailure('REQUEST_TOO_LARGE');
    }
  }
  grid.log(`API ${api.name}: ${what} could not be handed on: ${String(error)}`);
  return new GatewayFailure('API_CONFIGURATION_ERROR');
}
