import type { Action } from '../../../service.ts';
import { traceIn } from '../../../traceHeader.ts';
import type { Broker } from '../broker.ts';
import { enqueueInput } from '../sending.ts';
import { onQueue } from './action.ts';

/** `SendMessage`. */
export function sendMessage(broker: Broker): Action {
  return onQueue(broker, 'SendMessage', (queue, input, headers) =>
    broker.grid.store.write(() => enqueueInput(broker, queue, { input, trace: traceIn(headers) })),
  );
}
