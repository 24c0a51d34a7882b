import type { Action } from '../../../service.ts';
import type { Broker } from '../broker.ts';
import { onQueue } from './action.ts';

/** `TagQueue`. */
export function tagQueue(broker: Broker): Action {
  return onQueue(broker, 'TagQueue', async (queue, { Tags = {} }) => {
    await broker.queues.change(queue, { tags: { ...queue.tags, ...Tags } });
    return {};
  });
}

/** `UntagQueue`. */
export function untagQueue(broker: Broker): Action {
  return onQueue(broker, 'UntagQueue', async (queue, { TagKeys = [] }) => {
    const kept = Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key));
    await broker.queues.change(queue, { tags: Object.fromEntries(kept) });
    return {};
  });
}

/** `ListQueueTags`. */
export function listQueueTags(broker: Broker): Action {
  return onQueue(broker, 'ListQueueTags', ({ tags }) => ({ Tags: tags }));
}
