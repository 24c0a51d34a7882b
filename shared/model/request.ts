import type * as z from 'zod';
import type { Opaque } from './personal.ts';

/** A command on its way over the bus. */
export interface Request<T extends string = string, D = any> {
  readonly kind: 'request';
  readonly type: T;
  readonly data: D;
}

/** A command that other contexts and sagas may send: part of the published language. Calling it makes a request. */
export interface RequestType<T extends string = string, D = any> {
  (data: D): Request<T, D>;
  readonly type: T;
  /** The context that carries it out. */
  readonly context: string;
  readonly schema: z.ZodType<D>;
  readonly example: D;
}

interface RequestSpec<S extends z.ZodType> {
  readonly context: string;
  readonly schema: S;
  /** In clear. */
  readonly example: z.input<S>;
}

/** Declares a request: infinitive, camelCase, of the same name as the command that receives it. */
export function request<T extends string, S extends z.ZodType>(
  type: T,
  { context, schema, example }: RequestSpec<S>,
): RequestType<T, Opaque<z.output<S>>> {
  const make = (data: Opaque<z.output<S>>): Request<T, Opaque<z.output<S>>> => ({ kind: 'request', type, data });
  return Object.assign(make, { type, context, schema: schema as never, example: example as never });
}
