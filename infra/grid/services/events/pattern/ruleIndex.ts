import type { Branch } from './branches.ts';
import { fieldsOf } from './fields.ts';
import { type Pattern, satisfies, stepsFor } from './match.ts';

/** Finds the rules of a bus that match an event. */
export type RuleIndex<T> = (event: object) => T[];

/** The paths by which rules are found, the more selective first. */
const KEYS = ['detail-type', 'source'] as const;

/**
 * Indexes rules by the exact `detail-type` (else `source`) that they ask for, so that an event is tried only against
 * rules that may want it, with its fields collected once for all of them. Rules come in the order they were given.
 */
export function ruleIndex<T>(rules: readonly { readonly rule: T; readonly pattern: Pattern }[]): RuleIndex<T> {
  const steps = stepsFor(rules.flatMap(({ pattern }) => pattern.branches));
  const byKey = KEYS.map(() => new Map<string, Set<number>>());
  const unkeyed = new Set<number>();
  for (const [number, { pattern }] of rules.entries()) {
    for (const branch of pattern.branches) {
      const place = KEYS.findIndex((key) => onlyTexts(branch, key));
      if (place < 0) unkeyed.add(number);
      else
        for (const value of onlyTexts(branch, KEYS[place] as string) ?? []) put(byKey[place] as Groups, value, number);
    }
  }
  return (event) => {
    const fields = fieldsOf(event, steps);
    const candidates = new Set(unkeyed);
    for (const [place, key] of KEYS.entries()) {
      for (const { value } of fields.get(key) ?? []) {
        for (const number of byKey[place]?.get(value as string) ?? []) candidates.add(number);
      }
    }
    return [...candidates]
      .sort((a, b) => a - b)
      .flatMap((number) => rules[number] ?? [])
      .filter(({ pattern }) => satisfies(fields, pattern.branches))
      .map(({ rule }) => rule);
  };
}

type Groups = Map<string, Set<number>>;

function put(groups: Groups, value: string, number: number): void {
  const group = groups.get(value);
  if (group) group.add(number);
  else groups.set(value, new Set([number]));
}

/** The strings of which the branch wants one at `path`, when it wants nothing else there. */
function onlyTexts(branch: Branch, path: string): string[] | undefined {
  const criteria = branch.get(path);
  const texts = criteria?.flatMap(({ only }) => (only === undefined ? [] : only));
  return texts && texts.length === criteria?.length ? texts : undefined;
}
