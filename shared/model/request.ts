import type * as z from 'zod';

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

interface RequestSpec<D> {
  readonly context: string;
  readonly schema: z.ZodType<D>;
  readonly example: D;
}

/** Declares a request: infinitive, camelCase, of the same name as the command that receives it. */
export function request<T extends string, D>(type: T, spec: RequestSpec<D>): RequestType<T, D> {
  const make = (data: D): Request<T, D> => ({ kind: 'request', type, data });
  return Object.assign(make, { type, ...spec });
}
