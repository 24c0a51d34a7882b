import { ofKind } from '#infra/cdk/derive/functions.ts';
import { generationsOf } from '#infra/cdk/derive/generations.ts';
import type { Names } from '#infra/cdk/names.ts';
import { aggregateOf, type Recorded, streamOf } from '#shared/model/envelope.ts';
import { batchWrite } from '#shared/runtime/batchWrite.ts';
import { follow } from '#shared/runtime/follow/follow.ts';
import { eventsAfter } from '#shared/runtime/follow/history.ts';
import type { Outbox } from '#shared/runtime/notifications/compose.ts';
import { draftOf, isSettled, itemOf } from '#shared/runtime/notifications/draft.ts';
import { followingMessages } from '#shared/runtime/notifications/follower.ts';
import { functions } from '../catalogue.ts';
import { Failure } from '../failures.ts';
import { openBar } from '../progress.ts';
import { counted } from '../words.ts';
import type { Item, Source } from './item.ts';
import type { Ledger } from './ledger.ts';

/** Streams that are read and written at once. */
const AT_ONCE = 16;

/** The notifications of the system: there is one kind of them, with one table. */
const [AVISOS] = ofKind(functions, 'notification');

interface Told {
  readonly names: Names;
  /** The log as it was restored. */
  readonly ledger: Ledger;
  /** A copy of the table of before, as new as there is one. */
  readonly before: Source | undefined;
}

/**
 * Composes the messages of all that the log tells, and writes down that each was sent, without sending any. What `before` says
 * of one counts: that it was put off, and still has to go out. Gives how many messages that are.
 */
export async function rememberMessages({ names, ledger, before }: Told): Promise<number> {
  if (!AVISOS) return 0;
  const { name, declaration } = AVISOS;
  Object.assign(process.env, {
    VIEW_TABLE: names.view(name),
    VIEW_GENERATION: (await generationsOf(functions))[name],
    EVENT_LOG_TABLE: names.eventLog,
    KEYS_TABLE: names.keys,
  });
  const streams = ledger.streams().filter((stream) => aggregateOf(stream) === declaration.of);
  const { follower } = followingMessages(declaration);
  const failed = new Map<string, unknown>();
  const bar = openBar('Avisos', streams.length);
  let messages = 0;
  try {
    for (let from = 0; from < streams.length; from += AT_ONCE) {
      const some = streams.slice(from, from + AT_ONCE);
      const histories = new Map(await Promise.all(some.map(async (one) => [one, await eventsAfter(one, 0)] as const)));
      const followed = await follow(follower, histories, (stream, error) => failed.set(stream, error));
      const sent = followed.flatMap(({ stream, after }) => sentOf(after.state, histories.get(stream) ?? []));
      await putAll(names.view(name), sent);
      messages += sent.length;
      bar.at(from + some.length, `${from + some.length} de ${streams.length}`);
    }
  } finally {
    bar.end();
  }
  for (const [stream, error] of failed)
    throw new Failure(
      `los avisos de ${counted(failed.size, 'flujo', 'flujos')} no se pudieron anotar; de ${stream}: ${(error as Error).message}`,
    );
  if (before) await recall(names.view(name), before, (clave) => ledger.lastOf(streamOf(declaration.of, clave)));
  return messages;
}

/** That all messages of a stream were sent when their facts happened: most were, and none is to go out twice. */
function sentOf(outbox: Outbox | undefined, history: readonly Recorded[]): Item[] {
  if (!outbox) return [];
  const times = new Map(history.map(({ metadata }) => [metadata.version, metadata.occurredAt]));
  return outbox.mensajes.map((message) => {
    const { record } = draftOf(outbox, message, 'aceptada');
    return itemOf({ ...record, en: times.get(message.version) ?? record.en });
  });
}

/**
 * Takes over what a copy of the table says of messages that the log tells of: the others belong to facts that are lost. What no
 * provider had taken was in a queue that is lost too: it is left out.
 */
async function recall(table: string, before: Source, lastOf: (clave: string) => number): Promise<void> {
  for await (const page of before.pages()) {
    const told = page.filter(({ key, estado }) => {
      const [clave = '', version, canal] = (key?.S ?? '').split('|');
      return canal !== undefined && isSettled(estado?.S) && Number(version) <= lastOf(clave);
    });
    await putAll(table, told.map(leftOut));
  }
}

function leftOut(item: Item): Item {
  if (item.estado?.S !== 'porEnviar') return item;
  return itemOf({ ...JSON.parse(item.view?.S ?? '{}'), estado: 'omitida' });
}

function putAll(table: string, items: readonly Item[]): Promise<void> {
  return batchWrite(
    table,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}
