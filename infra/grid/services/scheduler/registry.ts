import type { Store } from '../../store.ts';
import type { Group, Schedule } from './model.ts';
import { DEFAULT_GROUP, groupArn, scheduleArn } from './names.ts';

/** The schedules and their groups: rows of the store, all of them also in memory. */
export class Registry {
  readonly #store: Store;
  readonly #groups = new Map<string, Group>();
  readonly #schedules = new Map<string, Schedule>();
  readonly #listeners: ((arn: string) => void)[] = [];

  constructor(store: Store) {
    this.#store = store;
    store.define(
      'CREATE TABLE IF NOT EXISTS scheduler_registry (arn TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID',
    );
  }

  /** Reads what earlier processes wrote, and makes sure of the default group. */
  async load(now: number): Promise<void> {
    for (const { arn, doc } of this.#store.sql('SELECT arn, doc FROM scheduler_registry').all()) {
      const value = JSON.parse(doc as string);
      if ((arn as string).includes(':schedule-group/')) this.#groups.set(value.name, value);
      else this.#schedules.set(arn as string, value);
    }
    if (this.#groups.has(DEFAULT_GROUP)) return;
    await this.#store.write(() => this.putGroup({ name: DEFAULT_GROUP, createdAt: now, modifiedAt: now }));
  }

  /** Calls `listener` with the ARN of each schedule that changes or goes. */
  onChange(listener: (arn: string) => void): void {
    this.#listeners.push(listener);
  }

  group(name: string): Group | undefined {
    return this.#groups.get(name);
  }

  groups(): Group[] {
    return [...this.#groups.values()].sort(byName);
  }

  schedule(arn: string): Schedule | undefined {
    return this.#schedules.get(arn);
  }

  schedules(): Schedule[] {
    return [...this.#schedules.values()].sort(byName);
  }

  /** Inside a unit of work of the store, as all that writes. */
  putGroup(group: Group): void {
    this.#write(groupArn(group.name), group);
    this.#groups.set(group.name, group);
  }

  /** Removes a group with its schedules. */
  deleteGroup(name: string): void {
    for (const schedule of this.schedules()) if (schedule.group === name) this.delete(schedule);
    this.#remove(groupArn(name));
    this.#groups.delete(name);
  }

  put(schedule: Schedule): void {
    const arn = scheduleArn(schedule.group, schedule.name);
    this.#write(arn, schedule);
    this.#schedules.set(arn, schedule);
    this.#changed(arn);
  }

  delete({ group, name }: Pick<Schedule, 'group' | 'name'>): void {
    const arn = scheduleArn(group, name);
    this.#remove(arn);
    this.#schedules.delete(arn);
    this.#changed(arn);
  }

  #write(arn: string, value: Group | Schedule): void {
    this.#store
      .sql('INSERT OR REPLACE INTO scheduler_registry (arn, doc) VALUES (?, ?)')
      .run(arn, JSON.stringify(value));
  }

  #remove(arn: string): void {
    this.#store.sql('DELETE FROM scheduler_registry WHERE arn = ?').run(arn);
  }

  #changed(arn: string): void {
    for (const listener of this.#listeners) listener(arn);
  }
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
