import type * as z from 'zod';
import type { Opaque } from './personal.ts';

/** Something that happened, as a decider yields it: its type and its data, which is of that version of the type's schema. */
export interface Fact<T extends string = string, D = any> {
  readonly type: T;
  readonly version: number;
  readonly data: D;
}

/** A schema that an event once had, and the way from it to the next newer one. */
export interface OlderVersion<S extends z.ZodType = any, Newer = unknown> {
  readonly schema: S;
  /** In clear. */
  readonly example: z.input<S>;
  /** From data of this version to data of the next. Personal values come encrypted: it may move them, not look into them. */
  readonly up: (data: Opaque<z.output<S>>) => Newer;
}

/** Declares an older version of an event; `up` is checked against its schema and, in the last one, the event's present schema. */
export function older<S extends z.ZodType, const Newer>(version: OlderVersion<S, Newer>): OlderVersion<S, Newer> {
  return version;
}

/** The declaration of an event. Calling it makes a fact. */
export interface EventType<T extends string = string, D = any> {
  (data: D): Fact<T, D>;
  readonly type: T;
  /** The context that publishes it; `alpes.<context>` is its source on the bus. */
  readonly context: string;
  /** The present schema's version: one more than the number of older ones. */
  readonly version: number;
  readonly schema: z.ZodType<D>;
  readonly example: D;
  readonly older: readonly OlderVersion[];
  /** The member of the data that names the customer whose key encrypts the personal fields. */
  readonly subject: string | undefined;
}

interface EventSpec<S extends z.ZodType> {
  readonly context: string;
  readonly schema: S;
  /** In clear. */
  readonly example: z.input<S>;
  /** Oldest first. Each entry's `up` gives the data of the entry after it, the last one's that of the present schema. */
  readonly older?: readonly [...OlderVersion[], OlderVersion<any, NoInfer<Opaque<z.output<S>>>>];
  readonly subject?: Extract<keyof z.output<S>, string>;
}

/** Declares an event of the published language: past participle, PascalCase, file and export of the same name. */
export function event<T extends string, S extends z.ZodType>(
  type: T,
  spec: EventSpec<S>,
): EventType<T, Opaque<z.output<S>>> {
  type D = Opaque<z.output<S>>;
  const versions = spec.older ?? [];
  const version = versions.length + 1;
  const make = (data: D): Fact<T, D> => ({ type, version, data });
  return Object.assign(make, {
    type,
    context: spec.context,
    version,
    schema: spec.schema as never,
    example: spec.example as never,
    older: versions,
    subject: spec.subject,
  });
}

/** Brings data of any version of an event to the present schema. A version newer than the code's passes unchanged. */
export function upcast(type: EventType, version: number, data: unknown): any {
  return type.older.slice(version - 1).reduce<unknown>((old, { up }) => up(old), data);
}
