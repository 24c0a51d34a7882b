import { optimize } from '#shared/routing/optimize.ts';
import { distanceOf, verify } from '#shared/routing/verify.ts';
import { instance } from '../../data/vrptw.ts';
import { problemOf } from './problem.ts';

/** What one process is asked to solve. */
export interface Task {
  readonly name: string;
  readonly seed: number;
  readonly seconds: number;
}

/** What it found; `violations` is the number of broken rules that the independent checker saw. */
export interface Found {
  readonly name: string;
  readonly vehicles: number;
  readonly distance: number;
  readonly unserved: number;
  readonly violations: number;
}

// The limit is the processor time of this process: ten seconds of one core also on a machine that does other things.
process.on('message', ({ name, seed, seconds }: Task) => {
  const problem = problemOf(instance(name));
  const begin = process.cpuUsage().user;
  const now = () => (process.cpuUsage().user - begin) / 1000;
  const solution = optimize(problem, undefined, { seed, milliseconds: seconds * 1000, now });
  const found: Found = {
    name,
    vehicles: solution.routes.length,
    distance: distanceOf(problem, solution),
    unserved: solution.unserved.length,
    violations: verify(problem, solution).length,
  };
  process.send?.(found);
});
