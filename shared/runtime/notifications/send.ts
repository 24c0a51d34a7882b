import type { Notification, Rates } from '#shared/model/notification.ts';
import { count } from '../telemetry.ts';
import { senderOf } from './claim.ts';
import { type Draft, draftOf, type Failed, mark, type Outgoing, type SentState, settled } from './draft.ts';
import { publishAll } from './publish.ts';
import { countWithin } from './rate.ts';
import { wishedFor } from './wishes.ts';

/** By what messages are sent, left out or put off. */
export type Terms = Pick<Notification, 'perHour' | 'link' | 'wishes'>;

/**
 * Sends the composed messages of some streams, each once. Who wrote the row that a message was composed in sends it: that
 * write was conditional, so there is one. Whoever has the message later, since its event came again, sees that it was
 * sent; or that its sender still may, for a minute; or else claims it by a conditional write of its own. Publishing and
 * marking are done together for all streams, since most of the cost is the number of calls.
 * @param failed is told of a stream when another sender has a message of it, or one was not taken: its events must come
 * again when that is settled.
 */
export async function send(outgoing: readonly Outgoing[], terms: Terms, failed: Failed): Promise<void> {
  const drafts = outgoing
    .flatMap((one) => one.messages.map((message) => draftOf(one, message)))
    .filter(({ key }) => !settled.get(key));
  const claims = await Promise.all(drafts.map((draft) => senderOf(draft, failed)));
  const claimed = drafts.filter((_, at) => claims[at] === 'mine');
  const mine = await wanted(claimed, terms, failed);
  const over = new Set(mine.filter((draft) => !withinRates(draft, terms.perHour)));
  await leaveOut([...over], failed);
  await publishAll(
    mine.filter((draft) => !over.has(draft)),
    terms,
    failed,
  );
}

/** The messages that are wanted now: the others are left out, or wait until they are. */
async function wanted(drafts: readonly Draft[], { wishes }: Terms, failed: Failed): Promise<readonly Draft[]> {
  const whens = await wishedFor(drafts, wishes, failed);
  const at = (when: string) => drafts.filter((_, n) => whens[n] === when);
  await settle(at('never'), 'omitida', failed);
  for (const when of new Set(whens))
    if (when !== undefined && when !== 'now' && when !== 'never') await settle(at(when), 'aplazada', failed, when);
  return at('now');
}

function withinRates({ message: { destino }, record: { clienteId } }: Draft, { address, subject }: Rates): boolean {
  return countWithin([
    [`address|${destino}`, address],
    [`subject|${clienteId}`, subject],
  ]);
}

async function leaveOut(drafts: readonly Draft[], failed: Failed): Promise<void> {
  if (drafts.length > 0) count('AvisosOmitidos', drafts.length);
  await settle(drafts, 'omitida', failed);
}

async function settle(drafts: readonly Draft[], estado: SentState, failed: Failed, en?: string): Promise<void> {
  if (drafts.length === 0) return;
  await mark(drafts, estado, en).catch((error) => {
    for (const { record } of drafts) failed(record.clave, error);
  });
}
