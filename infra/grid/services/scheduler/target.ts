import { serviceOf } from '../../delivery/attempt.ts';
import { DEFAULT_RETRIES } from '../../delivery/retries.ts';
import type { JsonObject } from '../../service.ts';
import type { Target } from './model.ts';
import { validation } from './names.ts';

/** The members of a target that the grid acts on; any other is refused by name. */
const MEMBERS = new Set([
  ...['Arn', 'RoleArn', 'Input', 'RetryPolicy', 'DeadLetterConfig', 'SqsParameters', 'EventBridgeParameters'],
]);

/** Services that the grid delivers to. */
const SERVICES = new Set(['sqs', 'sns', 'lambda', 'events']);

/** Those whose input must be JSON (API_Target). */
const JSON_ONLY = new Set(['lambda', 'events']);

/** Gives back `input` as a target. @throws ValidationException for what AWS refuses, and for what the grid does not do. */
export function targetOf(input: unknown): Target {
  if (typeof input !== 'object' || input === null) throw validation('Target must be specified.');
  const { Arn, RoleArn, ...more } = input as JsonObject;
  if (typeof Arn !== 'string' || !/^arn:aws[^:]*:[^:]+:[^:]*:\d*:.+/.test(Arn)) {
    throw validation(`Provided Arn is not in correct format: ${Arn}.`);
  }
  if (typeof RoleArn !== 'string' || !/^arn:aws[^:]*:iam::\d{12}:role\/.+/.test(RoleArn)) {
    throw validation(`RoleArn is not the ARN of a role: ${RoleArn}.`);
  }
  const unknown = Object.keys(more).find((member) => more[member] !== undefined && !MEMBERS.has(member));
  if (unknown !== undefined) throw validation(`The grid does not act on ${unknown} of a schedule's target.`);
  const target = { ...more, Arn, RoleArn, RetryPolicy: { ...DEFAULT_RETRIES, ...more.RetryPolicy } } as Target;
  checkService(target);
  checkInput(target);
  checkRetries(target);
  return target;
}

function checkService({ Arn, SqsParameters, EventBridgeParameters, DeadLetterConfig }: Target): void {
  const service = serviceOf(Arn);
  if (Arn.includes(':aws-sdk:')) throw validation(`The grid has no universal targets: ${Arn}.`);
  if (!SERVICES.has(service)) throw validation(`The grid cannot deliver to ${service}: ${Arn}.`);
  if (service === 'events' && !Arn.includes(':event-bus/')) throw validation(`The target is not an event bus: ${Arn}.`);
  const { DetailType, Source } = EventBridgeParameters ?? {};
  if (service === 'events' && (!DetailType || !Source)) {
    throw validation('EventBridgeParameters with DetailType and Source must be specified for an event bus.');
  }
  if (Source?.startsWith('aws.')) throw validation(`EventBridgeParameters.Source may not begin with aws.: ${Source}.`);
  if (service !== 'events' && EventBridgeParameters) throw validation(`EventBridgeParameters are not for ${Arn}.`);
  const fifo = service === 'sqs' && Arn.endsWith('.fifo');
  if (fifo && !SqsParameters?.MessageGroupId) {
    throw validation(`SqsParameters with MessageGroupId must be specified for a FIFO queue: ${Arn}.`);
  }
  if (SqsParameters?.MessageGroupId !== undefined && !fifo) throw validation(`SqsParameters are not for ${Arn}.`);
  if (
    DeadLetterConfig?.Arn !== undefined &&
    !/^arn:aws[^:]*:sqs:[^:]+:\d+:[^:]+(?<!\.fifo)$/.test(DeadLetterConfig.Arn)
  ) {
    throw validation(`DeadLetterConfig must be the ARN of a standard queue: ${DeadLetterConfig.Arn}.`);
  }
}

function checkInput({ Arn, Input }: Target): void {
  if (Input === undefined || !JSON_ONLY.has(serviceOf(Arn))) return;
  try {
    JSON.parse(Input);
  } catch {
    throw validation('Invalid Target Input: it must be well-formed JSON.');
  }
}

function checkRetries({
  RetryPolicy: { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age },
}: Target): void {
  if (!(attempts >= 0 && attempts <= 185)) throw validation('MaximumRetryAttempts must be from 0 to 185.');
  if (!(age >= 60 && age <= 86_400)) throw validation('MaximumEventAgeInSeconds must be from 60 to 86400.');
}
