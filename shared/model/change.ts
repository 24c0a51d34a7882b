import * as z from 'zod';

/** A row of a table elsewhere has changed, in Debezium's envelope (https://debezium.io/documentation/reference/3.5/). */
export interface ChangeValue<R> {
  /** The row before; `null` where there was none, or nobody knows it any more. */
  readonly before: R | null;
  /** The row after; `null` when it was deleted. */
  readonly after: R | null;
  readonly source: Source;
  /** Created, updated, deleted, or read by a snapshot. */
  readonly op: Op;
  /** When it was captured, in milliseconds since 1970. */
  readonly ts_ms: number;
  readonly transaction: null;
}

/** What the bus brings of a change (`detail`): which row, and what became of it; `null` is the tombstone after a deletion. */
export interface Change<K = any, R = any> {
  readonly key: K;
  readonly value: ChangeValue<R> | null;
}

/** The declaration of a table's changes: part of the published language. */
export interface ChangeType<K = any, R = any> {
  readonly kind: 'change';
  /** The `detail-type` on the bus. */
  readonly type: string;
  /** The context that publishes it; `alpes.<context>` is its source on the bus. */
  readonly context: string;
  readonly key: z.ZodObject;
  readonly row: z.ZodObject;
  /** Of what the bus brings: `{ key, value }`. What is personal in it is encrypted there. */
  readonly schema: z.ZodType<Change<K, R>>;
  /** Whose key encrypts what is personal in a row. */
  readonly subject: (key: K) => string;
  /** In clear. */
  readonly example: Change<K, R>;
}

const Op = z.enum(['c', 'u', 'd', 'r']);

/** What happened to a row. */
export type Op = z.output<typeof Op>;

/**
 * Of where a change comes from, what every connector tells. `name` is the logical source, `<name>.<epoch>`: as in Debezium a
 * log that begins anew is another logical source, and epochs compare as text. What else a connector tells is left out:
 * MariaDB's `query` could quote a person.
 */
const ANY_SOURCE = {
  version: z.string(),
  name: z.string().regex(/^[\w-]+(\.[0-9A-Za-z-]{1,64})?$/),
  /** When the row changed, in milliseconds since 1970; logs know it to the second. */
  ts_ms: z.int(),
  snapshot: z.enum([
    'false',
    'true',
    'first',
    'first_in_data_collection',
    'last_in_data_collection',
    'last',
    'incremental',
  ]),
  db: z.string(),
  table: z.string(),
};

const Source = z.discriminatedUnion('connector', [
  z.object({
    ...ANY_SOURCE,
    connector: z.literal('dynamodb'),
    /** `["<sequence number>"]` of the stream's record; `null` where the row was read and no log tells of it. */
    sequence: z
      .string()
      .regex(/^\["[0-9]{1,40}"\]$/)
      .nullable(),
  }),
  z.object({
    ...ANY_SOURCE,
    connector: z.literal('mariadb'),
    server_id: z.int(),
    gtid: z.string().nullable(),
    file: z.string().regex(/\.[0-9]{1,10}$/),
    pos: z.int().min(0),
    row: z.int().min(0),
  }),
]);

/** Where a change comes from. */
export type Source = z.output<typeof Source>;

type Members = Readonly<Record<string, unknown>>;

/**
 * Declares the changes of a table.
 * @param spec `subject` names the customer a row belongs to, by whose key what is personal in it is encrypted.
 */
export function change<K extends z.ZodObject, R extends z.ZodObject>(
  type: string,
  spec: {
    readonly context: string;
    readonly key: K;
    readonly row: R;
    readonly subject: (key: z.output<K>) => string;
    readonly example: Change<z.output<K>, z.input<R>>;
  },
): ChangeType<z.output<K>, z.output<R>> {
  const { key, row }: { readonly key: z.ZodObject; readonly row: z.ZodObject } = spec;
  const value = z
    .object({
      before: row.nullable(),
      after: row.nullable(),
      source: Source,
      op: Op,
      ts_ms: z.int(),
      transaction: z.null(),
    })
    .refine(({ op, after }) => (op === 'd') === (after === null), {
      error: 'after must be the row, and null when it was deleted',
      path: ['after'],
    });
  const schema = z
    .object({ key, value: value.nullable() })
    .refine(({ key: named, value: told }) => told === null || (names(named, told.after) && names(named, told.before)), {
      error: 'before and after must be of the row that key names',
      path: ['value'],
    });
  return { kind: 'change', type, ...spec, schema: schema as never, example: spec.example as never };
}

function names(key: Members, row: Members | null): boolean {
  return row === null || Object.entries(key).every(([member, value]) => row[member] === value);
}

/**
 * Where a change stands among those of its key: epochs compare as text, and so do places of one epoch. A row that a snapshot
 * has read from a table whose log tells no place for it has none.
 */
export const Position = z.object({
  epoch: z.string().regex(/^[0-9A-Za-z-]{0,64}$/),
  place: z
    .string()
    .regex(/^[0-9]{40}$/)
    .nullable(),
});

/** Where a change stands among those of its key. */
export type Position = z.output<typeof Position>;

/** DynamoDB's sequence numbers have up to 40 digits. */
const PLACE_DIGITS = 40;
/** A place of MariaDB's log: the number of its file, where in it, and which row of the statement. */
const PLACE_PARTS = [10, 20, 10] as const;

/** Where a change stands. */
export function positionOf({ source }: Pick<ChangeValue<unknown>, 'source'>): Position {
  const epoch = source.name.split('.', 2)[1] ?? '';
  if (source.connector === 'dynamodb') {
    const [digits] = source.sequence === null ? [] : (JSON.parse(source.sequence) as [string]);
    return { epoch, place: digits?.padStart(PLACE_DIGITS, '0') ?? null };
  }
  const parts = [source.file.split('.').at(-1) as string, String(source.pos), String(source.row)];
  return { epoch, place: parts.map((part, at) => part.padStart(PLACE_PARTS[at] as number, '0')).join('') };
}

/**
 * Whether a change is news to whoever knows of its key what stood at `known`. A later epoch beats an earlier one. In one
 * epoch the later place counts; a row that was read without a place only where nothing else is known of its key, since every
 * change brings the whole row: what is skipped loses nothing.
 */
export function isNews(position: Position, known: Position | undefined): boolean {
  if (known === undefined) return true;
  if (position.epoch !== known.epoch) return position.epoch > known.epoch;
  if (position.place === null) return false;
  return known.place === null || position.place > known.place;
}
