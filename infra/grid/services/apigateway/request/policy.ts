import { BlockList, isIPv6 } from 'node:net';
import type { JsonObject } from '../../../service.ts';
import { refusal } from '../properties.ts';

/** What a policy says about a call. */
export type Verdict = 'allow' | 'explicit deny' | 'implicit deny';

/** A policy that answers for calls of `execute-api:Invoke`. */
export type Policy = (arn: string, keys: ConditionKeys) => Verdict;

/** Values by condition key, `aws:SourceIp` among them. */
export type ConditionKeys = Readonly<Record<string, string | undefined>>;

interface Statement {
  readonly allows: boolean;
  readonly matches: (arn: string, keys: ConditionKeys) => boolean;
}

/**
 * Compiles a policy document, an API's own or an authorizer's. A resource in the short form `execute-api:/prod/GET/*`
 * stands under `apiArn`. Throws when the document is not a policy, or has a condition that is not known here.
 */
export function compilePolicy(document: JsonObject, apiArn: string): Policy {
  const statements = asList(document.Statement).map((statement) => compileStatement(statement, apiArn));
  if (statements.length === 0) throw new TypeError('The policy document has no Statement.');
  return (arn, keys) => {
    let verdict: Verdict = 'implicit deny';
    for (const { allows, matches } of statements) {
      if (!matches(arn, keys)) continue;
      if (!allows) return 'explicit deny';
      verdict = 'allow';
    }
    return verdict;
  };
}

function compileStatement(statement: JsonObject | undefined, apiArn: string): Statement {
  const effect = statement?.Effect;
  if (!statement || (effect !== 'Allow' && effect !== 'Deny'))
    throw new TypeError(`Effect ${JSON.stringify(effect)} is not Allow or Deny.`);
  const action = matcher(statement.Action, 'i');
  const notAction = matcher(statement.NotAction, 'i');
  if (!action && !notAction) throw new TypeError('A statement has no Action.');
  const appliesToAction = action ? action('execute-api:Invoke') : !notAction?.('execute-api:Invoke');
  const full = (pattern: string) => pattern.replace(/^execute-api:\/?/, apiArn);
  const resource = matcher(statement.Resource && asList(statement.Resource).map(full));
  const notResource = matcher(statement.NotResource && asList(statement.NotResource).map(full));
  if (!resource && !notResource) throw new TypeError('A statement has no Resource.');
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys as Record<string, string | string[]>).map(([key, values]) =>
      compileCondition(operator, key, asList(values)),
    ),
  );
  // Callers are not signed in, so a statement for somebody in particular never speaks of them.
  const forAnybody = ['*', undefined].includes(statement.Principal?.AWS ?? statement.Principal);
  return {
    allows: effect === 'Allow',
    matches: (arn, keys) =>
      appliesToAction &&
      forAnybody &&
      (resource ? resource(arn) : !notResource?.(arn)) &&
      conditions.every((condition) => condition(keys)),
  };
}

type Condition = (keys: ConditionKeys) => boolean;

function compileCondition(operator: string, key: string, values: readonly string[]): Condition {
  const negated = /^(?:String|Arn)Not|^NotIp/.test(operator);
  const test = conditionTest(operator.replace('Not', ''), values);
  if (!test) throw refusal(`the condition operator ${operator} in a policy`);
  return (keys) => {
    const given = keys[key];
    // As in IAM, a key that is not there satisfies the negated operators only.
    return given === undefined ? negated : test(given) !== negated;
  };
}

function conditionTest(operator: string, values: readonly string[]): ((given: string) => boolean) | undefined {
  switch (operator) {
    case 'StringEquals':
      return (given) => values.includes(given);
    case 'StringLike':
    case 'ArnEquals':
    case 'ArnLike':
      return matcher(values);
    case 'IpAddress':
      return addressTest(values);
    default:
      return undefined;
  }
}

function addressTest(values: readonly string[]): (given: string) => boolean {
  const list = new BlockList();
  for (const value of values) {
    const [address = '', prefix] = value.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return (given) => list.check(given, isIPv6(given) ? 'ipv6' : 'ipv4');
}

/** A test against patterns with `*` and `?`. */
function matcher(patterns: unknown, flags = ''): ((text: string) => boolean) | undefined {
  if (patterns === undefined) return undefined;
  const expressions = asList(patterns).map((pattern) => {
    const escaped = String(pattern).replace(/[.+^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, `s${flags}`);
  });
  return (text) => expressions.some((expression) => expression.test(text));
}

function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as T];
}
