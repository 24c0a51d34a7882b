import {
  ACCOUNT,
  type Deployed,
  type JsonObject,
  type ResourceInput,
  type ResourceType,
  type Service,
} from '../service.ts';
import type { Roles } from './access.ts';
import { managedPolicy, managedPolicyNames } from './managed.ts';
import { compilePolicy } from './policy.ts';

/** Roles and policies of the template. They live in memory only: every start deploys them again. */
export function iamService(access: Roles): Service {
  const roleArns = new Map<string, string>();
  const ownPolicies = new Map<string, JsonObject>();

  function arnOfRole(name: string): string {
    const arn = roleArns.get(name);
    if (arn === undefined) throw new Error(`there is no role named "${name}"`);
    return arn;
  }

  function documentOf(policyArn: string): JsonObject {
    const document = ownPolicies.get(policyArn) ?? managedPolicy(policyArn);
    if (document) return document;
    const known = managedPolicyNames.join(', ');
    throw new Error(`the managed policy ${policyArn} is not known to the grid (of AWS's it knows ${known})`);
  }

  function attach(roleArn: string, policyArn: string): void {
    access.setRolePolicy(roleArn, policyArn, documentOf(policyArn));
  }

  const role: ResourceType = {
    acted: ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'MaxSessionDuration', 'Path', 'Policies', 'RoleName'],
    inert: {
      Description: 'only shown',
      Tags: 'no policy of the grid reads tags',
    },
    check({ properties }) {
      for (const { PolicyDocument } of properties.Policies ?? []) compilePolicy(PolicyDocument);
      const ofAws = (policyArn: string) => policyArn.startsWith('arn:aws:iam::aws:policy/');
      for (const policyArn of (properties.ManagedPolicyArns ?? []).filter(ofAws)) documentOf(policyArn);
    },
    ensure({ properties, defaultName }): Deployed {
      const name: string = properties.RoleName ?? defaultName;
      const arn = `arn:aws:iam::${ACCOUNT}:role${properties.Path ?? '/'}${name}`;
      roleArns.set(name, arn);
      access.setSessionLimit(arn, sessionLimitOf(properties.MaxSessionDuration));
      access.setResourcePolicy(arn, 'trust', properties.AssumeRolePolicyDocument);
      for (const policy of properties.Policies ?? []) {
        access.setRolePolicy(arn, policy.PolicyName, policy.PolicyDocument);
      }
      for (const policyArn of properties.ManagedPolicyArns ?? []) attach(arn, policyArn);
      return { ref: name, attributes: { Arn: arn, RoleId: roleIdOf(arn) } };
    },
    remove: nothing,
  };

  const policy: ResourceType = {
    acted: ['PolicyDocument', 'PolicyName', 'Roles'],
    inert: {},
    check: ({ properties }) => void compilePolicy(properties.PolicyDocument),
    ensure({ properties, logicalId }): Deployed {
      for (const roleName of properties.Roles ?? []) {
        access.setRolePolicy(arnOfRole(roleName), `${logicalId}/${properties.PolicyName}`, properties.PolicyDocument);
      }
      return { ref: properties.PolicyName, attributes: { Id: logicalId } };
    },
    remove: nothing,
  };

  const managed: ResourceType = {
    acted: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
    inert: { Description: 'only shown' },
    check: ({ properties }) => void compilePolicy(properties.PolicyDocument),
    ensure(resource): Deployed {
      const arn = arnOfManaged(resource);
      ownPolicies.set(arn, resource.properties.PolicyDocument);
      for (const roleName of resource.properties.Roles ?? []) attach(arnOfRole(roleName), arn);
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
    remove: nothing,
  };

  return {
    name: 'iam',
    actions: {},
    resources: { 'AWS::IAM::Role': role, 'AWS::IAM::Policy': policy, 'AWS::IAM::ManagedPolicy': managed },
  };
}

/** The id of a role, which a session carries in its own. */
export function roleIdOf(roleArn: string): string {
  return `AROA${roleArn
    .slice(roleArn.lastIndexOf('/') + 1)
    .slice(0, 16)
    .toUpperCase()}`;
}

/** The longest session of a role in seconds, which a template may give as text. */
function sessionLimitOf(given: unknown = 3600): number {
  const seconds = Number(given);
  if (seconds >= 3600 && seconds <= 43_200) return seconds;
  throw new Error(`MaxSessionDuration must be from 3600 to 43200; got ${given}`);
}

function arnOfManaged({ properties, defaultName }: ResourceInput): string {
  return `arn:aws:iam::${ACCOUNT}:policy${properties.Path ?? '/'}${properties.ManagedPolicyName ?? defaultName}`;
}

/** What a template no longer has was never set in this process. */
function nothing(): void {}
