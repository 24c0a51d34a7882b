import { validation } from './names.ts';

const MOST = 100;

/** A page of a list and the token of the next, as every list of the Scheduler's API answers. @throws ValidationException */
export function page<T>(
  all: readonly T[],
  input: { readonly MaxResults?: string; readonly NextToken?: string },
): { items: T[]; NextToken?: string } {
  const [most, from] = [Number(input.MaxResults ?? MOST), Number(input.NextToken ?? 0)];
  if (!(most >= 1 && most <= MOST)) throw validation('MaxResults must be from 1 to 100.');
  if (!Number.isInteger(from) || from < 0) throw validation('NextToken is not a token that a list gave.');
  const items = all.slice(from, from + most);
  return from + most < all.length ? { items, NextToken: String(from + most) } : { items };
}
