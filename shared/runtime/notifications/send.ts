import { senderOf } from './claim.ts';
import { type Claimed, claimedOf, type Failed, type Outgoing, settled } from './draft.ts';
import { orderAll } from './publish.ts';

/**
 * Orders the composed messages of some streams from their channels. Who wrote the row that a message was composed in orders
 * it: that write was conditional, so there is one. Whoever has the message later, since its event came again, sees that its
 * channel has it; or that its sender still may order it, for a minute; or else claims it by a conditional write of its own.
 * What is ordered twice all the same goes out once: its channel looks (`deliver.ts`). All streams' are ordered together, since
 * most of the cost is the number of calls.
 * @param failed is told of a stream when another sender has a message of it, or one was not taken: its events must come
 * again when that is settled.
 */
export async function send(outgoing: readonly Outgoing[], failed: Failed): Promise<void> {
  const drafts = outgoing
    .flatMap((one) => one.messages.map((message) => claimedOf(one, message)))
    .filter(({ key }) => !settled.get(key));
  const senders = await Promise.all(drafts.map((draft) => senderOf(draft, failed)));
  const orders = drafts.filter((_, at) => senders[at] === 'mine').map(orderOf);
  const failures = await orderAll(orders);
  for (const order of orders) {
    if (failures.has(order)) failed(order.clave, failures.get(order));
    else settled.set(order.key, true);
  }
}

function orderOf({ key, record, traceparent }: Claimed) {
  const { clave, version, canal, en: desde } = record;
  return { key, clave, version, canal, desde, traceparent };
}
