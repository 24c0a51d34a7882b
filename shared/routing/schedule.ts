import type { Break, Problem, Stop, Vehicle } from './problem.ts';

/** When the visits of a route begin, in their order, and when the vehicle is at its end; in seconds. */
export interface Schedule {
  readonly begins: readonly number[];
  readonly home: number;
}

/** Drives a route, second after second and break after break: each visit begins as early as it can. */
export function scheduleOf(problem: Problem, vehicle: Vehicle, stops: readonly Stop[]): Schedule {
  const breaks = vehicle.breaks ?? [];
  let at = vehicle.start;
  let leave = later(breaks, vehicle.window.ready, 0);
  const begins = stops.map((stop) => {
    const arrival = later(breaks, leave, secondsBetween(problem, at, stop.place));
    const begin = later(breaks, Math.max(arrival, stop.window.ready), 0);
    leave = later(breaks, begin, stop.service);
    at = stop.place;
    return begin;
  });
  return { begins, home: later(breaks, leave, secondsBetween(problem, at, vehicle.end)) };
}

/** The moment at which so many seconds outside the breaks have passed. What ends where a break begins is over after it. */
function later(breaks: readonly Break[], from: number, seconds: number): number {
  let at = from;
  let left = seconds;
  for (const pause of breaks) {
    if (pause.until <= at) continue;
    const before = Math.max(0, pause.from - at);
    if (left < before) break;
    left -= before;
    at = pause.until;
  }
  return at + left;
}

function secondsBetween({ travel }: Problem, from: number, to: number): number {
  return travel.seconds[from * travel.size + to] ?? Number.NaN;
}
