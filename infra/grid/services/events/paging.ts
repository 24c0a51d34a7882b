import { notValid } from './names.ts';

/** A page of a list and the token of the next, as every list action of EventBridge answers. */
export function page<T>(
  all: readonly T[],
  input: { readonly Limit?: number; readonly NextToken?: string },
): { items: T[]; NextToken?: string } {
  const { Limit: limit = 100, NextToken: token = '0' } = input;
  const from = Number(token);
  if (!Number.isInteger(from) || from < 0) throw notValid('NextToken', 'it is not a token that a list gave.');
  if (!(limit >= 1 && limit <= 100)) throw notValid('Limit', 'it must be from 1 to 100.');
  const items = all.slice(from, from + limit);
  return from + limit < all.length ? { items, NextToken: String(from + limit) } : { items };
}
