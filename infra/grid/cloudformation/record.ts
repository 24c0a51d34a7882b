import type { Store } from '../store.ts';

/** A resource as it was deployed; the record outlives the process, so that what a newer template drops is removed. */
export interface RecordedResource {
  readonly id: number;
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Resolved properties, as JSON. */
  readonly properties: string;
  /** `null` while it was being created: then nobody knows whether it is there. */
  readonly ref: string | null;
  readonly retained: boolean;
}

/** What is deployed, in the grid's store. Rows are only written where something changed. */
export interface DeploymentRecord {
  all(): RecordedResource[];
  /** Notes a resource that is about to be created or changed. */
  begin(resource: Omit<RecordedResource, 'id' | 'ref'>): Promise<number>;
  created(id: number, ref: string): Promise<void>;
  forget(id: number): Promise<void>;
}

/** The record in `store`. A changed resource is a new row; the old one goes when what it names is gone. */
export function createRecord(store: Store): DeploymentRecord {
  store.define(`CREATE TABLE IF NOT EXISTS cloudformation_resources (
    id INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, logical_id TEXT NOT NULL, type TEXT NOT NULL,
    properties TEXT NOT NULL, ref TEXT, retained INTEGER NOT NULL)`);
  return {
    all: () =>
      store
        .sql(
          'SELECT id, stack, logical_id AS logicalId, type, properties, ref, retained FROM cloudformation_resources ORDER BY id',
        )
        .all()
        .map((row) => ({ ...row, retained: row.retained === 1 }) as unknown as RecordedResource),
    begin: ({ stack, logicalId, type, properties, retained }) =>
      store.write(() => {
        const { lastInsertRowid } = store
          .sql(
            'INSERT INTO cloudformation_resources (stack, logical_id, type, properties, retained) VALUES (?, ?, ?, ?, ?)',
          )
          .run(stack, logicalId, type, properties, retained ? 1 : 0);
        return Number(lastInsertRowid);
      }),
    created: (id, ref) =>
      store.write(() => {
        store.sql('UPDATE cloudformation_resources SET ref = ? WHERE id = ?').run(ref, id);
      }),
    forget: (id) =>
      store.write(() => {
        store.sql('DELETE FROM cloudformation_resources WHERE id = ?').run(id);
      }),
  };
}
