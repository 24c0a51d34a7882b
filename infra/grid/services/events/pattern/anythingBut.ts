import { invalid } from './invalid.ts';
import { bound, comparable } from './numeric.ts';
import { wildcard } from './wildcard.ts';

type Test = (value: unknown) => boolean;

/**
 * Compiles the operand of `anything-but`: a value, a list, or `prefix`, `suffix`, `equals-ignore-case`, `wildcard` with
 * one or several texts. A value of another type than the operand's is always something else, so it matches.
 */
export function anythingBut(operand: unknown): Test {
  const excluded = isObject(operand) ? nested(operand) : values(operand);
  return (value) => !excluded(value);
}

function values(operand: unknown): Test {
  const list = Array.isArray(operand) ? operand : [operand];
  if (!Array.isArray(operand) && typeof operand !== 'string' && typeof operand !== 'number') {
    return invalid('Value of anything-but must be an array or single string/number value.');
  }
  if (list.some((member) => typeof member !== 'string' && typeof member !== 'number')) {
    return invalid('Inside anything but list, start|null|boolean is not supported.');
  }
  const kinds = new Set(list.map((member) => typeof member));
  if (kinds.size !== 1) {
    return invalid('Inside anything but list, either all values are number or string, mixed type is not supported');
  }
  if (kinds.has('string')) {
    const texts = new Set<unknown>(list);
    return (value) => texts.has(value);
  }
  const numbers = new Set(list.map((member) => bound(member, '')));
  return (value) => {
    const number = comparable(value);
    return number !== undefined && numbers.has(number);
  };
}

function nested(operand: Record<string, unknown>): Test {
  const entries = Object.entries(operand);
  const [entry, more] = entries;
  if (!entry) return invalid('Anything-But expression name not found');
  if (more) return invalid('Only one key allowed in match expression');
  const [type, inner] = entry;
  const build = Object.hasOwn(NESTED, type) ? NESTED[type] : undefined;
  if (!build) return invalid(`Unsupported anything-but pattern: ${type}`);
  const tests = texts(type, inner).map(build);
  return (value) => typeof value === 'string' && tests.some((test) => test(value));
}

function texts(type: string, inner: unknown): string[] {
  const list: unknown[] = Array.isArray(inner) ? inner : [inner];
  if (list.length === 0) return invalid('Empty arrays are not allowed');
  return list.map((member) => {
    if (typeof member !== 'string') return invalid(`Inside anything-but/${type}, only strings are supported.`);
    if (member === '' && type !== 'equals-ignore-case') return invalid(`Null ${type} not allowed`);
    return member;
  });
}

const NESTED: Record<string, (wanted: string) => (value: string) => boolean> = {
  prefix: (wanted) => (value) => value.startsWith(wanted),
  suffix: (wanted) => (value) => value.endsWith(wanted),
  'equals-ignore-case': (wanted) => {
    const lower = wanted.toLowerCase();
    return (value) => value.toLowerCase() === lower;
  },
  wildcard,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
