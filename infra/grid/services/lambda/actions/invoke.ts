import { type Action, AwsError, type Call, RawAnswer } from '../../../service.ts';
import type { LambdaParts } from '../parts.ts';
import type { Resolved } from '../registry.ts';

/** `Invoke`: synchronous, asynchronous or dry. */
export function invoke(parts: LambdaParts): Action {
  return {
    http: 'POST /2015-03-31/functions/{FunctionName}/invocations',
    permissions: (input) => [
      { action: 'lambda:InvokeFunction', resource: parts.registry.resolve(input.FunctionName, input.Qualifier).arn },
    ],
    run(call) {
      const target = parts.registry.resolve(call.input.FunctionName, call.input.Qualifier);
      const type = call.headers['x-amz-invocation-type'] ?? 'RequestResponse';
      if (type === 'DryRun') return new RawAnswer(204, {}, '');
      if (type === 'Event') return later(parts, target, call);
      if (type === 'RequestResponse') return now(parts, target, call);
      throw new AwsError('InvalidParameterValueException', `Unknown invocation type ${type}.`);
    },
  };
}

async function now({ invoker }: LambdaParts, { fn, arn }: Resolved, call: Call): Promise<RawAnswer> {
  const trace = call.headers['x-amzn-trace-id'];
  const answer = await invoker.invoke({
    fn,
    arn,
    payload: call.body.toString(),
    urgency: 'direct',
    clientContext: clientContextOf(call.headers['x-amz-client-context']),
    ...(trace ? { trace } : {}),
  });
  const headers = {
    'content-type': 'application/json',
    'x-amzn-requestid': answer.requestId,
    'x-amz-executed-version': fn.version,
    ...(answer.functionError ? { 'x-amz-function-error': answer.functionError } : {}),
    ...(call.headers['x-amz-log-type'] === 'Tail'
      ? { 'x-amz-log-result': Buffer.from(answer.logTail).toString('base64') }
      : {}),
  };
  return new RawAnswer(200, headers, answer.payload);
}

async function later({ asynchronous }: LambdaParts, target: Resolved, call: Call): Promise<RawAnswer> {
  const requestId = await asynchronous.submit(target, call.body.toString());
  return new RawAnswer(202, { 'x-amzn-requestid': requestId }, '');
}

function clientContextOf(header: string | undefined): unknown {
  if (header === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(header, 'base64').toString());
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.');
  }
}
