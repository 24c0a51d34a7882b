import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { LinkSpec, Notification, Rates } from '#shared/model/notification.ts';
import { batchGet } from '../batchGet.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { fedByQueue } from '../lambda/middleware.ts';
import { signLink } from '../links.ts';
import { Lru } from '../lru.ts';
import { count, logger } from '../telemetry.ts';
import { traced } from '../tracing/traced.ts';
import { itemToRow } from '../views/row.ts';
import type { Outbox } from './compose.ts';
import { type Draft, draftOf, itemOf, mark, type SentMessage } from './draft.ts';
import { keyOf, type Order, orderIn } from './order.ts';
import type { Answer, Provider } from './provider.ts';
import { countWithin } from './rate.ts';
import { wishedFor } from './wishes.ts';

/** After so long, what a message tells is no news: it is left out. */
const STALE_MS = 24 * 3_600_000;

/** A message that is to go out, with what its words rest on. */
interface Ready extends Draft {
  readonly desde: string;
  readonly memory: unknown;
}

/** How a message is to stand, other than it did. */
type Change = Pick<SentMessage, 'estado'> & Partial<Pick<SentMessage, 'en' | 'recibo' | 'motivo'>>;

/** By what a channel's messages go out. */
type Terms = Pick<Notification, 'perHour' | 'link'> & { readonly provider: Provider | undefined };

/** What providers have answered this instance: a message that could not be marked is not sent again. */
const answers = new Lru<Answer>(10_000);

/**
 * The delivery of a channel as a Lambda: sends the messages that its queue says, each once, if it still is to be sent at
 * that moment: the message is there (its customer was not forgotten), the customer wants it and wants it now, and there have
 * not been too many. One strongly consistent read for the whole batch tells; each message is written once, with what the
 * provider said. Who dies between the two sends it again.
 * @param provider gives who brings them to people; `undefined` where the installation has nobody.
 */
export function delivery(notification: Notification, provider: () => Provider | undefined) {
  return fedByQueue<Order>(
    {
      by: keyOf,
      work: async (groups, failed) => {
        const orders = [...groups.values()].flatMap(([one]) => one?.event ?? []);
        const causes = orders.map((order) => ({ id: keyOf(order), traceparent: order.traceparent }));
        const { wishes, ...terms } = notification;
        await traced(causes, async () => {
          const ready = await readyOf(orders);
          const whens = await wishedFor(ready, wishes, failed);
          const wanted = ready.flatMap((draft, at) => (whens[at] === undefined ? [] : { ...draft, when: whens[at] }));
          await deliver(wanted, { ...terms, provider: provider() }, failed);
        });
      },
    },
    orderIn,
  );
}

/** Sends messages, and writes down how they stand then. @param failed is told of those that nobody took or refused. */
async function deliver(
  ready: readonly (Ready & { readonly when: string })[],
  terms: Terms,
  failed: (key: string, error: unknown) => void,
): Promise<void> {
  const changed = await Promise.all(
    ready.map(async (draft): Promise<SentMessage[]> => {
      try {
        return [{ ...draft.record, ...(await settle(draft, terms)) }];
      } catch (error) {
        failed(draft.key, error);
        await waits(draft);
        return [];
      }
    }),
  );
  const records = changed.flat();
  const leftOut = records.filter(({ estado }) => estado === 'omitida').length;
  if (leftOut > 0) count('AvisosOmitidos', leftOut);
  await mark(records);
}

/** Sends a message, unless it is not to go out any more, or not yet. */
async function settle(draft: Ready & { readonly when: string }, { provider, perHour, link }: Terms): Promise<Change> {
  const { key, when, desde, message } = draft;
  const known = answers.get(key);
  if (known) return known;
  if (when === 'never' || Date.now() - Date.parse(desde) > STALE_MS) return { estado: 'omitida' };
  if (when !== 'now') return { estado: 'aplazada', en: when };
  if (!provider) return { estado: 'sinProveedor' };
  if (!withinRates(draft, perHour)) return { estado: 'omitida' };
  const { clave, version } = draft.record;
  const { destino, asunto } = message;
  const answer = await provider({ clave, version, destino, asunto, texto: await textOf(draft, link) });
  answers.set(key, answer);
  if (answer.estado === 'rechazada') logger.warn(`The message ${key} was refused`, { motivo: answer.motivo });
  return answer;
}

function withinRates({ message: { destino }, record: { clienteId } }: Draft, { address, subject }: Rates): boolean {
  return countWithin([
    [`address|${destino}`, address],
    [`subject|${clienteId}`, subject],
  ]);
}

/** What goes out: the words, and the link, which nothing keeps. */
async function textOf({ message: { texto, enlace }, memory }: Ready, link: LinkSpec | undefined): Promise<string> {
  if (!link || enlace === undefined) return texto;
  const until = link.until(new Date().toISOString());
  const token = await signLink(link.kind, { ...link.of(memory), until });
  return `${texto} ${enlace} ${variable('PAGE_URL').replace(/\/+$/, '')}${link.path}${token}`;
}

/** The messages that are still to go out, as they were composed. One whose customer was forgotten is left out, where anything is kept of it. */
async function readyOf(orders: readonly Order[]): Promise<Ready[]> {
  const table = variable('VIEW_TABLE');
  const keys = new Set(orders.flatMap((order) => [keyOf(order), order.clave]));
  const found = await batchGet([...keys].map((key) => ({ table, key: { key: { S: key } } })));
  const items = new Map(found.map(({ item }) => [item.key?.S, item]));
  const ready: Ready[] = [];
  const gone: SentMessage[] = [];
  for (const order of orders) {
    const kept: SentMessage | undefined = itemToRow((items.get(keyOf(order)) ?? {}) as never, '').state;
    if (kept && !isOpen(kept)) continue;
    const outbox: Outbox | undefined = itemToRow((items.get(order.clave) ?? {}) as never, '').state;
    const message = outbox?.mensajes.find(({ version, canal }) => version === order.version && canal === order.canal);
    if (outbox && message) {
      ready.push({ ...draftOf(outbox, message, 'porEnviar'), desde: order.desde, memory: outbox.memoria });
    } else if (kept) {
      gone.push({ ...kept, estado: 'omitida', en: new Date().toISOString(), asunto: null, texto: null });
    }
  }
  await mark(gone);
  return ready;
}

/** Whether a message that stands so is still to be sent: what waits for an hour that has not come is ordered anew then. */
function isOpen({ estado, en }: SentMessage): boolean {
  return estado === 'enviando' || estado === 'porEnviar' || (estado === 'aplazada' && Date.parse(en) <= Date.now());
}

/** Writes down that a message waits for its provider, unless that is known, or another instance has sent it. */
async function waits({ record }: Draft): Promise<void> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: variable('VIEW_TABLE'),
        Item: itemOf(record),
        ConditionExpression: 'attribute_not_exists(#k) OR #e IN (:claimed, :deferred)',
        ExpressionAttributeNames: { '#k': 'key', '#e': 'estado' },
        ExpressionAttributeValues: { ':claimed': { S: 'enviando' }, ':deferred': { S: 'aplazada' } },
      }),
    );
  } catch (error) {
    // That it waits is only told: it is sent again, whether it is known or not.
    if (!(error instanceof ConditionalCheckFailedException))
      logger.warn('A message waits, and that was not written down', error as Error);
  }
}
