import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Box, World } from './testing/world.ts';
import type { Viewer } from './viewer.ts';

const OWNERS = ['tienda-1', 'tienda-2'];
const TOWNS = ['Bogotá', 'Cali'];
const VEHICLES = ['AAA111', 'BBB222'];
const DRIVERS = ['ana', 'luis'];
const IDS = ['1', '2'];
const TOPICS = [
  'tablero',
  'ciudad:bogota',
  'ciudad:cali',
  ...VEHICLES.map((one) => `vehiculo:${one}`),
  ...OWNERS.map((one) => `cliente:${one}`),
  ...IDS.flatMap((one) => [`orden:${one}`, `seguimiento:${one}`]),
];

const scopes = fc.constantFrom(['cajas:leer'], ['cajas:leer', 'otra:leer'], ['otra:leer']);
const until = fc.integer({ min: 1_000, max: 1_060 });
const viewers: fc.Arbitrary<Viewer> = fc.oneof(
  fc.record({ until, scopes }),
  fc.record({ until, scopes, clienteId: fc.constantFrom(...OWNERS) }),
  fc.record({ until, scopes, conductorId: fc.constantFrom(...DRIVERS) }),
  fc.record({
    until,
    scopes: fc.constant([]),
    link: fc.record({ id: fc.constantFrom(...IDS), serial: fc.integer({ min: 0, max: 9 }), until }),
  }),
);
const box = fc.record({
  id: fc.constantFrom(...IDS),
  town: fc.constantFrom(...TOWNS),
  vehicle: fc.option(fc.constantFrom(...VEHICLES), { nil: undefined }),
  driver: fc.option(fc.constantFrom(...DRIVERS), { nil: undefined }),
});
const which = fc.nat();
const topic = fc.constantFrom(...TOPICS);

type Happening = (world: World) => void;

/** One of the connections that there are. */
const pick = ({ connected }: World, at: number) => [...connected.keys()][at % Math.max(1, connected.size)] ?? 'nobody';

/** An order stays its customer's. */
const ownerOf = (id: string) => OWNERS[Number(id) % OWNERS.length] as string;

function change(world: World, { id, ...rest }: Omit<Box, 'n' | 'owner'>): void {
  world.write({ id, ...rest, n: (world.log.get(id)?.length ?? 0) + 1, owner: ownerOf(id) });
}

/** What a happening is made of, and what it does. */
function happens<A>(of: fc.Arbitrary<A>, does: (world: World, one: A) => void): fc.Arbitrary<Happening> {
  return of.map((one) => (world: World) => does(world, one));
}

/** What goes on without anybody who watches. */
const work = fc.oneof(
  happens(box, change),
  happens(fc.tuple(fc.constantFrom(...IDS), fc.integer({ min: 1, max: 3 })), (world, [id, most]) =>
    world.project(id, most),
  ),
  happens(fc.tuple(fc.nat(), fc.boolean()), (world, [at, twice]) => world.take(at, twice ? 'twice' : 'once')),
  { arbitrary: happens(fc.nat(), (world, at) => world.goOn(at)), weight: 6 },
  happens(fc.nat(), (world, at) => world.die(at)),
);
/** Who comes, watches, and goes. */
const visits = fc.oneof(
  happens(viewers, (world, viewer) => void world.connect(viewer)),
  {
    arbitrary: happens(fc.tuple(which, topic), (world, [at, of]) => void world.subscribe(pick(world, at), of)),
    weight: 6,
  },
  happens(fc.tuple(which, topic), (world, [at, of]) => world.cancel(pick(world, at), of)),
  happens(which, (world, at) => world.end(pick(world, at))),
  happens(fc.integer({ min: 1, max: 4_000 }), (world, ms) => world.passes(ms)),
);

/** Whether somebody has a right to a box, written once more from what is promised, not from the code. */
function hasRight({ scopes: rights, clienteId, conductorId, link }: Viewer, sent: any, row: Box): boolean {
  if (link) return sent.fila === undefined && row.id === link.id && row.n < link.serial;
  if (!rights.includes('cajas:leer')) return false;
  if (clienteId !== undefined) return row.owner === clienteId;
  return conductorId === undefined || row.driver === conductorId;
}

