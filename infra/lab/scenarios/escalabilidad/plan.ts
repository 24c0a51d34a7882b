/** How the load grows, and what is told of it. */
export interface Plan {
  /** Orders a second, step by step; it ends one step beyond the knee. */
  readonly steps: readonly number[];
  readonly stepSeconds: number;
  readonly spikeSeconds: number;
  /** How many times the usual load a spike is. */
  readonly spike: number;
  /** How many orders there are when the cost of one is measured: after few, and after many. */
  readonly volumes: readonly [few: number, many: number];
  /** Of which the cost is taken. */
  readonly block: number;
  readonly hotSeconds: number;
}

/** A whole run. */
export const WHOLE: Plan = {
  steps: [1, 2, 3, 5, 8, 12, 18, 27, 40, 60],
  stepSeconds: 30,
  spikeSeconds: 30,
  spike: 10,
  volumes: [1_000, 10_000],
  block: 200,
  hotSeconds: 20,
};

/** A try: the same, so short that it proves nothing. */
export function tryOf(seconds: number): Plan {
  return {
    ...WHOLE,
    steps: [1, 2, 4],
    stepSeconds: seconds,
    spikeSeconds: seconds,
    volumes: [20, 60],
    block: 20,
    hotSeconds: seconds,
  };
}
