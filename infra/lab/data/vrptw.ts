import { readdirSync, readFileSync } from 'node:fs';

/** One customer, or the depot: where, how much, when, and for how long. */
export interface Customer {
  readonly x: number;
  readonly y: number;
  readonly demand: number;
  readonly ready: number;
  readonly due: number;
  readonly service: number;
}

/** One of Solomon's 56 problems. Distance is Euclidean, and travel time equals distance. */
export interface Instance {
  readonly name: string;
  readonly vehicles: number;
  readonly capacity: number;
  readonly depot: Customer;
  readonly customers: readonly Customer[];
}

/** The best published solution of a problem: fewest vehicles, and with these the shortest distance. */
export interface Best {
  readonly vehicles: number;
  readonly distance: number;
}

const folder = new URL('./vrptw/', import.meta.url);

/** The names of the problems, in their order. */
export function instanceNames(): string[] {
  const names = readdirSync(folder).map((file) => /^(r?c?\d{3})\.csv$/.exec(file)?.[1]?.toUpperCase());
  return names.filter((name) => name !== undefined).toSorted();
}

/** A problem by its name. */
export function instance(name: string): Instance {
  const [[vehicles, capacity] = [], ...rows] = csv(`${name.toLowerCase()}.csv`).map((row) => row.map(Number));
  const [depot, ...customers] = rows.map(customer);
  if (vehicles === undefined || capacity === undefined || !depot) throw new Error(`${name} is not a problem file.`);
  return { name, vehicles, capacity, depot, customers };
}

/** The best published solutions, by the name of the problem. */
export function bestKnown(): ReadonlyMap<string, Best> {
  const [, ...rows] = csv('best.csv');
  return new Map(
    rows.map(([name = '', vehicles, distance]) => [name, { vehicles: Number(vehicles), distance: Number(distance) }]),
  );
}

function csv(file: string): string[][] {
  const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
  return lines.map((line) => line.split(','));
}

function customer(row: readonly number[]): Customer {
  const [x = 0, y = 0, demand = 0, ready = 0, due = 0, service = 0] = row;
  return { x, y, demand, ready, due, service };
}