describe('whatever the order of connects, subscriptions, events, expiries and ends', () => {
  test('nobody is sent what it has no right to, or after its token has ended', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(work, visits), { minLength: 60, maxLength: 300, size: 'max' }), (story) => {
        const world = new World();
        for (const happening of story) happening(world);
        for (const { text, row, viewer, at } of world.sent) {
          expect(viewer.until * 1_000).toBeGreaterThan(at);
          expect(hasRight(viewer, text, row), JSON.stringify({ viewer, row })).toBe(true);
          expect(text.fila?.driver).toBeUndefined();
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('who watches a topic and then reads it knows it as it is in the end, by whole rows alone', () => {
    const readers = [
      { topic: 'tablero', sees: () => true, viewer: { until: 1e9, scopes: ['cajas:leer'] } },
      { topic: 'ciudad:cali', sees: () => true, viewer: { until: 1e9, scopes: ['cajas:leer'] } },
      { topic: 'vehiculo:AAA111', sees: () => true, viewer: { until: 1e9, scopes: ['cajas:leer'] } },
      {
        topic: 'cliente:tienda-1',
        sees: ({ owner }: Box) => owner === 'tienda-1',
        viewer: { until: 1e9, scopes: ['cajas:leer'], clienteId: 'tienda-1' },
      },
    ];
    const doing = fc.record({ at: fc.nat(), what: fc.constantFrom('comes', 'reads', 'drops') });
    fc.assert(
      fc.property(fc.array(fc.oneof(work, work, doing), { maxLength: 200, size: 'max' }), fc.nat(), (story, seed) => {
        const world = new World();
        const clients = readers.map((reader) => new Client(world, reader));
        for (const one of story) {
          if (typeof one === 'function') one(world);
          else (clients[one.at % clients.length] as Client)[one.what as 'comes' | 'reads' | 'drops']();
        }
        for (const client of clients) client.settles();
        world.settle();
        for (const client of clients) expect(client.picture(seed)).toStrictEqual(client.truth());
      }),
      { numRuns: 3_000 },
    );
  });
});

interface Reader {
  readonly topic: string;
  readonly sees: (box: Box) => boolean;
  readonly viewer: Viewer;
}

/** A page: it comes, watches its topic, then reads it, and takes what it is sent, in whatever order that arrives. */
class Client {
  readonly #world: World;
  readonly #reader: Reader;
  #connection: string | undefined;
  #known: Map<string, { version: number; box: Box }> | undefined;

  constructor(world: World, reader: Reader) {
    this.#world = world;
    this.#reader = reader;
  }

  comes(): void {
    if (this.#connection && this.#world.connected.has(this.#connection)) return;
    this.#connection = this.#world.connect(this.#reader.viewer);
    this.#known = undefined;
    this.#world.subscribe(this.#connection, this.#reader.topic);
  }

  reads(): void {
    if (!this.#connection || this.#known) return;
    const shown = this.#world.shown(this.#reader.topic, this.#reader.sees);
    this.#known = new Map([...shown].map(([id, { version, state }]) => [id, { version, box: state as Box }]));
  }

  drops(): void {
    if (this.#connection) this.#world.end(this.#connection);
  }

  /** It comes back if it is not there, and has read. */
  settles(): void {
    this.comes();
    this.reads();
  }

  /** What it shows in the end: messages of its connection twice, in an order of their own. */
  picture(seed: number): Record<string, number> {
    const known = new Map(this.#known);
    const inbox = this.#world.inboxes.get(this.#connection ?? '') ?? [];
    const mixed = [...inbox, ...inbox].sort((a, b) => ((a.version * 31 + seed) % 7) - ((b.version * 31 + seed) % 7));
    for (const { clave, version, fila } of mixed)
      if (version > (known.get(clave)?.version ?? 0)) known.set(clave, { version, box: fila });
    const isUnder = ({ town, vehicle }: Box) =>
      this.#reader.topic === 'ciudad:cali'
        ? town === 'Cali'
        : this.#reader.topic !== 'vehiculo:AAA111' || vehicle === 'AAA111';
    const shown = [...known].filter(([, { box }]) => isUnder(box)).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(shown.map(([id, { version }]) => [id, version]));
  }

  truth(): Record<string, number> {
    const shown = [...this.#world.shown(this.#reader.topic, this.#reader.sees)].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(shown.map(([id, { version }]) => [id, version]));
  }
}
