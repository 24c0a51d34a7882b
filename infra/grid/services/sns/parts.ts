import type { GridContext } from '../../service.ts';
import type { Publisher } from './publisher.ts';
import type { Registry, Topic } from './registry.ts';

/** What the actions and resources of SNS work with. */
export interface Parts {
  readonly grid: GridContext;
  readonly registry: Registry;
  readonly publisher: Publisher;
}

/** Makes the topic's own policy the one that is enforced. */
export function applyPolicy({ grid }: Parts, { arn, name, attributes }: Topic): void {
  grid.access.setResourcePolicy(arn, name, attributes.Policy ? JSON.parse(attributes.Policy) : undefined);
}

/** A page of a list: SNS gives a hundred at a time. */
export function page<T>(all: readonly T[], token: unknown): { items: T[]; next: { NextToken?: string } } {
  const from = token ? Number(Buffer.from(String(token), 'base64').toString()) : 0;
  const to = from + 100;
  const next = to < all.length ? { NextToken: Buffer.from(String(to)).toString('base64') } : {};
  return { items: all.slice(from, to), next };
}
