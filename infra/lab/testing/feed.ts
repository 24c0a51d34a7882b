import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { contextos } from '#functions/contextos.ts';
import { type Declared, functionsOf } from '#infra/cdk/derive/functions.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import type { ChangeType } from '#shared/model/change.ts';
import type { EventType } from '#shared/model/event.ts';
import { PlazoFijado } from '#shared/model/process.ts';

/** What a queue brings to a function, and where the function leaves its mark. */
export interface Feed {
  /** The function's short name. */
  readonly name: string;
  /** Rows, sums and messages follow streams; the others take each message for itself. */
  readonly follows: boolean;
  readonly table: string;
  /** The feeds of the views that must know of a message before the function can deal with it. */
  readonly after: readonly string[];
  /** What must stand in the table before the function can deal with a message about `id`. */
  given?(id: string): Readonly<Record<string, AttributeValue>>;
  /** The body of a good message that is about `id`. */
  good(id: string): string;
  /** The body of a message about `id` that no attempt can do. */
  poison(id: string): string;
}

type Json = any;

/** When all of it is said to have happened. */
const EN = '2026-01-15T12:00:00.000Z';

/** The longest that the code of a warehouse or a product may be. */
const CODE_LENGTH = 32;

/** What a feed says beside its messages. */
interface Mark extends Pick<Feed, 'table' | 'follows'>, Partial<Pick<Feed, 'after'>> {
  /** Whose streams the messages are of. */
  readonly of?: string | undefined;
}

/** Every function that a queue feeds, as the manifests have it. */
export function feeds(): Feed[] {
  return functionsOf(contextos).flatMap((declared) => feedOf(declared) ?? []);
}

function feedOf(declared: Declared): Feed | undefined {
  const { kind, name, declaration } = declared;
  const feed = (example: Json, type: string, more: Mark): Feed => {
    const stream = (id: string) => `${more.of ?? 'prueba'}#${id}`;
    return {
      name,
      follows: more.follows,
      table: more.table,
      after: more.after ?? [],
      good: (id) => message(type, about(example, id), { stream: stream(id), version: 1 }),
      poison: (id) => message(type, more.follows ? about(example, id) : {}, { stream: stream(id), version: 3 }),
    };
  };
  switch (kind) {
    case 'command': {
      if (!declaration.request) return undefined;
      return feed(declaration.example, declaration.request.type, { table: LOCAL.eventLog, follows: false });
    }
    case 'projection': {
      const event = firstOf(declaration.handlers);
      const of = declaration.kind === 'projection' ? declaration.options.of : 'of' in declaration ? declaration.of : '';
      return feed(event.example, event.type, { of, table: LOCAL.view(name), follows: declaration.kind !== 'journal' });
    }
    case 'notification': {
      const event = firstOf(declaration.handlers);
      return feed(event.example, event.type, { of: declaration.of, table: LOCAL.view(name), follows: true });
    }
    case 'saga': {
      const [event] = Object.values(declaration.facts);
      if (!event) throw new Error(`${name} handles nothing.`);
      return feed(event.example, event.type, { of: folderOf(event.type), table: LOCAL.eventLog, follows: false });
    }
    case 'technical': {
      const { trigger } = declaration;
      if (trigger.on === 'live') return liveFeed(name, feed);
      if (trigger.on === 'channel') return messageFeed(name, trigger.of.name, { canal: trigger.channel, desde: EN });
      if (trigger.on === 'mail') return newsFeed(messageFeed(name, trigger.of.name, { tipo: 'Email Delivered' }));
      if (trigger.on === 'changes')
        return { ...feed({}, trigger.of.type, { table: LOCAL.eventLog, follows: false }), ...changesOf(trigger.of) };
      if (trigger.on !== 'event' && trigger.on !== 'outside') return undefined;
      const events = trigger.types.map(eventOf);
      // Of an order, its first event would have to be in the log.
      const event = events.find(({ example }) => !('ordenId' in example)) ?? (events[0] as EventType);
      const table = declaration.table ? LOCAL.view(declaration.table.name) : LOCAL.eventLog;
      const seen = (declaration.reads ?? []).filter(({ of }) => of.handlers[event.type]);
      const after = seen.map(({ of }) => of.name);
      return feed(event.example, event.type, {
        of: folderOf(event.type),
        table,
        follows: false,
        after,
      });
    }
    default:
      return undefined;
  }
}

