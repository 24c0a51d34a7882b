import type { Clock } from '../clock.ts';
import {
  ACCOUNT,
  type Access,
  AwsError,
  type JsonObject,
  type Permission,
  type Principal,
  REGION,
  type Source,
} from '../service.ts';
import type { ConditionContext } from './condition.ts';
import { type Caller, compilePolicy, type Question, type Statement } from './policy.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** `Access`, and how the IAM types and STS fill it. */
export interface Roles extends Access, Pick<Sessions, 'remember'> {
  /** Sets (or with `undefined` removes) one policy of a role; `name` tells the policies of a role apart. */
  setRolePolicy(roleArn: string, name: string, policy: JsonObject | undefined): void;
  /** Says how long a session of the role may last, in seconds. */
  setSessionLimit(roleArn: string, seconds: number): void;
  sessionLimitOf(roleArn: string): number;
  /**
   * Throws unless `principal` may take the role that is the permission's resource: the trust policy must let it and,
   * where that names its account only, its own policies too (IAM user guide, cross-account policy evaluation logic).
   */
  checkAssume(principal: Principal, permission: Permission): void;
}

/** Decisions kept per role: a function asks for few distinct rights, but a table scan of keys must not fill memory. */
const KEPT_DECISIONS = 2_000;

/** The policies of all roles and resources, and the answer to "may this caller do that?". */
export function createAccess(clock: Clock): Roles {
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
        context ??= contextOf(clock, permission);
        return context;
      },
    };
  }

  function decide(caller: Caller, identity: readonly Statement[], permission: Permission): Verdict {
    const resource = statementsOf(resourcePolicies.get(permission.resource));
    let cacheable = true;
    const question = questionOf(permission, () => {
      cacheable = false;
    });
    let granted = false;
    for (const statement of identity) {
      if (!(granted && statement.allows) && statement.applies(question)) {
        if (!statement.allows) return { denial: 'with an explicit deny in an identity-based policy', cacheable };
        granted = true;
      }
    }
    for (const statement of resource) {
      const meant = statement.principal?.(caller);
      // To allow the account only delegates to its identity policies; to deny the account denies all in it.
      if (!meant || (meant === 'account' && statement.allows)) continue;
      if (statement.applies(question)) {
        if (!statement.allows) return { denial: 'with an explicit deny in a resource-based policy', cacheable };
        granted = true;
      }
    }
    if (granted) return { cacheable };
    const kind = caller.service === undefined ? 'identity-based' : 'resource-based';
    return { denial: `because no ${kind} policy allows the ${permission.action} action`, cacheable };
  }

  function check(principal: Principal, permission: Permission): void {
    const { roleArn } = principal;
    if (roleArn === undefined) return;
    const key = `${permission.action} ${permission.resource}`;
    const known = allowed.get(roleArn);
    if (known?.has(key)) return;
    const asked = withContext(permission, { 'aws:PrincipalArn': roleArn });
    const verdict = decide({ arns: [roleArn, principal.arn] }, statementsOf(rolePolicies.get(roleArn)), asked);
    if (verdict.denial) throw accessDenied(principal.arn, permission, verdict.denial);
    if (!verdict.cacheable) return;
    if (!known || known.size >= KEPT_DECISIONS) allowed.set(roleArn, new Set([key]));
    else known.add(key);
  }

  return {
    ...createSessions(clock),
    check,
    checkAssume(principal, permission) {
      const { roleArn = principal.arn, arn } = principal;
      const question = questionOf(withContext(permission, { 'aws:PrincipalArn': roleArn }), () => {});
      const trust = statementsOf(resourcePolicies.get(permission.resource)).filter(
        (statement) => statement.principal?.({ arns: [roleArn, arn] }) && statement.applies(question),
      );
      if (trust.length === 0 || trust.some(({ allows }) => !allows)) throw accessDenied(arn, permission);
      check(principal, permission);
    },
    checkService(source, permission) {
      if (source.roleArn !== undefined) return;
      const verdict = decide({ service: source.service }, [], withContext(permission, sourceContext(source)));
      if (verdict.denial) throw accessDenied(source.service, permission, verdict.denial);
    },
    setResourcePolicy(resourceArn, owner, policy) {
      allowed.clear();
      put(resourcePolicies, { of: resourceArn, name: owner, policy });
    },
    setSessionLimit: (roleArn, seconds) => void sessionLimits.set(roleArn, seconds),
    sessionLimitOf: (roleArn) => sessionLimits.get(roleArn) ?? 3600,
    setRolePolicy(roleArn, name, policy) {
      allowed.delete(roleArn);
      put(rolePolicies, { of: roleArn, name, policy });
    },
  };
}

interface Verdict {
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

function sourceContext(source: Source): Record<string, string> {
  return { 'aws:SourceArn': source.arn, 'aws:SourceAccount': ACCOUNT, 'aws:PrincipalIsAWSService': 'true' };
}

/**
 * The keys that every request carries. The grid speaks plain HTTP on the loopback, but a template that demands TLS
 * (`aws:SecureTransport`) means what an SDK does on AWS, where it always is there.
 */
function contextOf(clock: Clock, { context = {} }: Permission): ConditionContext {
  const now = clock.now();
  const all: Record<string, string | readonly string[]> = {
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:PrincipalAccount': ACCOUNT,
    'aws:ResourceAccount': ACCOUNT,
    'aws:RequestedRegion': REGION,
    ...context,
  };
  return new Map(Object.entries(all).map(([key, value]) => [key.toLowerCase(), [value].flat()]));
}

function accessDenied(who: string, { action, resource }: Permission, why?: string): AwsError {
  const denial = `User: ${who} is not authorized to perform: ${action} on resource: ${resource}`;
  return new AwsError('AccessDeniedException', why === undefined ? denial : `${denial} ${why}`);
}
