import { refusal } from '../properties.ts';
import {
  type Cursor,
  type Expression,
  type Node,
  parseExpression,
  parseReference,
  type Reference,
  space,
  syntax,
  take,
} from './parse.ts';

/** What a template can refer to, by the first name of a reference: `context`, `input`, `stageVariables`, … */
export type Scope = Record<string, unknown>;

/** A template, ready to be filled in. `missing` is given for a reference to nothing; without it, its own text is. */
export type Template = (scope: Scope, missing?: string) => string;

/**
 * Compiles a mapping template: text, references, `#set`, `#if`, `#elseif`, `#else`, `#end` and comments. It is the part of
 * the Velocity language that CORS preflights and gateway responses need; another directive is refused by name.
 */
export function compileTemplate(text: string): Template {
  const cursor: Cursor = { text, at: 0 };
  const nodes = parseNodes(cursor, []);
  return (scope, missing) => render(nodes, scope, missing);
}

function parseNodes(cursor: Cursor, until: readonly string[]): Node[] {
  const nodes: Node[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') nodes.push({ kind: 'text', text });
    text = '';
  };
  while (cursor.at < cursor.text.length) {
    if (until.some((word) => cursor.text.startsWith(word, cursor.at))) break;
    const node = parseNode(cursor);
    if (typeof node === 'string') text += node;
    else if (node) {
      flush();
      nodes.push(node);
    }
  }
  flush();
  return nodes;
}

/** One node, or text that is only text, or nothing for a comment. */
function parseNode(cursor: Cursor): Node | string | undefined {
  const character = cursor.text[cursor.at] ?? '';
  if (character === '$') {
    const reference = parseReference(cursor);
    if (reference) return reference;
  }
  if (character === '#') {
    if (take(cursor, '##')) {
      const end = cursor.text.indexOf('\n', cursor.at);
      cursor.at = end < 0 ? cursor.text.length : end + 1;
      return undefined;
    }
    if (take(cursor, '#set')) return parseSet(cursor);
    if (take(cursor, '#if')) return parseIf(cursor);
    const other = /#[a-z]+(?=\s*\()|#(?:else|end|stop)\b/y;
    other.lastIndex = cursor.at;
    const directive = other.exec(cursor.text);
    if (directive) throw refusal(`${directive[0]} in a mapping template`);
  }
  cursor.at += 1;
  return character;
}

function parseSet(cursor: Cursor): Node {
  space(cursor);
  if (!take(cursor, '(')) throw syntax(cursor, '(');
  space(cursor);
  const target = cursor.text[cursor.at] === '$' ? parseReference(cursor) : undefined;
  space(cursor);
  if (!target || !take(cursor, '=')) throw syntax(cursor, '$name =');
  const value = parseExpression(cursor);
  space(cursor);
  if (!take(cursor, ')')) throw syntax(cursor, ')');
  return { kind: 'set', target, value };
}

function parseIf(cursor: Cursor): Node {
  const branches: { test?: Expression; body: Node[] }[] = [{ test: parseTest(cursor), body: body(cursor) }];
  for (;;) {
    if (take(cursor, '#elseif')) branches.push({ test: parseTest(cursor), body: body(cursor) });
    else if (take(cursor, '#else') || take(cursor, '#{else}')) branches.push({ body: body(cursor) });
    else if (take(cursor, '#end') || take(cursor, '#{end}')) return { kind: 'if', branches };
    else throw syntax(cursor, '#end');
  }
}

function parseTest(cursor: Cursor): Expression {
  space(cursor);
  if (!take(cursor, '(')) throw syntax(cursor, '(');
  const test = parseExpression(cursor);
  space(cursor);
  if (!take(cursor, ')')) throw syntax(cursor, ')');
  return test;
}

function body(cursor: Cursor): Node[] {
  return parseNodes(cursor, ['#elseif', '#else', '#end', '#{else}', '#{end}']);
}

function render(nodes: readonly Node[], scope: Scope, missing: string | undefined): string {
  let out = '';
  for (const node of nodes) {
    if (node.kind === 'text') out += node.text;
    else if (node.kind === 'reference') out += shown(node, scope, missing);
    else if (node.kind === 'set') assign(node.target, evaluate(node.value, scope), scope);
    else {
      const branch = node.branches.find(({ test }) => test === undefined || truthy(evaluate(test, scope)));
      if (branch) out += render(branch.body, scope, missing);
    }
  }
  return out;
}

function shown(reference: Reference, scope: Scope, missing: string | undefined): string {
  const value = follow(reference, scope);
  if (value === undefined || value === null) return reference.quiet ? '' : (missing ?? reference.source);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function follow(reference: Reference, scope: Scope): unknown {
  let value: unknown = scope;
  for (const step of reference.steps) {
    if (value === undefined || value === null) return undefined;
    const given = step.arguments?.map((argument) => evaluate(argument, scope));
    value = given ? call(value, step.name, given) : own(value, step.name);
  }
  return value;
}

/** The methods of Velocity's values (Java's, in truth) that templates here may use, and the functions of a scope. */
function call(value: unknown, name: string, given: readonly unknown[]): unknown {
  const member = own(value, name);
  if (typeof member === 'function') return member(...given);
  if (name === 'get' && typeof value === 'object') return own(value, String(given[0]));
  if (typeof value === 'string') {
    if (name === 'matches') return new RegExp(`^(?:${String(given[0])})$`).test(value);
    if (name === 'startsWith' || name === 'endsWith') return value[name](String(given[0]));
    if (name === 'contains') return value.includes(String(given[0]));
    if (name === 'toLowerCase' || name === 'toUpperCase') return value[name]();
    if (name === 'equals') return value === given[0];
  }
  throw refusal(`.${name}() in a mapping template`);
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Scope)[name] : undefined;
}

function assign(target: Reference, value: unknown, scope: Scope): void {
  let holder: Scope = scope;
  for (const { name } of target.steps.slice(0, -1)) {
    if (typeof own(holder, name) !== 'object') holder[name] = {};
    holder = holder[name] as Scope;
  }
  const last = target.steps.at(-1);
  if (last) holder[last.name] = value;
}

function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'reference':
      return follow(expression, scope);
    case 'not':
      return !truthy(evaluate(expression.of, scope));
    case 'binary':
      return combine(expression.operator, evaluate(expression.left, scope), () => evaluate(expression.right, scope));
  }
}

function combine(operator: string, left: unknown, right: () => unknown): boolean {
  if (operator === '||') return truthy(left) || truthy(right());
  if (operator === '&&') return truthy(left) && truthy(right());
  const other = right();
  if (operator === '==') return same(left, other);
  if (operator === '!=') return !same(left, other);
  const [a, b] = [Number(left), Number(other)];
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

/** A header that is not there equals the empty text, as `$input.params().header.get(…)` gives in API Gateway. */
function same(a: unknown, b: unknown): boolean {
  return (a ?? '') === (b ?? '');
}

function truthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
