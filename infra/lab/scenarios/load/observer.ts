import { BatchGetItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { LOCAL } from '#infra/cdk/names.ts';
import { pause } from '../../driver/pool.ts';
import { FOLLOWED, type Followed } from './followed.ts';
import type { Sent } from './sender.ts';

/** How far each view was behind at one moment: milliseconds since the oldest command that it did not show was accepted. */
export interface Sample {
  /** Milliseconds since the experiment began. */
  readonly at: number;
  readonly behind: Readonly<Record<string, number>>;
}

interface Waiting {
  readonly id: string;
  readonly version: number;
  readonly since: number;
}

const LOOK_MS = 500;
const AT_ONCE = 50;

/** Watches how far views are behind what was acknowledged, by their rows. */
export class Observer {
  readonly samples: Sample[] = [];
  readonly #client: DynamoDBClient;
  readonly #now: () => number;
  readonly #waiting = new Map<string, Waiting[]>(FOLLOWED.map(({ name }) => [name, []]));
  readonly #generations = new Map<string, string>();
  #watching = false;
  #work: Promise<void> = Promise.resolve();

  constructor(endpoint: string, now: () => number) {
    const credentials = { accessKeyId: 'observer', secretAccessKey: 'observer' };
    this.#client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
    this.#now = now;
  }

  start(): void {
    this.#watching = true;
    this.#work = this.#watch();
  }

  async stop(): Promise<void> {
    this.#watching = false;
    await this.#work;
    this.#client.destroy();
  }

  /** Something was accepted: from now on its views are behind until they show it. */
  accepted({ stream, version }: Sent): void {
    const at = stream.indexOf('#');
    const [aggregate, id] = [stream.slice(0, at), stream.slice(at + 1)];
    for (const { name, aggregate: of } of FOLLOWED)
      if (of === aggregate) this.#waiting.get(name)?.push({ id, version, since: this.#now() });
  }

  /** How far the view that is furthest behind is so, at the last look. */
  get furthest(): number {
    return Math.max(0, ...Object.values(this.samples.at(-1)?.behind ?? {}));
  }

  async #watch(): Promise<void> {
    while (this.#watching) {
      const looked = await Promise.all(
        FOLLOWED.map(async (view) => [view.name, await this.#look(view)] as const),
      ).catch(
        // A grid that is not there is not looked at.
        () => undefined,
      );
      if (looked) this.samples.push({ at: this.#now(), behind: Object.fromEntries(looked) });
      await pause(LOOK_MS);
    }
  }

  /** Forgets what a view shows by now. Gives how far it is behind. */
  async #look(view: Followed): Promise<number> {
    const waiting = this.#waiting.get(view.name) ?? [];
    for (;;) {
      const first = waiting.slice(0, AT_ONCE);
      if (first.length === 0) return 0;
      const shown = await this.#shown(view, first);
      const left = first.filter((one) => !shown.has(one));
      waiting.splice(0, first.length, ...left);
      if (left.length > 0 || waiting.length === 0) return this.#now() - (waiting[0]?.since ?? this.#now());
    }
  }

  async #shown(view: Followed, waiting: readonly Waiting[]): Promise<ReadonlySet<Waiting>> {
    const table = LOCAL.view(view.table);
    const prefix = view.generations ? `${await this.#generation(table)}|` : '';
    const keyOf = ({ id }: Waiting) => prefix + view.keyOf(id);
    const keys = [...new Set(waiting.map(keyOf))].map((key) => ({ key: { S: key } }));
    const { Responses = {} } = await this.#client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
    );
    const byKey = new Map((Responses[table] ?? []).map((row) => [row.key?.S, row]));
    return new Set(
      waiting.filter((one) => {
        const row = byKey.get(keyOf(one));
        return row !== undefined && view.shows(row, one.version);
      }),
    );
  }

  async #generation(table: string): Promise<string> {
    const known = this.#generations.get(table);
    if (known !== undefined) return known;
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: table, Key: { key: { S: '#' } }, ConsistentRead: true }),
    );
    const generation = Item?.activa?.S ?? '';
    if (generation !== '') this.#generations.set(table, generation);
    return generation;
  }
}
