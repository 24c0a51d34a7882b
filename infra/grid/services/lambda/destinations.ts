import { AwsError, type Delivery, type GridContext, type Permission } from '../../service.ts';
import type { LambdaFunction } from './function.ts';
import { refusal } from './properties.ts';

const ACTIONS: Record<string, string> = { sqs: 'sqs:SendMessage', sns: 'sns:Publish', lambda: 'lambda:InvokeFunction' };

/** Refuses, when the template is deployed, a destination that this Lambda does not send to. */
export function checkDestination(where: string, arn: unknown): string {
  if (typeof arn === 'string' && serviceOf(arn) in ACTIONS) return arn;
  throw refusal(`${where} ${String(arn)} (only queues, topics and functions)`);
}

/**
 * Sends to a queue, a topic or a function, by the right of the function's role, as AWS does. Runs inside `store.write`.
 */
export function sendTo(
  grid: GridContext,
  fn: LambdaFunction,
  to: { readonly arn: string; readonly delivery: Delivery },
): void {
  const service = serviceOf(to.arn);
  const receiver = grid.receivers[service];
  const action = ACTIONS[service];
  if (!receiver || !action) throw new AwsError('InvalidParameterValueException', `Nothing receives for ${to.arn}.`);
  const permission: Permission = { action, resource: to.arn };
  grid.access.check({ roleArn: fn.role, arn: fn.role }, permission);
  receiver.accept(to.arn, to.delivery, { service: 'lambda.amazonaws.com', arn: fn.arn, roleArn: fn.role });
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}
