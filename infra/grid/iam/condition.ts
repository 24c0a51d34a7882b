import { inNetwork } from './address.ts';
import { arnPattern, type Matcher, wildcard } from './wildcard.ts';

/** Values by lower-cased condition key. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** A compiled `Condition` block. */
export type Condition = (context: ConditionContext) => boolean;

interface Operator {
  /** One value of the policy, as a test of one value of the request. */
  readonly matcher: (policyValue: string) => Matcher;
  readonly negated: boolean;
}

const equals =
  (expected: string): Matcher =>
  (value) =>
    value === expected;
const ignoringCase = (expected: string): Matcher => {
  const folded = expected.toLowerCase();
  return (value) => value.toLowerCase() === folded;
};
const numeric = (holds: (value: number, bound: number) => boolean) => (expected: string) => {
  const bound = Number(expected);
  return (value: string) => holds(Number(value), bound);
};

const OPERATORS: Record<string, Operator> = {
  StringEquals: { matcher: equals, negated: false },
  StringNotEquals: { matcher: equals, negated: true },
  StringEqualsIgnoreCase: { matcher: ignoringCase, negated: false },
  StringNotEqualsIgnoreCase: { matcher: ignoringCase, negated: true },
  StringLike: { matcher: wildcard, negated: false },
  StringNotLike: { matcher: wildcard, negated: true },
  ArnEquals: { matcher: arnPattern, negated: false },
  ArnLike: { matcher: arnPattern, negated: false },
  ArnNotEquals: { matcher: arnPattern, negated: true },
  ArnNotLike: { matcher: arnPattern, negated: true },
  IpAddress: { matcher: inNetwork, negated: false },
  NotIpAddress: { matcher: inNetwork, negated: true },
  Bool: { matcher: ignoringCase, negated: false },
  NumericEquals: { matcher: numeric((a, b) => a === b), negated: false },
  NumericNotEquals: { matcher: numeric((a, b) => a === b), negated: true },
  NumericLessThan: { matcher: numeric((a, b) => a < b), negated: false },
  NumericLessThanEquals: { matcher: numeric((a, b) => a <= b), negated: false },
  NumericGreaterThan: { matcher: numeric((a, b) => a > b), negated: false },
  NumericGreaterThanEquals: { matcher: numeric((a, b) => a >= b), negated: false },
};

/**
 * Compiles a `Condition` block: all of its operators and keys must hold.
 * @throws a plain Error that names what the grid does not evaluate (`DateGreaterThan`, a policy variable).
 */
export function compileCondition(block: Record<string, Record<string, unknown>>): Condition {
  const tests = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileOne(operator, key.toLowerCase(), listOf(values))),
  );
  return (context) => tests.every((test) => test(context));
}

/**
 * Set operators, `IfExists` and what a missing key means, as
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html has them.
 */
function compileOne(name: string, key: string, expected: readonly string[]): Condition {
  const { set, base, ifExists } = readName(name);
  refuseVariables(expected, `Condition ${name}`);
  if (base === 'Null') return (context) => String(!context.has(key)) === expected[0]?.toLowerCase();
  const operator = Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined;
  if (!operator) throw new Error(`the condition operator "${name}" is not evaluated by the grid`);
  const matchers = expected.map(operator.matcher);
  const holds: Matcher = operator.negated
    ? (value) => !matchers.some((matches) => matches(value))
    : (value) => matchers.some((matches) => matches(value));
  const whenMissing = ifExists || set === 'ForAllValues' || (set === undefined && operator.negated);
  const every = set === 'ForAllValues' || (set === undefined && operator.negated);
  return (context) => {
    const values = context.get(key);
    if (!values || values.length === 0) return whenMissing;
    return every ? values.every(holds) : values.some(holds);
  };
}

function readName(name: string): { set: string | undefined; base: string; ifExists: boolean } {
  const colon = name.indexOf(':');
  const set = colon === -1 ? undefined : name.slice(0, colon);
  if (set !== undefined && set !== 'ForAllValues' && set !== 'ForAnyValue') {
    throw new Error(`the condition operator "${name}" is not evaluated by the grid`);
  }
  const rest = name.slice(colon + 1);
  const ifExists = rest.endsWith('IfExists');
  return { set, base: ifExists ? rest.slice(0, -'IfExists'.length) : rest, ifExists };
}

/** A policy writes one value or a list of them, and booleans or numbers as such. */
export function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** @throws when a value holds `${…}`: the grid does not fill in policy variables, and unfilled they would match nothing. */
export function refuseVariables(values: readonly string[], where: string): void {
  const found = values.find((value) => value.includes('${'));
  if (found !== undefined) throw new Error(`policy variables are not evaluated by the grid: ${where} "${found}"`);
}
