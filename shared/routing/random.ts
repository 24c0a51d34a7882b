/** The state of a generator. In a typed array, because 32-bit integers in a closure would be allocated at each draw. */
export type Random = Int32Array;

/** A generator (sfc32, by C. Doty-Humphrey; public domain) that gives the same numbers for the same seed everywhere. */
export function seeded(seed: number): Random {
  const state = Int32Array.of(seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1);
  for (let i = 0; i < 15; i++) draw(state);
  return state;
}

/** Uniform in [0, 1). */
export function uniform(random: Random): number {
  return (draw(random) >>> 0) * 2.3283064365386963e-10;
}

/** A whole number from 0 to `bound` - 1. */
export function below(random: Random, bound: number): number {
  return Math.floor(uniform(random) * bound);
}

function draw(s: Random): number {
  const a = s[0] as number;
  const b = s[1] as number;
  const c = s[2] as number;
  const d = s[3] as number;
  const sum = (((a + b) | 0) + d) | 0;
  s[3] = (d + 1) | 0;
  s[0] = b ^ (b >>> 9);
  s[1] = (c + (c << 3)) | 0;
  s[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
  return sum;
}
