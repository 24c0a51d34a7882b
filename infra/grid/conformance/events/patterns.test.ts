import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../services/events/pattern/match.ts';
import { ruleIndex } from '../../services/events/pattern/ruleIndex.ts';

interface MatchCase {
  readonly name: string;
  readonly pattern: object;
  readonly yes: object[];
  readonly no: object[];
}

interface InvalidCase {
  readonly pattern: unknown;
  readonly reason: string;
}

function cases<T>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')).cases;
}

describe('event patterns', () => {
  const all = cases<MatchCase>('patterns.json');
  test.each(all)('$name', ({ pattern, yes, no }) => {
    const compiled = compile(pattern);
    expect(yes.filter((event) => !compiled.matches(event))).toEqual([]);
    expect(no.filter((event) => compiled.matches(event))).toEqual([]);
  });

  test('all of them indexed together match what each matches alone', () => {
    const rules = all.map(({ name, pattern }) => ({ rule: name, pattern: compile(pattern) }));
    const index = ruleIndex(rules);
    for (const event of all.flatMap(({ yes, no }) => [...yes, ...no])) {
      const alone = rules.filter(({ pattern }) => pattern.matches(event)).map(({ rule }) => rule);
      expect(index(event)).toEqual(alone);
    }
  });
});

describe('invalid event patterns', () => {
  test.each(cases<InvalidCase>('invalid-patterns.json'))('$pattern: $reason', ({ pattern, reason }) => {
    expect(() => compile(pattern)).toThrow(
      expect.objectContaining({ code: 'InvalidEventPatternException', message: expect.stringContaining(reason) }),
    );
  });

  test('more than a thousand combinations of $or', () => {
    const or = { $or: Array.from({ length: 11 }, (_, n) => ({ [`f${n}`]: ['1'] })) };
    expect(() => compile({ a: or, b: or, c: or })).toThrow('more than 1000 rule combinations');
  });
});
