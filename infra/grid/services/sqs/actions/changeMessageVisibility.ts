import type { Action } from '../../../service.ts';
import { eachEntry, entriesOf } from '../batch.ts';
import type { Broker } from '../broker.ts';
import { missing, outOfRange } from '../faults.ts';
import type { Queue } from '../registry.ts';
import { onQueue } from './action.ts';

interface Input {
  readonly ReceiptHandle?: string;
  readonly VisibilityTimeout?: number;
}

/** `ChangeMessageVisibility`. */
export function changeMessageVisibility(broker: Broker): Action {
  return onQueue(broker, 'ChangeMessageVisibility', (queue, input) =>
    broker.grid.store.write(() => hide(broker, queue, input)),
  );
}

/** `ChangeMessageVisibilityBatch`. */
export function changeMessageVisibilityBatch(broker: Broker): Action {
  return onQueue(broker, 'ChangeMessageVisibility', (queue, input) => {
    const entries = entriesOf<Input & { Id: string }>(input);
    return broker.grid.store.write(() => eachEntry(entries, (entry) => hide(broker, queue, entry)));
  });
}

function hide(broker: Broker, queue: Queue, { ReceiptHandle, VisibilityTimeout }: Input): Record<string, never> {
  if (!ReceiptHandle) throw missing('ReceiptHandle');
  if (VisibilityTimeout === undefined) throw missing('VisibilityTimeout');
  if (!(VisibilityTimeout >= 0 && VisibilityTimeout <= 43_200)) {
    throw outOfRange(
      'VisibilityTimeout',
      VisibilityTimeout,
      'VisibilityTimeout must be an integer between 0 and 43200',
    );
  }
  broker.hide(queue, ReceiptHandle, VisibilityTimeout * 1000);
  return {};
}
