import type { GridContext, Invocation } from '../../../service.ts';
import { headerBehind, type Trace } from './trace.ts';

/** As whom the gateway invokes: the ARN of the method or authorizer, or a role when there are credentials. */
export interface Caller {
  readonly arn: string;
  readonly credentials: string | undefined;
  readonly trace: Trace | undefined;
}

/** Invokes a function for `caller`. Throws `AwsError` when the function or its role does not allow it. */
export async function invokeFunction(
  grid: GridContext,
  caller: Caller,
  functionArn: string,
  payload: string,
): Promise<Invocation> {
  const permission = { action: 'lambda:InvokeFunction', resource: functionArn };
  if (caller.credentials) grid.access.check({ arn: caller.credentials, roleArn: caller.credentials }, permission);
  else grid.access.checkService({ service: 'apigateway.amazonaws.com', arn: caller.arn }, permission);
  return grid.functions.invoke(functionArn, payload, caller.trace && headerBehind(caller.trace));
}
