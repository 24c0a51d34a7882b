import { randomUUID } from 'node:crypto';
import { attempt, byRole, failureOf, receiverOf, serviceOf } from '../../delivery/attempt.ts';
import { attribute, bury } from '../../delivery/deadLetter.ts';
import type { Sender } from '../../delivery/retries.ts';
import { ACCOUNT, type Delivery, type GridContext, REGION, type Source } from '../../service.ts';
import { eventOf } from '../events/bus/event.ts';
import type { Target } from './model.ts';
import { groupArn, PRINCIPAL, scheduleArn } from './names.ts';

/** A schedule that came due, on its way to its target. */
export interface Invocation {
  readonly group: string;
  readonly name: string;
  readonly target: Target;
  /** When it was due by its expression. */
  readonly scheduledAt: number;
  /** The same for all attempts. */
  readonly executionId: string;
  readonly since: number;
  readonly attempts: number;
}

/** An invocation of a schedule that nobody has tried yet. */
export function invocationOf(
  { group, name, target }: Pick<Invocation, 'group' | 'name' | 'target'>,
  { scheduledAt, now }: { readonly scheduledAt: number; readonly now: number },
): Invocation {
  const executionId = randomUUID().replaceAll('-', '').slice(0, 16);
  return { group, name, target, scheduledAt, executionId, since: now, attempts: 0 };
}

/**
 * Sends invocations to the targets of schedules, always by the right of the execution role, which speaks for the dead
 * letters too (EventBridge Scheduler user guide, "Setting up the execution role" and "Configuring a dead-letter queue").
 */
export function senderOf(grid: GridContext): Sender<Invocation> {
  return {
    service: 'scheduler',
    send(invocation) {
      const { Arn } = invocation.target;
      const refusal = attempt(grid, () => {
        const delivery = deliveryOf(invocation, grid.clock.now());
        receiverOf(grid, Arn).accept(Arn, delivery, sourceOf(grid, invocation, Arn));
      });
      return refusal && { ...failureOf(refusal), code: refusal.code };
    },
    bury(invocation, failure) {
      const { group, name, target, attempts, executionId, scheduledAt } = invocation;
      const arn = scheduleArn(group, name);
      const queue = target.DeadLetterConfig?.Arn;
      bury(grid, {
        story: `scheduler: ${arn} could not reach ${target.Arn}: ${failure.code} ${failure.message}`,
        queue,
        body: inputOf({ ...invocation, attempts: attempts - 1 }),
        attributes: {
          ERROR_CODE: attribute(failure.code),
          ERROR_MESSAGE: attribute(failure.message),
          EXECUTION_ID: attribute(executionId),
          IS_PAYLOAD_TRUNCATED: attribute('false'),
          RETRY_ATTEMPTS: attribute(String(attempts - 1)),
          SCHEDULED_TIME: attribute(written(scheduledAt)),
          SCHEDULE_ARN: attribute(arn),
          TARGET_ARN: attribute(target.Arn),
          ...(failure.exhausted && { EXHAUSTED_RETRY_CONDITION: attribute(failure.exhausted) }),
        },
        source: () => sourceOf(grid, invocation, queue ?? ''),
      });
    },
  };
}

function sourceOf(
  grid: GridContext,
  { group, target: { RoleArn, EventBridgeParameters } }: Invocation,
  resource: string,
): Source {
  const { Source = '', DetailType = '' } = EventBridgeParameters ?? {};
  const context = { 'events:source': Source, 'events:detail-type': DetailType, 'events:eventBusInvocation': 'false' };
  // A role may be bound to the group of the schedules, not to one of them (user guide, confused deputy prevention).
  const source = { service: PRINCIPAL, arn: groupArn(group) };
  return byRole(grid, source, { roleArn: RoleArn, resource, ...(serviceOf(resource) === 'events' && { context }) });
}

function deliveryOf(invocation: Invocation, now: number): Delivery {
  const { group, name, target } = invocation;
  const input = inputOf(invocation);
  const { EventBridgeParameters: event, SqsParameters: queue } = target;
  if (event) {
    const { Source: source, DetailType: detailType } = event;
    const draft = { source, detailType, detail: input, resources: [scheduleArn(group, name)] };
    return { body: eventOf(draft, now).text };
  }
  return { body: input, ...(queue?.MessageGroupId !== undefined && { messageGroupId: queue.MessageGroupId }) };
}

/** What the target gets: what the schedule says, with its keywords, or a notification (API_Target, Input). */
function inputOf({ group, name, target, scheduledAt, executionId, attempts }: Invocation): string {
  const arn = scheduleArn(group, name);
  if (target.Input === undefined) return notification(arn, { scheduledAt, executionId });
  return target.Input.replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', written(scheduledAt))
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempts + 1));
}

function notification(
  arn: string,
  { scheduledAt, executionId }: Pick<Invocation, 'scheduledAt' | 'executionId'>,
): string {
  return JSON.stringify({
    version: '0',
    id: executionId,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: ACCOUNT,
    time: written(scheduledAt),
    region: REGION,
    resources: [arn],
    detail: '{}',
  });
}

function written(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
