import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, matches } from './match.ts';
import { ruleIndex } from './ruleIndex.ts';

const scalar = fc.oneof(
  fc.constantFrom('a', 'b', 'ab', ''),
  fc.integer({ min: -3, max: 3 }),
  fc.boolean(),
  fc.constant(null),
);
const name = fc.constantFrom('source', 'detail-type', 'x', 'y');
const event = fc.letrec<{ node: unknown; object: object }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('node'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(name, tie('node'), { maxKeys: 4 }),
})).object;
const expression = fc.constantFrom(
  { prefix: 'a' },
  { suffix: 'b' },
  { 'anything-but': ['a'] },
  { exists: true },
  { exists: false },
  { numeric: ['>', 0, '<=', 2] },
  { wildcard: '*b' },
);
const leaf = fc.array(fc.oneof(scalar, expression), { minLength: 1, maxLength: 3 });
const pattern = fc.letrec<{ object: object }>((tie) => ({
  object: fc.dictionary(name, fc.oneof({ maxDepth: 2 }, leaf, tie('object')), { minKeys: 1, maxKeys: 3 }),
})).object;

test('a scalar event matches the pattern made of its own values, and not with one of them changed', () => {
  fc.assert(
    fc.property(fc.dictionary(name, scalar, { minKeys: 1 }), (flat) => {
      const own = Object.fromEntries(Object.entries(flat).map(([key, value]) => [key, [value]]));
      expect(matches(own, flat)).toBe(true);
      const [first] = Object.keys(flat);
      expect(matches(own, { ...flat, [first as string]: 'another' })).toBe(false);
    }),
  );
});

test('$or of two patterns matches what one of them matches', () => {
  fc.assert(
    fc.property(pattern, pattern, event, (a, b, e) => {
      expect(matches({ $or: [a, b] }, e)).toBe(matches(a, e) || matches(b, e));
    }),
  );
});

test('what is absent is what does not exist', () => {
  fc.assert(
    fc.property(name, event, (field, e) => {
      const exists = (there: boolean) => matches({ [field]: [{ exists: there }] }, e);
      expect(exists(true)).toBe(!exists(false));
    }),
  );
});

test('an index of rules finds what each rule finds alone, in order', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), event, (patterns, e) => {
      const rules = patterns.map((each, rule) => ({ rule, pattern: compile(each) }));
      const alone = rules.filter((each) => each.pattern.matches(e)).map(({ rule }) => rule);
      expect(ruleIndex(rules)(e)).toEqual(alone);
    }),
  );
});

test('order of elements in an array does not matter', () => {
  fc.assert(
    fc.property(pattern, fc.array(event, { maxLength: 4 }), (p, elements) => {
      const wrapped = { x: p };
      expect(matches(wrapped, { x: elements })).toBe(matches(wrapped, { x: elements.toReversed() }));
    }),
  );
});
