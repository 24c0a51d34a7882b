import { invalid } from './invalid.ts';

/** EventBridge compares numbers from -5.0e9 to 5.0e9, to six digits right of the point (event-ruler, README). */
const LIMIT = 5e9;

/** The form in which two numbers are compared; `undefined` for what is not a comparable number. */
export function comparable(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= LIMIT ? Math.round(value * 1e6) : undefined;
}

/** The comparable form of a number in a pattern, where a number out of range is refused. */
export function bound(value: unknown, reason: string): number {
  if (typeof value !== 'number') return invalid(reason);
  return comparable(value) ?? invalid('Value must be between -5.0E9 and 5.0E9, inclusive');
}

/** Compiles `["=", 5]`, `[">", 0]` or `[">=", 0, "<", 5]`. */
export function numeric(expression: unknown): (value: unknown) => boolean {
  if (!Array.isArray(expression)) return invalid('Value of numeric must be an array.');
  const [operator, first, secondOperator, second] = expression;
  if (typeof operator !== 'string') return invalid(`Invalid member in numeric match: ${operator}`);
  const test = comparison(operator, first);
  if (expression.length === 2) return test;
  if (operator !== '>' && operator !== '>=') return invalid('Too many elements in numeric expression');
  if (secondOperator !== '<' && secondOperator !== '<=')
    return invalid(`Bad numeric range operator: ${secondOperator}`);
  if (expression.length > 4) return invalid('Too many terms in numeric range expression');
  const upper = comparison(secondOperator, second);
  if (!(bound(first, '') < bound(second, ''))) return invalid('Bottom must be less than top');
  return (value) => test(value) && upper(value);
}

function comparison(operator: string, operand: unknown): (value: unknown) => boolean {
  const named = operator === '=' ? 'equals' : operator;
  const compare = OPERATORS[operator] ?? invalid(`Unrecognized numeric range operator: ${operator}`);
  const limit = bound(operand, `Value of ${named} must be numeric`);
  return (value) => {
    const number = comparable(value);
    return number !== undefined && compare(number, limit);
  };
}

const OPERATORS: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
