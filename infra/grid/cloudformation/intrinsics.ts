import type { JsonObject } from '../service.ts';

/** Where the names in a template lead. Each throws a plain Error that says what is not there. */
export interface Scope {
  /** A parameter, pseudo parameter or resource; `undefined` for `AWS::NoValue`. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, keys: readonly [string, string]): unknown;
  imported(exportName: string): unknown;
  output(stack: string, output: string): unknown;
}

type Intrinsic = (argument: any, scope: Scope) => unknown;

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (name, scope) => scope.ref(name),
  'Fn::GetAtt': (target, scope) => {
    const [logicalId, attribute] = splitAttribute(target);
    return scope.attribute(logicalId, text(evaluate(attribute, scope)));
  },
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::Join': ([separator, parts], scope) => list(evaluate(parts, scope), 'Fn::Join').map(text).join(separator),
  'Fn::Select': (argument, scope) => {
    const [index, from] = evaluate(argument, scope) as [unknown, unknown];
    const values = list(from, 'Fn::Select');
    const at = Number(index);
    if (!(at in values)) throw new Error(`Fn::Select asks for element ${at} of a list of ${values.length}`);
    return values[at];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, value] = evaluate(argument, scope) as [string, unknown];
    return text(value).split(separator);
  },
  'Fn::If': ([condition, then, otherwise], scope) => evaluate(scope.condition(condition) ? then : otherwise, scope),
  'Fn::Equals': (argument, scope) => {
    const [left, right] = evaluate(argument, scope) as unknown[];
    return JSON.stringify(scalar(left)) === JSON.stringify(scalar(right));
  },
  'Fn::And': (conditions: unknown[], scope) => conditions.every((condition) => evaluate(condition, scope) === true),
  'Fn::Or': (conditions: unknown[], scope) => conditions.some((condition) => evaluate(condition, scope) === true),
  'Fn::Not': ([condition], scope) => evaluate(condition, scope) !== true,
  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second] = evaluate(argument, scope) as [unknown, unknown, unknown];
    return scope.mapping(text(map), [text(top), text(second)]);
  },
  'Fn::Base64': (argument, scope) => Buffer.from(text(evaluate(argument, scope))).toString('base64'),
  'Fn::ImportValue': (argument, scope) => scope.imported(text(evaluate(argument, scope))),
  'Fn::GetStackOutput': (argument, scope) => {
    const { StackName, OutputName, ...rest } = evaluate(argument, scope) as JsonObject;
    const extra = Object.keys(rest)[0];
    if (extra) throw new Error(`Fn::GetStackOutput with ${extra} is not supported by the grid`);
    return scope.output(StackName, OutputName);
  },
  'Fn::Length': (argument, scope) => list(evaluate(argument, scope), 'Fn::Length').length,
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(evaluate(argument, scope)),
  'Fn::GetAZs': () => ['us-east-1a', 'us-east-1b', 'us-east-1c'],
};

/** The function that a JSON object calls: its only key, when that is `Ref`, `Condition` or begins with `Fn::`. */
export function intrinsicName(value: object): string | undefined {
  const keys = Object.keys(value);
  const name = keys.length === 1 ? (keys[0] as string) : undefined;
  return name === 'Ref' || name?.startsWith('Fn::') ? name : undefined;
}

/** Whether the grid evaluates this function. */
export function isKnownIntrinsic(name: string): boolean {
  return Object.hasOwn(INTRINSICS, name);
}

/** `value` with every intrinsic function resolved and every `AWS::NoValue` left out. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope)).filter((item) => item !== undefined);
  if (typeof value === 'string') return refuseDynamicReference(value);
  if (value === null || typeof value !== 'object') return value;
  const name = intrinsicName(value);
  if (name) {
    if (!isKnownIntrinsic(name)) throw new Error(`the intrinsic function ${name} is not supported by the grid`);
    return (INTRINSICS[name] as Intrinsic)((value as JsonObject)[name], scope);
  }
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    const evaluated = evaluate(member, scope);
    if (evaluated !== undefined) result[key] = evaluated;
  }
  return result;
}

/** Evaluates an entry of `Conditions`, where `{ "Condition": … }` refers to another one. */
export function evaluateCondition(value: unknown, scope: Scope): boolean {
  return evaluate(withConditionRefs(value), scope) === true;
}

/** `Condition` is an ordinary key in a policy statement, and a reference only here: rename it to what `evaluate` knows. */
function withConditionRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withConditionRefs);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'Condition') return { 'Fn::If': [first[1], true, false] };
  return Object.fromEntries(entries.map(([key, member]) => [key, withConditionRefs(member)]));
}

/** `Fn::GetAtt` takes `['Id', 'Attribute']` or `'Id.Attribute'`. */
export function splitAttribute(target: unknown): [string, unknown] {
  if (Array.isArray(target)) return [String(target[0]), target[1]];
  const dotted = String(target);
  const dot = dotted.indexOf('.');
  return [dotted.slice(0, dot), dotted.slice(dot + 1)];
}

/** The names between `${` and `}` of an `Fn::Sub` text, without the literal `${!…}`. */
export const SUBSTITUTION = /\$\{(!?)([^}]+)\}/g;

function substitute(argument: unknown, scope: Scope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const given = Object.entries((variables ?? {}) as JsonObject);
  const own = new Map(given.map(([name, value]) => [name, evaluate(value, scope)]));
  return refuseDynamicReference(
    String(template).replaceAll(SUBSTITUTION, (_, literal: string, raw: string) => {
      const name = raw.trim();
      if (literal) return `\${${raw}}`;
      if (own.has(name)) return text(own.get(name));
      if (!name.includes('.')) return text(scope.ref(name));
      const [logicalId, attribute] = splitAttribute(name);
      return text(scope.attribute(logicalId, String(attribute)));
    }),
  );
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`a text is expected, not ${JSON.stringify(value)}`);
}

function list(value: unknown, where: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} expects a list, not ${JSON.stringify(value)}`);
}

/** CloudFormation compares parameters as texts. */
function scalar(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function refuseDynamicReference(value: string): string {
  const at = value.indexOf('{{resolve:');
  if (at === -1) return value;
  throw new Error(`dynamic references are not supported by the grid: ${value.slice(at, value.indexOf('}}', at) + 2)}`);
}
