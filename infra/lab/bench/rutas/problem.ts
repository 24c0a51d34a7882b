import type { Problem } from '#shared/routing/problem.ts';
import { euclidean, travelBetween } from '#shared/routing/travel.ts';
import type { Customer, Instance } from '../../data/vrptw.ts';

/** A Solomon problem for the solver: customers are called by their numbers, and only the first limit is used. */
export function problemOf({ vehicles, capacity, depot, customers }: Instance): Problem {
  const window = ({ ready, due }: Customer) => ({ ready, due });
  return {
    vehicles: Array.from({ length: vehicles }, (_, index) => ({
      id: `v${index + 1}`,
      capacity: [capacity, 0],
      start: 0,
      end: 0,
      window: window(depot),
    })),
    stops: customers.map((customer, index) => ({
      id: String(index + 1),
      place: index + 1,
      demand: [customer.demand, 0],
      window: window(customer),
      service: customer.service,
    })),
    travel: travelBetween([depot, ...customers], euclidean, 1),
  };
}
