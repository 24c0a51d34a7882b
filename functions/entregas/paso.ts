import type { EventType } from '#shared/model/event.ts';
import type { Request } from '#shared/model/request.ts';
import { type Deadline, type Step, step } from '#shared/model/saga.ts';
import type { Entrega } from './entrega.ts';

/** The data of an event. */
export type DatosDe<E> = E extends EventType<string, infer D> ? D : never;

/** A step of the delivery: `step` with its state known, so that the state's words are checked where they are written. */
export function pasar<const E extends readonly (Request | Deadline)[]>(
  estado: Entrega,
  ...efectos: E
): Step<Entrega, Exclude<E[number], Deadline>> {
  return step(estado, ...efectos);
}
