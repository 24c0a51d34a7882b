import type { Clock } from '../clock.ts';
import {
  ACCOUNT,
  type Access,
  AwsError,
  type JsonObject,
  type Permission,
  type Principal,
  type Source,
} from '../service.ts';
import type { ConditionContext } from './condition.ts';
import { contextOf } from './context.ts';
import { type Caller, compilePolicy, type Question, resourceVerdict, type Statement, verdictOf } from './policy.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { Usage } from './usage.ts';

/** `Access`, and how the IAM types and STS fill it. */
export interface Roles extends Access, Pick<Sessions, 'remember'> {
  /** Sets (or with `undefined` removes) one policy of a role; `name` tells the policies of a role apart. */
  setRolePolicy(roleArn: string, name: string, policy: JsonObject | undefined): void;
  /** Says how long a session of the role may last, in seconds. */
  setSessionLimit(roleArn: string, seconds: number): void;
  sessionLimitOf(roleArn: string): number;
  /** The actions that the role's own policies allow, as they are written: `sqs:*`. */
  actionsOf(roleArn: string): readonly string[];
  /**
   * Throws unless `principal` may take the role that is the permission's resource: the trust policy must let it and,
   * where that names its account only, its own policies too (IAM user guide, cross-account policy evaluation logic).
   */
  checkAssume(principal: Principal, permission: Permission): void;
}

/** Decisions kept per role: a function asks for few distinct rights, but a table scan of keys must not fill memory. */
const KEPT_DECISIONS = 2_000;

/**
 * The policies of all roles and resources, and the answer to "may this caller do that?".
 * @param usage is told of every policy of a role and of all that roles were let do.
 */
export function createAccess(clock: Clock, usage?: Usage): Roles {
  const rolePolicies = new Map<string, Map<string, Statement[]>>();
  const resourcePolicies = new Map<string, Map<string, Statement[]>>();
  const allowed = new Map<string, Set<string>>();
  const sessionLimits = new Map<string, number>();

  function questionOf(permission: Permission, onContext: () => void): Question {
    let context: ConditionContext | undefined;
    return {
      action: permission.action.toLowerCase(),
      resource: permission.resource,
      context: () => {
        onContext();
        context ??= contextOf(clock.now(), permission.context ?? {});
        return context;
      },
    };
  }

  function decide(caller: Caller, identity: readonly Statement[], permission: Permission): Decision {
    let cacheable = true;
    const question = questionOf(permission, () => {
      cacheable = false;
    });
    const own = verdictOf(identity, question);
    if (own === 'explicit deny') return { denial: 'with an explicit deny in an identity-based policy', cacheable };
    const policies = statementsOf(resourcePolicies.get(permission.policyOf ?? permission.resource));
    const resource = resourceVerdict(policies, question, caller);
    if (resource === 'explicit deny') return { denial: 'with an explicit deny in a resource-based policy', cacheable };
    if (own === 'allow' || resource === 'allow') return { cacheable };
    const kind = caller.arns === undefined ? 'resource-based' : 'identity-based';
    return { denial: `because no ${kind} policy allows the ${permission.action} action`, cacheable };
  }

  function check(principal: Principal, permission: Permission): void {
    const { roleArn } = principal;
    if (roleArn === undefined) return;
    const key = `${permission.action} ${permission.resource}`;
    const known = allowed.get(roleArn);
    if (known?.has(key)) return;
    const asked = withContext(permission, principalKeys(principal));
    const decision = decide({ arns: [roleArn, principal.arn] }, statementsOf(rolePolicies.get(roleArn)), asked);
    if (decision.denial) throw accessDenied(principal.arn, permission, decision.denial);
    usage?.used(roleArn, permission);
    if (!decision.cacheable) return;
    if (!known || known.size >= KEPT_DECISIONS) allowed.set(roleArn, new Set([key]));
    else known.add(key);
  }

  return {
    ...createSessions(clock),
    check,
    checkAssume(principal, permission) {
      const { roleArn = principal.arn, arn } = principal;
      const question = questionOf(withContext(permission, principalKeys(principal)), () => {});
      const trust = statementsOf(resourcePolicies.get(permission.resource)).filter(
        (statement) => statement.principal?.({ arns: [roleArn, arn] }) && statement.applies(question),
      );
      if (trust.length === 0 || trust.some(({ allows }) => !allows)) throw accessDenied(arn, permission);
      check(principal, permission);
    },
    checkAnonymous(permission) {
      const { denial } = decide({}, [], permission);
      if (denial) throw accessDenied('anonymous', permission, denial);
    },
    checkService(source, permission) {
      if (source.roleArn !== undefined) return;
      const decision = decide({ service: source.service }, [], withContext(permission, sourceKeys(source)));
      if (decision.denial) throw accessDenied(source.service, permission, decision.denial);
    },
    setResourcePolicy(resourceArn, owner, policy) {
      allowed.clear();
      put(resourcePolicies, { of: resourceArn, name: owner, policy });
    },
    setSessionLimit: (roleArn, seconds) => void sessionLimits.set(roleArn, seconds),
    sessionLimitOf: (roleArn) => sessionLimits.get(roleArn) ?? 3600,
    actionsOf: (roleArn) =>
      statementsOf(rolePolicies.get(roleArn)).flatMap(({ allows, actions }) => (allows ? actions : [])),
    setRolePolicy(roleArn, name, policy) {
      allowed.delete(roleArn);
      usage?.granted(roleArn, name, policy);
      put(rolePolicies, { of: roleArn, name, policy });
    },
  };
}

interface Decision {
  readonly denial?: string;
  readonly cacheable: boolean;
}

interface Entry {
  readonly of: string;
  readonly name: string;
  readonly policy: JsonObject | undefined;
}

function put(policies: Map<string, Map<string, Statement[]>>, { of, name, policy }: Entry): void {
  const named = policies.get(of) ?? new Map<string, Statement[]>();
  if (policy) policies.set(of, named.set(name, compilePolicy(policy)));
  else if (named.delete(name) && named.size === 0) policies.delete(of);
}

function statementsOf(named: Map<string, Statement[]> | undefined): readonly Statement[] {
  return named ? [...named.values()].flat() : [];
}

function withContext(permission: Permission, more: NonNullable<Permission['context']>): Permission {
  return { ...permission, context: { ...permission.context, ...more } };
}

function principalKeys({ roleArn, arn, sourceIp }: Principal): Record<string, string> {
  return {
    'aws:PrincipalArn': roleArn ?? arn,
    'aws:PrincipalAccount': ACCOUNT,
    ...(sourceIp !== undefined && { 'aws:SourceIp': sourceIp }),
  };
}

function sourceKeys({ arn }: Source): Record<string, string> {
  return {
    'aws:SourceArn': arn,
    'aws:SourceAccount': ACCOUNT,
    'aws:PrincipalAccount': ACCOUNT,
    'aws:PrincipalIsAWSService': 'true',
  };
}

function accessDenied(who: string, { action, resource }: Permission, why?: string): AwsError {
  const denial = `User: ${who} is not authorized to perform: ${action} on resource: ${resource}`;
  return new AwsError('AccessDeniedException', why === undefined ? denial : `${denial} ${why}`);
}
