import { AwsError, type GridContext } from '../../../service.ts';
import type { Failure, Shipment } from './shipment.ts';

/** What ended the retries of a shipment. */
export type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/**
 * Sends what a target did not take to its dead-letter queue, with the attributes that AWS gives it. Without a queue, or
 * when the queue does not take it either, the event is dropped and the operator told.
 */
export function bury(grid: GridContext, shipment: Shipment, failure: Failure & { exhausted?: Exhausted }): void {
  const { target, ruleArn } = shipment;
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  const attributes = {
    RULE_ARN: text(ruleArn),
    TARGET_ARN: text(target.Arn),
    ERROR_CODE: text(failure.code),
    ERROR_MESSAGE: text(failure.message),
    RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(shipment.attempts - 1) },
    ...(failure.exhausted && { EXHAUSTED_RETRY_CONDITION: text(failure.exhausted) }),
  };
  const story = `events: ${ruleArn} could not deliver to ${target.Arn}: ${failure.code} ${failure.message}`;
  const queue = target.DeadLetterConfig?.Arn;
  if (queue === undefined) {
    grid.log(`${story} The event is dropped: the target has no dead-letter queue.`);
    return;
  }
  try {
    const receiver = grid.receivers.sqs;
    if (!receiver) throw new AwsError('ResourceNotFoundException', 'There is no service sqs.');
    receiver.accept(queue, { body: shipment.event, attributes }, { service: 'events.amazonaws.com', arn: ruleArn });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    grid.log(`${story} The event is dropped: ${queue} did not take it either: ${error.message}`);
  }
}
