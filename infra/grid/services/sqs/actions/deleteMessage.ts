import type { Action } from '../../../service.ts';
import { eachEntry, entriesOf } from '../batch.ts';
import type { Broker } from '../broker.ts';
import { missing } from '../faults.ts';
import type { Queue } from '../registry.ts';
import { onQueue } from './action.ts';

interface Input {
  readonly ReceiptHandle?: string;
}

/** `DeleteMessage`. */
export function deleteMessage(broker: Broker): Action {
  return onQueue(broker, 'DeleteMessage', (queue, input) =>
    broker.grid.store.write(() => remove(broker, queue, input)),
  );
}

/** `DeleteMessageBatch`. */
export function deleteMessageBatch(broker: Broker): Action {
  return onQueue(broker, 'DeleteMessage', (queue, input) => {
    const entries = entriesOf<Input & { Id: string }>(input);
    return broker.grid.store.write(() => eachEntry(entries, (entry) => remove(broker, queue, entry)));
  });
}

function remove(broker: Broker, queue: Queue, { ReceiptHandle }: Input): Record<string, never> {
  if (!ReceiptHandle) throw missing('ReceiptHandle');
  broker.remove(queue, ReceiptHandle);
  return {};
}
