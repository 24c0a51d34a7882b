import type { Model } from './model.ts';

/**
 * Routes under construction: doubly linked lists over the nodes of a model, each node with the earliest moment to leave
 * it and the latest moment to arrive (Savelsbergh's forward slack), so that a position is checked in constant time. All
 * numbers lie in two buffers, so that a plan is copied by two calls.
 */
export interface Plan {
  readonly model: Model;
  readonly ints: Int32Array;
  readonly floats: Float64Array;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** The vehicle of each node, -1 for a stop that none has. */
  readonly vehicle: Int32Array;
  /** Where insertion begins in a vehicle's route: its last fixed stop, or its start. */
  readonly anchor: Int32Array;
  /** How many stops of a vehicle may move. */
  readonly movable: Int32Array;
  /** The stops that no vehicle has; the first `counts[ABSENT]` of them count. */
  readonly absent: Int32Array;
  readonly counts: Int32Array;
  readonly leave: Float64Array;
  readonly late: Float64Array;
  /** Metres from each node to the next. */
  readonly leg: Float64Array;
  readonly freeKg: Float64Array;
  readonly freeM3: Float64Array;
  /** At 0, the metres of all routes. */
  readonly meters: Float64Array;
}

/** Indices of `counts`. */
export const ABSENT = 0;
export const USED = 1;

/** Makes `to` equal to `from`. */
export function copyPlan(from: Plan, to: Plan): void {
  to.ints.set(from.ints);
  to.floats.set(from.floats);
}

/** An empty twin of a plan, to copy into. */
export function twinOf(plan: Plan): Plan {
  const twin = emptyPlan(plan.model);
  copyPlan(plan, twin);
  return twin;
}

/** Notes that no vehicle has a stop. */
export function addAbsent(plan: Plan, stop: number): void {
  const at = plan.counts[ABSENT] as number;
  plan.absent[at] = stop;
  plan.counts[ABSENT] = at + 1;
}

/** A plan whose routes are still to be opened. */
export function emptyPlan(model: Model): Plan {
  const { nodes, vehicles, stops } = model;
  const ints = new Int32Array(3 * nodes + 2 * vehicles + stops + 2);
  const floats = new Float64Array(3 * nodes + 2 * vehicles + 1);
  const int = slices(ints);
  const float = slices(floats);
  return {
    model,
    ints,
    floats,
    next: int(nodes),
    prev: int(nodes),
    vehicle: int(nodes).fill(-1),
    anchor: int(vehicles),
    movable: int(vehicles),
    absent: int(stops),
    counts: int(2),
    leave: float(nodes),
    late: float(nodes),
    leg: float(nodes),
    freeKg: float(vehicles),
    freeM3: float(vehicles),
    meters: float(1),
  };
}

function slices<T extends Int32Array | Float64Array>(buffer: T): (length: number) => T {
  let from = 0;
  return (length) => {
    from += length;
    return buffer.subarray(from - length, from) as T;
  };
}
