import type { Core } from './core.ts';
import type { Bus, Json, Rule } from './model.ts';
import { busNameOf, DEFAULT_BUS, notFound } from './names.ts';

/** Something that has tags: a bus or a rule. */
export type Tagged = { readonly kind: 'bus'; readonly value: Bus } | { readonly kind: 'rule'; readonly value: Rule };

/** The bus or rule with this ARN. Throws `ResourceNotFoundException`. */
export function tagged({ registry }: Core, arn: unknown): Tagged {
  const text = String(arn);
  if (text.includes(':event-bus/')) {
    const value = registry.get('bus', busNameOf(text));
    if (value) return { kind: 'bus', value };
  }
  const path = text.split(':rule/')[1]?.split('/') ?? [];
  const [bus, name] = path.length === 1 ? [DEFAULT_BUS, path[0]] : path;
  const value = bus !== undefined && name !== undefined ? registry.rule(bus, name) : undefined;
  if (!value) throw notFound(text);
  return { kind: 'rule', value };
}

/** Writes the tags of a bus or a rule. */
export async function setTags(
  { registry }: Core,
  { kind, value }: Tagged,
  tags: Record<string, string>,
): Promise<void> {
  if (kind === 'bus') await registry.put('bus', { ...value, tags });
  else await registry.put('rule', { ...value, tags });
}

/** Tags as the API has them, as a record. */
export function tagsOf(list: unknown): Record<string, string> {
  return Object.fromEntries(((list ?? []) as Json[]).map(({ Key, Value }) => [String(Key), String(Value)]));
}
