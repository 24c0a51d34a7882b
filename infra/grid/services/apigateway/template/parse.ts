/** One step of a reference: `.name`, `.name(arguments)` or `.name` in brackets. */
export interface Step {
  readonly name: string;
  readonly arguments?: readonly Expression[];
}

/** `$context.error.message`, `$input.params('id')`; `source` is its text, which is what an unknown reference gives. */
export interface Reference {
  readonly kind: 'reference';
  readonly steps: readonly Step[];
  readonly source: string;
  readonly quiet: boolean;
}

/** A condition or a value. */
export type Expression =
  | Reference
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** A part of a template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | Reference
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly test?: Expression; readonly body: readonly Node[] }[];
    };

/** Where the parser is in the text. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** A hyphen belongs to a name only inside it: `$context.path-$context.status` is two references. */
const NAME = /[A-Za-z_]\w*(?:-+\w+)*/y;
const OPERATORS = ['||', '&&', '==', '!=', '<=', '>=', '<', '>'];
const BINDING: Record<string, number> = { '||': 1, '&&': 2, '==': 3, '!=': 3, '<': 4, '>': 4, '<=': 4, '>=': 4 };

/** Reads a reference at the cursor (which is on `$`), or gives `undefined` when the `$` is only a `$`. */
export function parseReference(cursor: Cursor): Reference | undefined {
  const start = cursor.at;
  cursor.at += 1;
  const quiet = take(cursor, '!');
  const braced = take(cursor, '{');
  const first = name(cursor);
  if (first === undefined) {
    cursor.at = start;
    return undefined;
  }
  const steps: Step[] = [{ name: first }];
  for (;;) {
    const before = cursor.at;
    if (!take(cursor, '.')) break;
    const next = name(cursor);
    if (next === undefined) {
      cursor.at = before;
      break;
    }
    steps.push(cursor.text[cursor.at] === '(' ? { name: next, arguments: parseArguments(cursor) } : { name: next });
  }
  if (braced && !take(cursor, '}')) throw syntax(cursor, '}');
  return { kind: 'reference', steps, source: cursor.text.slice(start, cursor.at), quiet };
}

/** Reads an expression at the cursor, up to what does not belong to it. */
export function parseExpression(cursor: Cursor, binding = 0): Expression {
  let left = parseOperand(cursor);
  for (;;) {
    space(cursor);
    const operator = OPERATORS.find((candidate) => cursor.text.startsWith(candidate, cursor.at));
    const strength = operator ? (BINDING[operator] ?? 0) : 0;
    if (!operator || strength <= binding) return left;
    cursor.at += operator.length;
    left = { kind: 'binary', operator, left, right: parseExpression(cursor, strength) };
  }
}

/** Skips spaces and line ends. */
export function space(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}

/** Steps over `expected`, if it is next. */
export function take(cursor: Cursor, expected: string): boolean {
  if (!cursor.text.startsWith(expected, cursor.at)) return false;
  cursor.at += expected.length;
  return true;
}

/** The error for a template that cannot be read here. */
export function syntax(cursor: Cursor, wanted: string): Error {
  const line = cursor.text.slice(0, cursor.at).split('\n').length;
  return new SyntaxError(
    `Line ${line} of a mapping template: expected ${wanted} at "${cursor.text.slice(cursor.at, cursor.at + 20)}".`,
  );
}

function parseOperand(cursor: Cursor): Expression {
  space(cursor);
  const next = cursor.text[cursor.at];
  if (take(cursor, '!')) return { kind: 'not', of: parseOperand(cursor) };
  if (take(cursor, '(')) {
    const inner = parseExpression(cursor);
    space(cursor);
    if (!take(cursor, ')')) throw syntax(cursor, ')');
    return inner;
  }
  if (next === '"' || next === "'") return { kind: 'value', value: quoted(cursor, next) };
  if (next === '$') {
    const reference = parseReference(cursor);
    if (reference) return reference;
  }
  const word = /-?\d+(\.\d+)?|true|false|null/y;
  word.lastIndex = cursor.at;
  const found = word.exec(cursor.text)?.[0];
  if (found === undefined) throw syntax(cursor, 'a value');
  cursor.at += found.length;
  return { kind: 'value', value: JSON.parse(found) };
}

function parseArguments(cursor: Cursor): Expression[] {
  const given: Expression[] = [];
  cursor.at += 1;
  for (;;) {
    space(cursor);
    if (take(cursor, ')')) return given;
    if (given.length > 0 && !take(cursor, ',')) throw syntax(cursor, ', or )');
    given.push(parseExpression(cursor));
  }
}

function quoted(cursor: Cursor, quote: string): string {
  const end = cursor.text.indexOf(quote, cursor.at + 1);
  if (end < 0) throw syntax(cursor, `the end of the text in ${quote}`);
  const text = cursor.text.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  return text;
}

function name(cursor: Cursor): string | undefined {
  NAME.lastIndex = cursor.at;
  const found = NAME.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}
