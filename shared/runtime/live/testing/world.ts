import * as z from 'zod';
import { type LiveRows, liveRows, topicsOf } from '#shared/model/live.ts';
import { projection } from '#shared/model/projection.ts';
import { emptyRow, type Row } from '../../views/row.ts';
import { audience, mayWatch } from '../audience.ts';
import { leaving } from '../leaving.ts';
import { newsOfRow } from '../news.ts';
import { narrowed, type Viewer } from '../viewer.ts';

/** A box: whose, in which town, on which vehicle that who drives. */
export interface Box {
  readonly id: string;
  readonly n: number;
  readonly owner: string;
  readonly town: string;
  readonly vehicle?: string | undefined;
  readonly driver?: string | undefined;
}

const Answer = z.object({
  id: z.string(),
  n: z.int(),
  owner: z.string(),
  town: z.string(),
  vehicle: z.string().optional(),
});

/** Boxes that go live. */
export const boxes: LiveRows<Box> = liveRows({
  vista: 'cajas',
  of: projection<Box>('cajas', { of: 'orden', key: 'id' }),
  query: {
    scope: 'cajas:leer',
    owner: ({ owner }: Box) => owner,
    answers: Answer,
    example: {},
    shape: ({ driver: _, ...box }: Box) => box,
  },
  topics: {
    orden: ({ id }) => id,
    cliente: ({ owner }) => owner,
    ciudad: ({ town }) => town,
    vehiculo: ({ vehicle }) => vehicle,
    seguimiento: ({ id }) => id,
  },
  driver: ({ driver }) => driver,
  followed: ({ n }, { serial }) => n < serial,
});

/** A message of the queue: a stream has this version. */
interface Message {
  readonly id: string;
  readonly version: number;
}

/** What a client was sent: by which of its lives, and what its viewer then was. */
export interface Sent {
  readonly connection: string;
  readonly text: any;
  readonly row: Box;
  readonly viewer: Viewer;
  readonly at: number;
}

/** A sender at work: it may die at each step, and everything else may happen in between. */
interface Sender {
  readonly message: Message;
  readonly steps: Generator<undefined, void, void>;
}

/** A small world of one live view: its log, the view that follows it, the queue, senders, and clients. */
export class World {
  now = 1_000_000;
  readonly log = new Map<string, Box[]>();
  readonly view = new Map<string, Row<Box>>();
  readonly queue: Message[] = [];
  readonly watchers = new Map<string, Map<string, Viewer>>();
  readonly connected = new Map<string, Viewer>();
  readonly sent: Sent[] = [];
  readonly inboxes = new Map<string, any[]>();
  readonly #senders: Sender[] = [];

  /** Something happens to a box: a version of its stream. */
  write(box: Box): void {
    const versions = this.log.get(box.id) ?? [];
    versions.push(box);
    this.log.set(box.id, versions);
    this.queue.push({ id: box.id, version: versions.length });
  }

  /** The view takes up to `most` versions of a stream in one write. */
  project(id: string, most: number): void {
    const before = this.view.get(id) ?? emptyRow(id);
    const version = Math.min(before.version + most, this.log.get(id)?.length ?? 0);
    if (version <= before.version) return;
    this.view.set(id, leaving(boxes, before, { ...before, version, state: this.log.get(id)?.[version - 1] }));
  }

  /** @returns the id of a new connection. */
  connect(viewer: Viewer): string {
    const connection = `c${this.inboxes.size}`;
    this.connected.set(connection, viewer);
    this.inboxes.set(connection, []);
    return connection;
  }

  /** @returns whether it watches the topic. */
  subscribe(connection: string, topic: string): boolean {
    const viewer = this.connected.get(connection);
    if (!viewer || !mayWatch(viewer, topic, [boxes])) return false;
    const those = this.watchers.get(topic) ?? new Map<string, Viewer>();
    this.watchers.set(topic, those.set(connection, narrowed(viewer, new Set([boxes.query.scope]))));
    return true;
  }

  cancel(connection: string, topic: string): void {
    this.watchers.get(topic)?.delete(connection);
  }

  /** A connection ends; who had read that it watches may still send to it, and finds it gone. */
  end(connection: string): void {
    this.connected.delete(connection);
    for (const those of this.watchers.values()) those.delete(connection);
  }

  passes(ms: number): void {
    this.now += ms;
  }

  /** A sender takes a message, which may come a second time. */
  take(at: number, times: 'once' | 'twice'): void {
    const [message] = this.queue.splice(at % Math.max(1, this.queue.length), 1);
    if (!message) return;
    if (times === 'twice') this.queue.push(message);
    this.#senders.push({ message, steps: this.#send(message) });
  }

  /** One of the senders does its next step. */
  goOn(at: number): void {
    const place = at % Math.max(1, this.#senders.length);
    if (this.#senders[place]?.steps.next().done) this.#senders.splice(place, 1);
  }

  /** One of the senders dies: what it had in hand comes again. */
  die(at: number): void {
    const [dead] = this.#senders.splice(at % Math.max(1, this.#senders.length), 1);
    if (dead) this.queue.push(dead.message);
  }

  /** Everything that was begun comes to its end. */
  settle(): void {
    for (const id of this.log.keys()) this.project(id, Number.POSITIVE_INFINITY);
    while (this.queue.length > 0 || this.#senders.length > 0) {
      this.take(0, 'once');
      this.goOn(0);
    }
  }

  /** A sender at work on a message: the row, then who watches it, then the row once more, and the posts. */
  *#send(message: Message): Sender['steps'] {
    const row = this.view.get(message.id);
    if (!row || row.version < message.version) return void this.queue.push(message);
    const occasion = { since: message.version, en: new Date(this.now).toISOString() };
    const news = newsOfRow(boxes, row, occasion);
    if (!news) return;
    yield;
    const watchers = new Map(
      news.topics.map((topic) => [topic, new Map(this.watchers.get(topic) ?? new Map<string, Viewer>())]),
    );
    yield;
    const again = newsOfRow(boxes, this.view.get(message.id) as Row, occasion);
    const { parcels, expired } = audience(again ? [again] : [], watchers, this.now);
    for (const [connection, texts] of parcels) {
      const inbox = this.inboxes.get(connection);
      const viewer = this.connected.get(connection);
      if (!viewer) continue;
      for (const text of texts.map((one) => JSON.parse(one))) {
        inbox?.push(text);
        const seen = this.view.get(message.id)?.state as Box;
        this.sent.push({ connection, text, row: seen, viewer, at: this.now });
      }
    }
    for (const connection of expired) this.end(connection);
  }

  /** What the API shows somebody of a topic now. */
  shown(topic: string, sees: (box: Box) => boolean): Map<string, Row<Box>> {
    const rows = [...this.view].filter(
      ([, { state }]) => state && sees(state) && topicsOf(boxes, state).includes(topic),
    );
    return new Map(rows);
  }
}
