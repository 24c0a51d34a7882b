import { AwsError, type GridContext, type Source } from '../../../service.ts';
import type { Target } from '../model.ts';

/** A matched event on its way to one target. */
export interface Shipment {
  readonly ruleArn: string;
  readonly target: Target;
  readonly body: string;
  /** The event as it was before the target's input was made of it: dead letters carry it. */
  readonly event: string;
  readonly since: number;
  readonly attempts: number;
  readonly trace?: string;
}

/** Why a target did not take a shipment, with the code that AWS gives to dead letters. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Missing rights and missing resources go to the dead letters at once (EventBridge user guide, dead-letter queues). */
  readonly retriable: boolean;
}

/** Hands a shipment over, inside a unit of work. What the target wrote before it failed is undone. */
export function send(grid: GridContext, shipment: Shipment): Failure | undefined {
  const { target, body, trace } = shipment;
  const service = target.Arn.split(':')[2] as string;
  grid.store.sql('SAVEPOINT shipment').run();
  try {
    const receiver = grid.receivers[service];
    if (receiver) {
      const messageGroupId = target.SqsParameters?.MessageGroupId;
      const delivery = {
        body,
        ...(messageGroupId !== undefined && { messageGroupId }),
        ...(trace !== undefined && { trace }),
      };
      receiver.accept(target.Arn, delivery, sourceOf(grid, shipment));
    } else if (service === 'logs') {
      grid.log(`${target.Arn.split(':')[6]} ${body}`);
    } else {
      throw new AwsError('ResourceNotFoundException', `There is no service ${service} to deliver to ${target.Arn}.`);
    }
    grid.store.sql('RELEASE shipment').run();
    return undefined;
  } catch (error) {
    grid.store.sql('ROLLBACK TO shipment').run();
    grid.store.sql('RELEASE shipment').run();
    if (error instanceof AwsError) return { ...classified(error), message: error.message };
    throw error;
  }
}

/** What sending to a target is, by service. */
const ACTIONS: Record<string, string> = {
  events: 'events:PutEvents',
  lambda: 'lambda:InvokeFunction',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
};

/**
 * With a role, EventBridge sends by what that may; without one, by the policy of the target. Both suffice alone
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html).
 */
function sourceOf(grid: GridContext, { target: { Arn: resource, RoleArn: roleArn }, ruleArn: arn }: Shipment): Source {
  const source = { service: 'events.amazonaws.com', arn };
  if (roleArn === undefined) return source;
  const service = resource.split(':')[2] as string;
  const context = service === 'events' ? { 'events:eventBusInvocation': 'true' } : {};
  grid.access.checkService(source, { action: 'sts:AssumeRole', resource: roleArn });
  grid.access.check({ arn: roleArn, roleArn }, { action: ACTIONS[service] as string, resource, context });
  return { ...source, roleArn };
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
