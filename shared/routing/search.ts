import type { Model } from './model.ts';
import type { Plan } from './plan.ts';
import { type Random, seeded } from './random.ts';

/** What a search carries from one step to the next: the plan that it changes, its luck, and its working memory. */
export interface Search {
  readonly model: Model;
  readonly plan: Plan;
  readonly random: Random;
  /** For each stop all stops, the nearest first, itself included: a row of the number of stops. */
  readonly near: Int32Array;
  /** Orders in which absent stops may be inserted again: a rank for each stop. */
  readonly orders: readonly Float64Array[];
  /** How many vehicles may be used. At index 0, since it changes. */
  readonly limit: Int32Array;
  /** The number, from `step[0]`, of the last action that dealt with a vehicle, or with a kind of idle vehicles. */
  readonly touched: Int32Array;
  readonly step: Int32Array;
  readonly ranks: Float64Array;
}

/** A search that starts from a plan. */
export function searchFrom(plan: Plan, seed: number): Search {
  const { model } = plan;
  return {
    model,
    plan,
    random: seeded(seed),
    near: neighbours(model),
    orders: insertionOrders(model),
    limit: Int32Array.of(model.vehicles),
    touched: new Int32Array(Math.max(model.vehicles, model.stops)),
    step: new Int32Array(1),
    ranks: new Float64Array(model.stops),
  };
}

function neighbours({ stops, nodes, meters }: Model): Int32Array {
  const near = new Int32Array(stops * stops);
  for (let stop = 0; stop < stops; stop++) {
    const row = near.subarray(stop * stops, (stop + 1) * stops);
    const far = meters.subarray(stop * nodes, stop * nodes + stops);
    for (let other = 0; other < stops; other++) row[other] = other;
    row.sort((a, b) => (far[a] as number) - (far[b] as number) || a - b);
    const self = row.indexOf(stop);
    row.copyWithin(1, 0, self);
    row[0] = stop;
  }
  return near;
}

/** The heavy first, the far first, the near first, the narrow window first, the early and the late one, by the first clock. */
function insertionOrders(model: Model): Float64Array[] {
  const { stops, nodes, meters, kg, m3, ready, due } = model;
  const start = stops;
  const far = (stop: number) => meters[start * nodes + stop] as number;
  const kgMax = Math.max(1, ...model.capacityKg);
  const m3Max = Math.max(1, ...model.capacityM3);
  const share = (stop: number) => Math.max((kg[stop] as number) / kgMax, (m3[stop] as number) / m3Max);
  const by = (rank: (stop: number) => number) => Float64Array.from({ length: stops }, (_, stop) => rank(stop));
  return [
    by((stop) => -share(stop)),
    by((stop) => -far(stop)),
    by(far),
    by((stop) => (due[stop] as number) - (ready[stop] as number)),
    by((stop) => ready[stop] as number),
    by((stop) => -(due[stop] as number)),
  ];
}
