import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNews, type Position } from './change.ts';

/*
 * A model of a snapshot that is taken while a table changes, and of all that may go wrong on the way. DBLog (Andreakis and
 * Papapanagiotou, 2020, arXiv 2010.12597) finds out by marks in one log which rows of a chunk are older than changes; a
 * DynamoDB stream has as many logs as shards, and marks in one of them say nothing of the others. What is left is the order
 * of each key, and the epoch that a capture and a snapshot have in common.
 */

/** One of the model's ways, and how to break it. */
interface Rules {
  readonly news: (position: Position, known: Position | undefined) => boolean;
  /** When the capture asks which epoch it is: once it has the records, or before. */
  readonly asks: 'after' | 'before';
  /** Whether the end of a snapshot looks for rows that are gone. */
  readonly sweeps: boolean;
  /** Whether records that nobody has read in time make a new epoch necessary. */
  readonly renews: boolean;
}

const RULES: Rules = { news: isNews, asks: 'after', sweeps: true, renews: true };

/** What a key is known to be; `row` is null once it is deleted. */
interface Known {
  readonly position: Position;
  readonly row: number | null;
}

interface Told extends Known {
  readonly key: number;
}

interface Logged {
  readonly key: number;
  readonly place: string;
  readonly row: number | null;
}

interface Shard {
  log: Logged[];
  read: number;
  /** What the capture has of it and has not confirmed. */
  held?: { readonly records: readonly Logged[]; epoch?: string; published?: true } | undefined;
}

const KEYS = 8;
const PAGE = 3;

class World {
  readonly table = new Map<number, number>();
  readonly shards: readonly Shard[];
  readonly bus: Told[] = [];
  readonly view = new Map<number, Known>();
  /** The run of the snapshot: its epoch, and from which key on it reads; it ends by looking for what is gone. */
  run = { epoch: 0, cursor: 0, done: true };
  page: Told[] | undefined;
  lost = false;
  #writes = 0;
  readonly #rules: Rules;

  constructor(shards: number, rules: Rules) {
    this.#rules = rules;
    // Sequence numbers of one shard say nothing of those of another.
    this.shards = Array.from({ length: shards }, () => ({ log: [], read: 0 }));
  }

