import type { EventType } from '#shared/model/event.ts';
import type { RequestType } from '#shared/model/request.ts';

/** The data of an event or of a request. */
export type DatosDe<E> = E extends EventType<string, infer D> ? D : E extends RequestType<string, infer D> ? D : never;
