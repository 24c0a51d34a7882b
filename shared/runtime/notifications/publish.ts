import { PublishBatchCommand } from '@aws-sdk/client-sns';
import type { LinkSpec, Notification } from '#shared/model/notification.ts';
import { sns } from '../clients/sns.ts';
import { variable } from '../environment.ts';
import { signLink } from '../links.ts';
import { type Draft, type Failed, mark } from './draft.ts';

/** PublishBatch takes no more. */
const MOST_ENTRIES = 10;

/** How messages are sent. */
export type Sending = Pick<Notification, 'link'>;

/** Publishes messages that are this sender's, and marks those that were taken; `failed` is told of the streams of the others. */
export async function publishAll(drafts: readonly Draft[], sending: Sending, failed: Failed): Promise<void> {
  for (let from = 0; from < drafts.length; from += MOST_ENTRIES)
    await publishApart(drafts.slice(from, from + MOST_ENTRIES), sending, failed);
}

/** Publishes some messages together; when that fails, one by one, so that only the culprit's stream fails. */
async function publishApart(drafts: readonly Draft[], sending: Sending, failed: Failed): Promise<void> {
  try {
    await publish(drafts, sending, failed);
  } catch (error) {
    if (drafts.length > 1) for (const draft of drafts) await publishApart([draft], sending, failed);
    else failed((drafts[0] as Draft).record.clave, error);
  }
}

async function publish(drafts: readonly Draft[], { link }: Sending, failed: Failed): Promise<void> {
  const texts = await Promise.all(drafts.map((draft) => textOf(draft, link)));
  const { Failed = [] } = await sns().send(
    new PublishBatchCommand({
      TopicArn: variable('NOTIFICATIONS_TOPIC'),
      PublishBatchRequestEntries: drafts.map(({ message }, at) => ({
        Id: String(at),
        Subject: message.asunto.slice(0, 99),
        Message: texts[at] as string,
        MessageAttributes: {
          canal: { DataType: 'String', StringValue: message.canal },
          destino: { DataType: 'String', StringValue: message.destino },
          hito: { DataType: 'String', StringValue: message.hito },
        },
      })),
    }),
  );
  const refused = new Map(Failed.map(({ Id, Code, Message }) => [Number(Id), `${Code} ${Message}`]));
  await mark(
    drafts.filter((_, at) => !refused.has(at)),
    'enviada',
  );
  for (const [at, why] of refused) {
    const draft = drafts[at] as Draft;
    // Marked apart, and told whatever comes of the mark: its events come again.
    await mark([draft], 'fallida').catch((error) => failed(draft.record.clave, error));
    failed(draft.record.clave, new Error(`A message was not taken: ${why}`));
  }
}

/** What goes out: the words, and the link, which nothing keeps. */
async function textOf({ message, memory }: Draft, link: LinkSpec | undefined): Promise<string> {
  if (!link || message.enlace === undefined) return message.texto;
  const until = link.until(new Date().toISOString());
  const token = await signLink(link.kind, { ...link.of(memory), until });
  return `${message.texto} ${message.enlace} ${variable('PAGE_URL').replace(/\/+$/, '')}${link.path}${token}`;
}
