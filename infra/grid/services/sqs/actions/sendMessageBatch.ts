import { type Action, AwsError } from '../../../service.ts';
import { traceIn } from '../../../traceHeader.ts';
import { eachEntry, entriesOf } from '../batch.ts';
import type { Broker } from '../broker.ts';
import { sizeOf } from '../digest.ts';
import { checkIdsOfBatch, enqueueInput, type SendInput } from '../sending.ts';
import { onQueue } from './action.ts';

/** All messages of a batch together. */
const MAX_BYTES = 1_048_576;

/** `SendMessageBatch`. */
export function sendMessageBatch(broker: Broker): Action {
  return onQueue(broker, 'SendMessage', (queue, input, headers) => {
    const entries = entriesOf<SendInput & { Id: string }>(input);
    const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry.MessageBody ?? '', entry.MessageAttributes), 0);
    if (bytes > MAX_BYTES) {
      throw new AwsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${MAX_BYTES} bytes. You have sent ${bytes} bytes.`,
      );
    }
    checkIdsOfBatch(queue, entries);
    const trace = traceIn(headers);
    return broker.grid.store.write(() =>
      eachEntry(entries, (entry) => enqueueInput(broker, queue, { input: entry, trace })),
    );
  });
}
