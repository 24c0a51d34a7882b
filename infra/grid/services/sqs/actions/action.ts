import type { Action, Call, JsonObject } from '../../../service.ts';
import type { Broker } from '../broker.ts';
import { nameFrom, type Queue, queueArn } from '../registry.ts';

type Input = JsonObject;

/** An action on the queue that `QueueUrl` names. `right` is its IAM action, when that has another name. */
export function onQueue(
  broker: Broker,
  right: string,
  run: (queue: Queue, input: Input, headers: Call['headers']) => unknown,
): Action {
  return {
    permissions: ({ QueueUrl }) => [{ action: `sqs:${right}`, resource: queueArn(nameFrom(String(QueueUrl ?? ''))) }],
    run: ({ input, headers }) => run(broker.queues.get(input.QueueUrl), input, headers),
  };
}
