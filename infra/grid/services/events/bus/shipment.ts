import { attempt, byRole, type Failure, failureOf, receiverOf, serviceOf } from '../../../delivery/attempt.ts';
import { attribute, bury } from '../../../delivery/deadLetter.ts';
import type { Exhausted, Sender } from '../../../delivery/retries.ts';
import type { GridContext, Source } from '../../../service.ts';
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

/** Sends the events of rules to their targets. */
export function senderOf(grid: GridContext): Sender<Shipment> {
  return {
    service: 'events',
    send: (shipment) => send(grid, shipment),
    bury: (shipment, failure) => buryShipment(grid, shipment, failure),
  };
}

function send(grid: GridContext, shipment: Shipment): Failure | undefined {
  const { target, body, trace } = shipment;
  const refusal = attempt(grid, () => {
    if (serviceOf(target.Arn) === 'logs') return grid.log(`${target.Arn.split(':')[6]} ${body}`);
    const messageGroupId = target.SqsParameters?.MessageGroupId;
    const delivery = {
      body,
      ...(messageGroupId !== undefined && { messageGroupId }),
      ...(trace !== undefined && { trace }),
    };
    receiverOf(grid, target.Arn).accept(target.Arn, delivery, sourceOf(grid, shipment));
  });
  return refusal && failureOf(refusal);
}

/**
 * With a role, EventBridge sends by what that may; without one, by the policy of the target. Both suffice alone
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html).
 */
function sourceOf(grid: GridContext, { target: { Arn: resource, RoleArn: roleArn }, ruleArn }: Shipment): Source {
  const source = ownSource(ruleArn);
  if (roleArn === undefined) return source;
  const toBus = serviceOf(resource) === 'events';
  return byRole(grid, source, {
    roleArn,
    resource,
    ...(toBus && { context: { 'events:eventBusInvocation': 'true' } }),
  });
}

function ownSource(arn: string): Source {
  return { service: 'events.amazonaws.com', arn };
}

/** Sends what a target did not take to its dead-letter queue, with the attributes that AWS gives it. */
export function buryShipment(
  grid: GridContext,
  { target, ruleArn, event, attempts }: Shipment,
  failure: Failure & { exhausted?: Exhausted },
): void {
  bury(grid, {
    story: `events: ${ruleArn} could not deliver to ${target.Arn}: ${failure.code} ${failure.message}`,
    queue: target.DeadLetterConfig?.Arn,
    body: event,
    attributes: {
      RULE_ARN: attribute(ruleArn),
      TARGET_ARN: attribute(target.Arn),
      ERROR_CODE: attribute(failure.code),
      ERROR_MESSAGE: attribute(failure.message),
      RETRY_ATTEMPTS: attribute(String(attempts - 1), 'Number'),
      ...(failure.exhausted && { EXHAUSTED_RETRY_CONDITION: attribute(failure.exhausted) }),
    },
    source: () => ownSource(ruleArn),
  });
}
