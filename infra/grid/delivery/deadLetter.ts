import { AwsError, type GridContext, type JsonObject, type Source } from '../service.ts';
import { receiverOf } from './attempt.ts';

/** What nobody took, on its way to the queue for such. */
export interface DeadLetter {
  /** What happened, for the operator. */
  readonly story: string;
  readonly queue: string | undefined;
  readonly body: string;
  readonly attributes: JsonObject;
  /** Who sends it. @throws AccessDeniedException */
  source(): Source;
}

/**
 * Sends what a target did not take to its dead-letter queue, inside a unit of work. Without a queue, or when the queue does
 * not take it either, it is dropped and the operator told.
 */
export function bury(grid: GridContext, { story, queue, body, attributes, source }: DeadLetter): void {
  if (queue === undefined) {
    grid.log(`${story} The event is dropped: the target has no dead-letter queue.`);
    return;
  }
  try {
    receiverOf(grid, queue).accept(queue, { body, attributes }, source());
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    grid.log(`${story} The event is dropped: ${queue} did not take it either: ${error.message}`);
  }
}

/** An attribute of a message. */
export function attribute(value: string, DataType = 'String'): JsonObject {
  return { DataType, StringValue: value };
}