/** What its view does not show in time is a poison to the live channel. */
function liveFeed(name: string, feed: (example: Json, type: string, more: Mark) => Feed): Feed {
  const [live] = contextos.flatMap((context) => Object.values(context.live)).filter(({ kind }) => kind === 'rows');
  if (live?.kind !== 'rows') throw new Error('No view goes live.');
  const { of } = live;
  const event = firstOf(of.handlers);
  const view = { of: of.options.of, table: LOCAL.view(of.name), after: [of.name] };
  return { ...feed(event.example, event.type, { ...view, follows: true }), name, follows: false };
}

/** What a channel is to send, or what became of it: the first message about `id`. */
function messageFeed(name: string, notification: string, more: Json): Feed {
  return {
    name,
    follows: false,
    table: LOCAL.view(notification),
    after: [],
    good: (id) => JSON.stringify({ clave: id, version: 1, ...more }),
    poison: (id) => JSON.stringify({ clave: id }),
  };
}

/** News are of mail that SES has taken. */
function newsFeed(feed: Feed): Feed {
  return {
    ...feed,
    given: (id) => {
      const view = { clave: id, version: 1, canal: 'correo', clienteId: 'prueba', estado: 'aceptada', en: EN };
      return {
        key: { S: `${id}|1|correo` },
        view: { S: JSON.stringify(view) },
        estado: { S: view.estado },
        en: { S: EN },
      };
    },
  };
}

/** Changes of a row each; `id` is their epoch, which is written down with the row. */
function changesOf({ type, example }: ChangeType): Pick<Feed, 'good' | 'poison'> {
  const message = (detail: Json) => JSON.stringify({ 'detail-type': type, detail });
  return {
    good: (id) => {
      const key = { id: 1 + Number.parseInt(id.slice(0, 8), 16) };
      const { source, after, ...value } = example.value as Json;
      const name = `${source.name.split('.')[0]}.${id}`;
      return message({ key, value: { ...value, after: { ...after, ...key }, source: { ...source, name } } });
    },
    poison: (id) => message({ key: { id }, value: {} }),
  };
}

function firstOf(handlers: Readonly<Record<string, { readonly event: EventType }>>): EventType {
  const [first] = Object.values(handlers);
  if (!first) throw new Error('It handles nothing.');
  return first.event;
}

function folderOf(type: string): string | undefined {
  const all = contextos.flatMap(({ aggregates }) => Object.values(aggregates));
  return all.find(({ folds }) => folds[type])?.name;
}

function eventOf(type: string): EventType {
  const folds = contextos.flatMap(({ aggregates }) => Object.values(aggregates).map((each) => each.folds[type]?.event));
  const found = [...folds, PlazoFijado].find((event) => event?.type === type);
  if (!found) throw new Error(`There is no event ${type}.`);
  return found;
}

/** An example with another id in place of its own, wherever that stands; where that is a code, as one. */
function about(example: Json, id: string): Json {
  const [, own] = Object.entries(example).find(([member]) => /Id$|^clave$|^sku$/.test(member)) ?? [];
  const other = /^[A-Z0-9-]+$/.test(String(own)) ? id.slice(0, CODE_LENGTH).toUpperCase() : id;
  return JSON.parse(JSON.stringify(example).replaceAll(JSON.stringify(own), JSON.stringify(other)));
}

function message(type: string, data: Json, place: { readonly stream: string; readonly version: number }): string {
  const id = crypto.randomUUID();
  const ids = { id, correlationId: id, causationId: id, commandId: id };
  const metadata = {
    ...place,
    ...ids,
    schemaVersion: 1,
    context: 'prueba',
    actor: 'prueba',
    occurredAt: EN,
  };
  return JSON.stringify({ 'detail-type': type, detail: { metadata, data } });
}
