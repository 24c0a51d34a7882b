import type { ResourceInput } from '../../service.ts';
import type { Store } from '../../store.ts';

/** A custom resource as its provider last answered for it. */
export interface Remembered {
  readonly type: string;
  readonly ref: string;
  /** As JSON. */
  readonly properties: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type Place = Pick<ResourceInput, 'stack' | 'logicalId'>;

/** What providers of custom resources have answered, in the grid's store. */
export interface Memory {
  find(place: Place): Remembered | undefined;
  keep(place: Place, remembered: Remembered): Promise<void>;
  /** Forgets it, unless another thing has taken its place. */
  forget(place: Place, ref: string): Promise<void>;
}

/** The memory in `store`. */
export function createMemory(store: Store): Memory {
  store.define(`CREATE TABLE IF NOT EXISTS cloudformation_custom_resources (
    stack TEXT NOT NULL, logical_id TEXT NOT NULL, type TEXT NOT NULL, ref TEXT NOT NULL, properties TEXT NOT NULL,
    data TEXT NOT NULL, PRIMARY KEY (stack, logical_id)) WITHOUT ROWID`);
  return {
    find({ stack, logicalId }) {
      const row = store
        .sql('SELECT * FROM cloudformation_custom_resources WHERE stack = ? AND logical_id = ?')
        .get(stack, logicalId);
      if (!row) return undefined;
      return {
        type: String(row.type),
        ref: String(row.ref),
        properties: String(row.properties),
        data: JSON.parse(String(row.data)),
      };
    },
    keep: ({ stack, logicalId }, { type, ref, properties, data }) =>
      store.write(() => {
        store
          .sql('REPLACE INTO cloudformation_custom_resources VALUES (?, ?, ?, ?, ?, ?)')
          .run(stack, logicalId, type, ref, properties, JSON.stringify(data));
      }),
    forget: ({ stack, logicalId }, ref) =>
      store.write(() => {
        store
          .sql('DELETE FROM cloudformation_custom_resources WHERE stack = ? AND logical_id = ? AND ref = ?')
          .run(stack, logicalId, ref);
      }),
  };
}