  write(key: number, deletes: boolean): void {
    if (deletes && !this.table.has(key)) return;
    this.#writes++;
    if (deletes) this.table.delete(key);
    else this.table.set(key, this.#writes);
    const shard = this.#shardOf(key);
    shard.log.push({ key, place: String(shard.log.length).padStart(40, '0'), row: this.table.get(key) ?? null });
  }

  /** One step of the capture of a shard: it receives, asks for the epoch, publishes, confirms. */
  capture(at: number, most: number): void {
    const shard = this.shards[at % this.shards.length] as Shard;
    const { held } = shard;
    if (!held) {
      const records = shard.log.slice(shard.read, shard.read + most);
      if (records.length === 0) return;
      shard.held = { records, ...(this.#rules.asks === 'before' && { epoch: this.#asked }) };
    } else if (held.epoch === undefined) held.epoch = this.epoch;
    else if (!held.published) {
      const { epoch } = held;
      for (const { key, place, row } of held.records) this.bus.push({ key, row, position: { epoch, place } });
      held.published = true;
    } else {
      shard.read += held.records.length;
      shard.held = undefined;
      this.#asked = this.epoch;
    }
  }

  #asked = '000';

  get epoch(): string {
    return String(this.run.epoch).padStart(3, '0');
  }

  /** The capture of a shard dies: what it has not confirmed comes again. */
  captureDies(at: number): void {
    (this.shards[at % this.shards.length] as Shard).held = undefined;
  }

  /** A day passes in which nobody reads the streams: what they held is gone. */
  trim(): void {
    for (const shard of this.shards) {
      if (shard.read < shard.log.length) this.lost = true;
      shard.read = shard.log.length;
      shard.held = undefined;
    }
  }

  begin(): void {
    if (!this.run.done) return;
    this.run = { epoch: this.run.epoch + 1, cursor: 0, done: false };
    this.page = undefined;
    this.lost = false;
  }

  /** One step of the snapshot: it reads a page, publishes it, keeps how far it is; at last it looks for what is gone. */
  snapshot(): void {
    if (this.run.done) return;
    const position = { epoch: this.epoch, place: null };
    if (this.run.cursor >= KEYS) {
      if (this.#rules.sweeps)
        for (const [key, known] of this.view)
          if (known.position.epoch < this.epoch && !this.table.has(key)) this.bus.push({ key, row: null, position });
      this.run.done = true;
    } else if (this.page) {
      this.bus.push(...this.page);
      this.page = undefined;
      this.run.cursor += PAGE;
    } else {
      const keys = [...this.table.keys()].filter((key) => key >= this.run.cursor && key < this.run.cursor + PAGE);
      this.page = keys.map((key) => ({ key, row: this.table.get(key) ?? null, position }));
    }
  }

  /** The snapshot dies: with what it read, or after it published and before it kept how far it is. */
  snapshotDies(published: boolean): void {
    if (published && this.page) this.bus.push(...this.page);
    this.page = undefined;
  }

  /** The bus brings something, in no order; it may bring it again. */
  deliver(at: number, again: boolean): void {
    const index = at % Math.max(1, this.bus.length);
    const told = again ? this.bus[index] : this.bus.splice(index, 1)[0];
    if (told && this.#rules.news(told.position, this.view.get(told.key)?.position)) this.view.set(told.key, told);
  }

  /** All comes to its end: the streams are read, the snapshot that was begun or has become necessary too, and all is delivered. */
  settle(order: readonly number[]): void {
    for (;;) {
      for (const [at] of this.shards.entries()) while (this.#isBehind(at)) this.capture(at, 3);
      while (!this.run.done) this.snapshot();
      for (let at = 0; this.bus.length > 0; at++) this.deliver(order[at % order.length] ?? 0, false);
      if (!this.lost || !this.#rules.renews) return;
      this.begin();
    }
  }

  /** What of the view differs from the table. */
  wrong(): number[] {
    return Array.from({ length: KEYS }, (_, key) => key).filter(
      (key) => (this.view.get(key)?.row ?? null) !== (this.table.get(key) ?? null),
    );
  }

  #shardOf(key: number): Shard {
    return this.shards[(key * 7) % this.shards.length] as Shard;
  }

  #isBehind(at: number): boolean {
    const { read, log, held } = this.shards[at] as Shard;
    return held !== undefined || read < log.length;
  }
}

const number = fc.nat({ max: 1_000 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('write'), fc.nat({ max: KEYS - 1 }), fc.boolean()) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('capture'), number, fc.integer({ min: 1, max: 4 })) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('snapshot'), number, fc.boolean()) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('deliver'), number, fc.boolean()) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('begin'), number, fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('captureDies'), number, fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('snapshotDies'), number, fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('trim'), number, fc.boolean()) },
);

/** Whatever happens in whatever order, the view is the table in the end. */
function endsRight(rules: Rules) {
  const history = fc.array(step, { maxLength: 80 });
  const order = fc.array(number, { minLength: 1, maxLength: 20 });
  return fc.property(fc.integer({ min: 1, max: 4 }), history, order, (shards, steps, deliveries) => {
    const world = new World(shards, rules);
    world.begin();
    for (const [what, at, more] of steps) (world as any)[what](...(what === 'snapshotDies' ? [more] : [at, more]));
    world.settle(deliveries);
    return world.wrong().length === 0;
  });
}

test('a snapshot over a scan and streams loses nothing and brings nothing back, whatever is late, comes twice or dies', () => {
  fc.assert(endsRight(RULES), { numRuns: 5_000 });
});

test.each<[string, Partial<Rules>]>([
  ['what arrives last wins', { news: () => true }],
  ['a row that was read beats a change', { news: (one, known) => one.place === null || isNews(one, known) }],
  ['the epoch is asked for before the records', { asks: 'before' }],
  ['nobody looks for what is gone', { sweeps: false }],
  ['what was trimmed is not read anew', { renews: false }],
  [
    'one epoch is as good as another',
    { news: (one, known) => isNews({ ...one, epoch: '' }, known && { ...known, epoch: '' }) },
  ],
])('the model finds out when %s', (_, broken) => {
  expect(fc.check(endsRight({ ...RULES, ...broken }), { numRuns: 100_000 }).failed).toBe(true);
});
