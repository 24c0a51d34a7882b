import { AwsError, type GridContext, type Receiver, type Source } from '../service.ts';

/** Why a target did not take what it was sent. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Whether it may take it later: what misses a right or its target is not tried again (EventBridge user guide, dead-letter queues). */
  readonly retriable: boolean;
}

/** Does `work`, which hands something over, inside the caller's unit of work. Of a refusal, which it gives back, nothing stays written. */
export function attempt({ store }: GridContext, work: () => void): AwsError | undefined {
  store.sql('SAVEPOINT attempt').run();
  try {
    work();
    store.sql('RELEASE attempt').run();
    return undefined;
  } catch (error) {
    store.sql('ROLLBACK TO attempt').run();
    store.sql('RELEASE attempt').run();
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** Who takes deliveries for a resource. @throws ResourceNotFoundException where the grid has no such service. */
export function receiverOf({ receivers }: GridContext, arn: string): Receiver {
  const service = serviceOf(arn);
  const receiver = receivers[service];
  if (!receiver) {
    throw new AwsError('ResourceNotFoundException', `There is no service ${service} to deliver to ${arn}.`);
  }
  return receiver;
}

/** What sending to a target is, by service. */
const ACTIONS: Record<string, string> = {
  events: 'events:PutEvents',
  lambda: 'lambda:InvokeFunction',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
};

/** A role by whose right a service sends to a resource, and the condition keys that the sending has. */
export interface Errand {
  readonly roleArn: string;
  readonly resource: string;
  readonly context?: Record<string, string>;
}

/** `source` with the right of a role, once it is known that `source` may take the role and that the role may send. @throws AccessDeniedException */
export function byRole({ access }: GridContext, source: Source, { roleArn, resource, context = {} }: Errand): Source {
  access.checkService(source, { action: 'sts:AssumeRole', resource: roleArn });
  const action = ACTIONS[serviceOf(resource)] ?? serviceOf(resource);
  access.check({ arn: roleArn, roleArn }, { action, resource, context });
  return { ...source, roleArn };
}

/** A refusal with the code that EventBridge gives to dead letters, and whether it tries again after it. */
export function failureOf(refusal: AwsError): Failure {
  return { ...classified(refusal), message: refusal.message };
}

function classified({ code, status }: AwsError): Pick<Failure, 'code' | 'retriable'> {
  if (/AccessDenied|NotAuthorized|Forbidden/.test(code)) return { code: 'NO_PERMISSIONS', retriable: false };
  if (/NotFound|NonExistent|DoesNotExist/.test(code)) return { code: 'NO_RESOURCE', retriable: false };
  if (/HopDetected/.test(code)) return { code: 'THIRD_ACCOUNT_HOP_DETECTED', retriable: false };
  if (/InvalidRequestContent/.test(code)) return { code: 'INVALID_JSON', retriable: false };
  if (/Throttl|TooManyRequests/.test(code)) return { code: 'THROTTLING', retriable: true };
  if (status < 500 && /Invalid|Validation/.test(code)) return { code: 'INVALID_PARAMETER', retriable: false };
  return { code: 'ERROR_FROM_TARGET', retriable: true };
}

/** The service of an ARN: `sqs`. */
export function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}
