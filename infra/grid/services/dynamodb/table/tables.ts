import type { JsonObject } from '../../../service.ts';
import { DYNAMODB, type Forwarder } from '../forward.ts';

/** What the grid remembers of a table: enough to name its partition keys and its stream. */
export interface Table {
  readonly name: string;
  /** The partition key's attribute. */
  readonly partition: string;
  /** The partition key's attribute by index. */
  readonly indexes: ReadonlyMap<string, string>;
  /** The indexes that have no more than keys. */
  readonly bare: ReadonlySet<string>;
  readonly keys: readonly string[];
}

/** The tables by name, kept up to date by every answer that describes one. */
export class Tables {
  readonly #tables = new Map<string, Table>();
  readonly #onStream: (table: string) => void;

  /** @param onStream is told of each table that is seen to have a stream, also again. */
  constructor(onStream: (table: string) => void) {
    this.#onStream = onStream;
  }

  get(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** Reads what the engine has. */
  async load(forwarder: Forwarder): Promise<void> {
    let after: string | undefined;
    do {
      const page = await forwarder.call(`${DYNAMODB}ListTables`, after ? { ExclusiveStartTableName: after } : {});
      for (const name of page.TableNames) {
        this.learn((await forwarder.call(`${DYNAMODB}DescribeTable`, { TableName: name })).Table);
      }
      after = page.LastEvaluatedTableName;
    } while (after);
  }

  /** Remembers a `TableDescription`. */
  learn(description: JsonObject | undefined): void {
    if (!description?.KeySchema) return;
    const indexes = [...(description.GlobalSecondaryIndexes ?? []), ...(description.LocalSecondaryIndexes ?? [])];
    this.#tables.set(description.TableName, {
      name: description.TableName,
      partition: partitionOf(description.KeySchema),
      keys: description.KeySchema.map((key: { AttributeName: string }) => key.AttributeName),
      indexes: new Map(indexes.map((index) => [index.IndexName, partitionOf(index.KeySchema)])),
      bare: new Set(
        indexes
          .filter(({ Projection }) => Projection?.ProjectionType === 'KEYS_ONLY')
          .map(({ IndexName }) => IndexName),
      ),
    });
    if (description.StreamSpecification?.StreamEnabled) this.#onStream(description.TableName);
  }

  forget(name: string): void {
    this.#tables.delete(name);
  }
}

function partitionOf(schema: { AttributeName: string; KeyType: string }[]): string {
  return schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
}
