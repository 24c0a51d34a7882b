import { invalid } from './invalid.ts';

/** Compiles a text with `*` (`\*` and `\\` are literal) to a test that never backtracks. */
export function wildcard(expression: string): (value: string) => boolean {
  const [first = '', ...others] = segments(expression);
  const last = others.pop();
  if (last === undefined) return (value) => value === first;
  return (value) => {
    if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
    let from = first.length;
    const end = value.length - last.length;
    for (const segment of others) {
      const found = value.indexOf(segment, from);
      if (found < 0 || found + segment.length > end) return false;
      from = found + segment.length;
    }
    return true;
  };
}

/** The literal pieces between the wildcards. */
function segments(expression: string): string[] {
  const pieces = [''];
  for (let i = 0; i < expression.length; i++) {
    const next = expression[i + 1];
    let literal = expression[i] as string;
    if (literal === '*') {
      if (next === '*') return invalid(`Consecutive wildcard characters at pos ${i}`);
      pieces.push('');
      continue;
    }
    if (literal === '\\') {
      if (next !== '*' && next !== '\\') return invalid(`Invalid escape character at pos ${i}`);
      literal = next;
      i++;
    }
    pieces[pieces.length - 1] += literal;
  }
  return pieces;
}
