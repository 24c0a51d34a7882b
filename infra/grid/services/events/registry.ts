import type { Store } from '../../store.ts';
import type { Archive, Bus, Replay, Rule } from './model.ts';
import { DEFAULT_BUS } from './names.ts';

interface Kinds {
  readonly bus: Bus;
  readonly rule: Rule;
  readonly archive: Archive;
  readonly replay: Replay;
}

type Kind = keyof Kinds;

/** The buses, rules, archives and replays: rows of the store, all of them also in memory. */
export class Registry {
  readonly #store: Store;
  readonly #all: { readonly [K in Kind]: Map<string, Kinds[K]> } = {
    bus: new Map(),
    rule: new Map(),
    archive: new Map(),
    replay: new Map(),
  };
  readonly #listeners: (() => void)[] = [];

  constructor(store: Store) {
    this.#store = store;
    store.define(
      'CREATE TABLE IF NOT EXISTS events_registry (kind TEXT, key TEXT, doc TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID',
    );
  }

  /** Reads what earlier processes wrote, and makes sure of the default bus. */
  async load(now: number): Promise<void> {
    for (const row of this.#store.sql('SELECT kind, key, doc FROM events_registry').all()) {
      (this.#all[row.kind as Kind] as Map<string, unknown>).set(row.key as string, JSON.parse(row.doc as string));
    }
    if (this.get('bus', DEFAULT_BUS)) return;
    await this.put('bus', { name: DEFAULT_BUS, tags: {}, createdAt: now, modifiedAt: now });
  }

  /** Calls `listener` after every change of a bus, a rule or an archive. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  get<K extends Kind>(kind: K, key: string): Kinds[K] | undefined {
    return this.#all[kind].get(key);
  }

  rule(bus: string, name: string): Rule | undefined {
    return this.get('rule', `${bus}/${name}`);
  }

  /** All of a kind in the order of their keys, as the API lists them. */
  list<K extends Kind>(kind: K): Kinds[K][] {
    return [...this.#all[kind].entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  }

  rulesOf(bus: string): Rule[] {
    return this.list('rule').filter((rule) => rule.bus === bus);
  }

  async put<K extends Kind>(kind: K, value: Kinds[K]): Promise<void> {
    const key = keyOf(value);
    const doc = JSON.stringify(value);
    if (JSON.stringify(this.get(kind, key)) === doc) return;
    await this.#store.write(() => this.write(kind, value));
    this.#all[kind].set(key, value);
    if (kind !== 'replay') this.#changed();
  }

  /** Writes the row of `value` inside a unit of work of the caller, who calls `remember` after it. */
  write<K extends Kind>(kind: K, value: Kinds[K]): void {
    this.#store
      .sql('INSERT OR REPLACE INTO events_registry (kind, key, doc) VALUES (?, ?, ?)')
      .run(kind, keyOf(value), JSON.stringify(value));
  }

  /** Takes a replay into memory that `write` has brought to disk. */
  remember(replay: Replay): void {
    this.#all.replay.set(replay.name, replay);
  }

  async delete(kind: Kind, key: string): Promise<void> {
    await this.#store.write(() =>
      this.#store.sql('DELETE FROM events_registry WHERE kind = ? AND key = ?').run(kind, key),
    );
    this.#all[kind].delete(key);
    if (kind !== 'replay') this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function keyOf(value: Kinds[Kind]): string {
  return 'targets' in value ? `${value.bus}/${value.name}` : value.name;
}
