/** Two independent limits: kilograms and cubic metres, in this order. A problem with one limit leaves the other 0. */
export type Load = readonly [kg: number, m3: number];

/** When something may begin, in seconds (of any clock, the same in the whole problem). Waiting until `ready` is free. */
export interface Window {
  readonly ready: number;
  readonly due: number;
}

/** A time in which a vehicle stands still, in seconds; until `until`, which is no more part of it. */
export interface Break {
  readonly from: number;
  readonly until: number;
}

/**
 * What has to be visited once. `place` is a row of the travel table; `service` is how many seconds the visit takes; `only`
 * names the one vehicle that may visit it, where not any may.
 */
export interface Stop {
  readonly id: string;
  readonly place: number;
  readonly demand: Load;
  readonly window: Window;
  readonly service: number;
  readonly only?: string;
}

/**
 * Who can visit. It leaves `start` not before `window.ready` and is at `end` by `window.due`. In its `breaks`, in order
 * and apart from one another, its time stands still: no visit begins, and a drive or a visit that is under way goes on
 * afterwards. `fixed` are the stops that it is already driving to: they stay its first ones, in this order. When they
 * alone already overload it or make it late, that is a fact and not a mistake of the plan: it is tolerated, and only
 * further stops are refused.
 */
export interface Vehicle {
  readonly id: string;
  readonly capacity: Load;
  readonly start: number;
  readonly end: number;
  readonly window: Window;
  readonly breaks?: readonly Break[];
  readonly fixed?: readonly string[];
}

/** Distance and duration between `size` places, row by row: from `a` to `b` stands at `a * size + b`. */
export interface Travel {
  readonly size: number;
  readonly meters: Float64Array;
  readonly seconds: Float64Array;
}

/** What is to be planned: who can visit, what has to be visited, and the way between any two places. */
export interface Problem {
  readonly vehicles: readonly Vehicle[];
  readonly stops: readonly Stop[];
  readonly travel: Travel;
}

/** The stops of one vehicle in their order, the fixed ones included. */
export interface Route {
  readonly vehicle: string;
  readonly stops: readonly string[];
}

/** A vehicle without stops has no route. What no vehicle can take is named in `unserved`. */
export interface Solution {
  readonly routes: readonly Route[];
  readonly unserved: readonly string[];
}
