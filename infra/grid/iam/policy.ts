import { ACCOUNT, type JsonObject } from '../service.ts';
import { type Condition, type ConditionContext, compileCondition, listOf, refuseVariables } from './condition.ts';
import { type Matcher, wildcard } from './wildcard.ts';

/** Who asks, as the `Principal` of a resource policy sees it: a service, a role, or with neither anybody at all. */
export interface Caller {
  readonly service?: string;
  /** The role and its session. */
  readonly arns?: readonly string[];
}

/** How a `Principal` means a caller: by itself, or as one of its account, which leaves it to the caller's own policies. */
export type Meant = 'itself' | 'account' | undefined;

/** What is asked. */
export interface Question {
  /** Lower-cased, since actions are compared without case. */
  readonly action: string;
  readonly resource: string;
  /** Asked for only when a statement has conditions; reading it makes a decision uncacheable. */
  readonly context: () => ConditionContext;
}

/** One compiled statement. */
export interface Statement {
  readonly allows: boolean;
  /** The actions that it names, as they are written; none where it names those that it does not mean. */
  readonly actions: readonly string[];
  readonly applies: (question: Question) => boolean;
  /** `undefined` in an identity policy. */
  readonly principal: ((caller: Caller) => Meant) | undefined;
}

/** What the statements of one or more policies say together. */
export type Verdict = 'allow' | 'explicit deny' | 'implicit deny';

const KEYS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition'];

/**
 * Compiles a policy document to what is asked on every call.
 * @throws a plain Error that names what the grid cannot evaluate.
 */
export function compilePolicy(document: JsonObject): Statement[] {
  if (document.Statement === undefined) throw new Error('the policy document has no Statement');
  const statements: JsonObject[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.map(compileStatement);
}

/**
 * What the statements of resource policies say to this caller. To allow the account only delegates to its identity
 * policies; to deny the account denies all in it.
 */
export function resourceVerdict(statements: readonly Statement[], question: Question, caller: Caller): Verdict {
  const meant = statements.filter(({ principal, allows }) => {
    const how = principal?.(caller);
    return how === 'itself' || (how === 'account' && !allows);
  });
  return verdictOf(meant, question);
}

/**
 * What statements say, whoever they are for: those of identity policies are all for the one who asks. A deny wins; an
 * allow more changes nothing and is not looked at.
 */
export function verdictOf(statements: readonly Statement[], question: Question): Verdict {
  let verdict: Verdict = 'implicit deny';
  for (const { allows, applies } of statements) {
    if ((verdict === 'allow' && allows) || !applies(question)) continue;
    if (!allows) return 'explicit deny';
    verdict = 'allow';
  }
  return verdict;
}

function compileStatement(statement: JsonObject): Statement {
  const unknown = Object.keys(statement).find((key) => !KEYS.includes(key));
  if (unknown) throw new Error(`the policy element "${unknown}" is not evaluated by the grid`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw new Error(`a policy statement has Effect ${JSON.stringify(statement.Effect)}, which is not Allow or Deny`);
  }
  const action = element(statement, 'Action', (value) => value.toLowerCase());
  const resource = element(statement, 'Resource', (value) => value);
  const condition: Condition | undefined = statement.Condition && compileCondition(statement.Condition);
  return {
    allows: statement.Effect === 'Allow',
    actions: statement.NotAction === undefined ? listOf(statement.Action) : [],
    applies: (question) =>
      action(question.action) && resource(question.resource) && (!condition || condition(question.context())),
    principal: statement.Principal === undefined ? undefined : compilePrincipal(statement.Principal),
  };
}

/** `Action`/`NotAction` and `Resource`/`NotResource`; a trust policy has no resource, which then is any. */
function element(statement: JsonObject, name: string, normalize: (value: string) => string): Matcher {
  const negated = statement[`Not${name}`] !== undefined;
  const raw = statement[negated ? `Not${name}` : name];
  if (raw === undefined) {
    if (name === 'Action') throw new Error('a policy statement has neither Action nor NotAction');
    return () => true;
  }
  const values = listOf(raw);
  refuseVariables(values, name);
  const matchers = values.map((value) => wildcard(normalize(value)));
  return (value) => matchers.some((matches) => matches(value)) !== negated;
}

function compilePrincipal(principal: unknown): NonNullable<Statement['principal']> {
  if (principal === '*') return () => 'itself';
  const kinds = principal as Record<string, unknown>;
  const unknown = Object.keys(kinds).find((kind) => kind !== 'AWS' && kind !== 'Service');
  if (unknown) throw new Error(`the principal kind "${unknown}" is not evaluated by the grid`);
  const services = kinds.Service === undefined ? [] : listOf(kinds.Service);
  const arns = kinds.AWS === undefined ? [] : listOf(kinds.AWS);
  const anyone = arns.includes('*');
  const account = arns.includes(ACCOUNT) || arns.includes(`arn:aws:iam::${ACCOUNT}:root`);
  return (caller) => {
    if (anyone) return 'itself';
    if (caller.service !== undefined) return services.includes(caller.service) ? 'itself' : undefined;
    if (caller.arns?.some((arn) => arns.includes(arn))) return 'itself';
    return account && caller.arns ? 'account' : undefined;
  };
}
