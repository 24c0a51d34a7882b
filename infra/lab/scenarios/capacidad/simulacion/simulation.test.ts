import { expect, test } from 'vitest';
import { Azar } from '../../../driver/azar.ts';
import { Processors } from './processors.ts';
import { Simulation } from './simulation.ts';
import { Station } from './station.ts';

const SEED = 'Kendall';
const CUSTOMERS = 20_000;
/** Of a mean over so many customers at these loads: about three times its standard error. */
const TOLERANCE = 0.05;

/** Mean time from arrival to departure, where customers come by chance. Times in milliseconds. */
function meanStay(
  between: number,
  serve: (simulation: Simulation, random: () => number) => (done: () => void) => void,
) {
  const simulation = new Simulation();
  const azar = new Azar(SEED);
  const random = () => azar.next();
  const enter = serve(simulation, random);
  let [left, sum, count] = [CUSTOMERS, 0, 0];
  const come = () => {
    const since = simulation.now;
    enter(() => {
      sum += simulation.now - since;
      count += 1;
    });
    left -= 1;
    if (left > 0) simulation.after(exponential(between, random), come);
  };
  simulation.after(0, come);
  simulation.run();
  expect(count).toBe(CUSTOMERS);
  return sum / count;
}

function exponential(mean: number, random: () => number): number {
  return -Math.log(1 - random()) * mean;
}

/** A station whose customers take so long, one a batch. */
function station(concurrency: number, takes: (random: () => number) => number) {
  return (simulation: Simulation, random: () => number) => {
    const feeding = { concurrency, batch: 1, windowMs: 0, ramp: 'all' } as const;
    const one = new Station<() => void>(simulation, feeding, ([leave], done) =>
      simulation.after(takes(random), () => {
        leave?.();
        done();
      }),
    );
    return (leave: () => void) => one.arrive(leave);
  };
}

function within(value: number, expected: number): void {
  expect(Math.abs(value / expected - 1)).toBeLessThan(TOLERANCE);
}

test('M/M/1: a stay is 1 / (μ − λ)', () => {
  within(
    meanStay(
      1 / 0.5,
      station(1, (random) => exponential(1, random)),
    ),
    1 / (1 - 0.5),
  );
});

test('M/D/1: waiting is half of that of M/M/1 (Pollaczek and Khinchine)', () => {
  within(
    meanStay(
      1 / 0.5,
      station(1, () => 1),
    ),
    1 + 0.5 / (2 * (1 - 0.5)),
  );
});

test('M/M/2: a stay is by Erlang’s formula', () => {
  const [load, servers] = [1, 2];
  const waits = load ** 2 / (2 * (1 - load / servers)) / (1 + load + load ** 2 / (2 * (1 - load / servers)));
  within(
    meanStay(
      1 / load,
      station(servers, (random) => exponential(1, random)),
    ),
    1 + waits / (servers - load),
  );
});

test('M/D/1 with a shared processor: a stay is as in M/M/1, however the work is spread', () => {
  const shared = (simulation: Simulation) => {
    const processors = new Processors(simulation, 1);
    return (done: () => void) => processors.work(1, done);
  };
  within(meanStay(1 / 0.5, shared), 1 / (1 - 0.5));
});

test('a job has one core at most, and half of one when four share two', () => {
  const ended = (jobs: number) => {
    const simulation = new Simulation();
    const processors = new Processors(simulation, 2);
    for (let job = 0; job < jobs; job++) processors.work(10, () => {});
    simulation.run();
    return simulation.now;
  };
  expect([ended(1), ended(2), ended(4)]).toEqual([10, 10, 20]);
});

test('full batches come one more at a time, and a window gathers', () => {
  const batches: (readonly [at: number, size: number])[] = [];
  const simulation = new Simulation();
  const serve = (messages: readonly number[], done: () => void) => {
    batches.push([simulation.now, messages.length]);
    simulation.after(100, done);
  };
  const grows = new Station(simulation, { concurrency: 3, batch: 10, windowMs: 0, ramp: 'grows' }, serve);
  // Each wakes it, as each that arrives alone does.
  for (let message = 0; message < 32; message++) grows.arrive(message);
  simulation.run();
  expect(batches).toEqual([
    [0, 1],
    [100, 10],
    [100, 10],
    [100, 10],
    [200, 1],
  ]);
  batches.length = 0;
  const gathers = new Station(simulation, { concurrency: 2, batch: 100, windowMs: 1_000, ramp: 'grows' }, serve);
  for (let message = 0; message < 7; message++) gathers.arrive(message);
  const from = simulation.now;
  simulation.run();
  expect(batches).toEqual([[from + 1_000, 7]]);
});
