import type { Names } from '#infra/cdk/names.ts';

/**
 * The tables of which an index has few values (a state, a day, that something waits), and how often each of their rows is written:
 * into the table, into each index that all of them are in, and into the one that is meant. One value of it is written once, at
 * most, when a row is: for what comes under it, what changes there, or what leaves it.
 */
export function pocosValoresDe(names: Names): Readonly<Record<string, number>> {
  return {
    // By customer, and by state.
    [names.view('ordenes')]: 3,
    // By stream, by customer, and by state.
    [names.view('avisos')]: 4,
    // That it waits for a person.
    [names.view('entregas')]: 2,
    // By vehicle, by day, and that it has still to leave.
    [names.view('planes')]: 4,
  };
}
