import type { Travel } from './problem.ts';

/** A place as degrees of longitude and latitude for `haversine`, or as plane coordinates for `euclidean`. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The distance between two points, the same both ways, in metres or in whatever unit the points have. */
export type Metric = (a: Point, b: Point) => number;

/** Mean radius of the Earth in metres (IUGG). */
const EARTH_RADIUS = 6_371_008.8;

/** The straight line in the plane. */
export const euclidean: Metric = (a, b) => {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  return Math.sqrt(dx * dx + dy * dy);
};

/** The great circle, in metres; `x` is the longitude and `y` the latitude, in degrees. */
export const haversine: Metric = (a, b) => {
  const radians = Math.PI / 180;
  const dy = Math.sin(((b.y - a.y) * radians) / 2);
  const dx = Math.sin(((b.x - a.x) * radians) / 2);
  const chord = dy * dy + Math.cos(a.y * radians) * Math.cos(b.y * radians) * dx * dx;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)));
};

/** The travel table between points, at a constant speed in metres per second. */
export function travelBetween(points: readonly Point[], metric: Metric, speed: number): Travel {
  if (!(speed > 0)) throw new RangeError(`The speed must be positive; got ${speed}.`);
  const size = points.length;
  const meters = new Float64Array(size * size);
  points.forEach((from, a) => {
    points.slice(0, a).forEach((to, b) => {
      meters[a * size + b] = metric(from, to);
      meters[b * size + a] = meters[a * size + b] as number;
    });
  });
  // At speed 1 both tables are the same memory: the solver then keeps one of them in the processor's cache.
  return { size, meters, seconds: speed === 1 ? meters : meters.map((m) => m / speed) };
}
