import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, Permission } from '../service.ts';
import { listOf } from './condition.ts';
import { type Matcher, wildcard } from './wildcard.ts';

/** The smallest thing that a policy lets a role do, and whether the role has done it. */
export interface Grant {
  /** The role's name. */
  readonly role: string;
  /** The policy's, or the ARN of one that is attached. */
  readonly policy: string;
  readonly action: string;
  readonly resource: string;
  /** One value of a condition on `dynamodb:LeadingKeys`. */
  readonly keys?: string;
  readonly used: boolean;
}

/** Notes what the roles of a grid may do, and what of it they do. */
export interface Usage {
  /** A policy of a role is this from now on; `undefined` takes it away. */
  granted(roleArn: string, name: string, policy: JsonObject | undefined): void;
  /** The role was let do this. */
  used(roleArn: string, permission: Permission): void;
  /** All grants so far. */
  read(): Grant[];
  /** The same, as a file of their own in `folder`. */
  writeTo(folder: string): void;
}

interface Counted {
  readonly grant: Omit<Grant, 'used'>;
  readonly matches: (permission: Permission) => boolean;
  used: boolean;
}

const LEADING_KEYS = 'dynamodb:leadingkeys';

/** Nothing granted, nothing used. */
export function createUsage(): Usage {
  const roles = new Map<string, Map<string, readonly Counted[]>>();

  const read = (): Grant[] =>
    [...roles.values()].flatMap((policies) =>
      [...policies.values()].flat().map(({ grant, used }) => ({ ...grant, used })),
    );

  return {
    granted(roleArn, name, policy) {
      const policies = roles.get(roleArn) ?? new Map<string, readonly Counted[]>();
      roles.set(roleArn, policies);
      policies.set(
        name,
        policy ? grantsIn({ role: roleArn.slice(roleArn.lastIndexOf('/') + 1), policy: name }, policy) : [],
      );
    },
    used(roleArn, permission) {
      for (const policy of roles.get(roleArn)?.values() ?? [])
        for (const counted of policy) if (!counted.used && counted.matches(permission)) counted.used = true;
    },
    read,
    writeTo(folder) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(read()));
    },
  };
}

/** Each action of each allowing statement on each of its resources, and for each of its leading keys. */
function grantsIn(of: Pick<Grant, 'role' | 'policy'>, document: JsonObject): Counted[] {
  const statements: JsonObject[] = [document.Statement].flat();
  return statements
    .filter(({ Effect, Action, Resource }) => Effect === 'Allow' && Action !== undefined && Resource !== undefined)
    .flatMap(({ Action, Resource, Condition = {} }) => {
      const leading = leadingKeysOf(Condition);
      return listOf(Action).flatMap((action) =>
        listOf(Resource).flatMap((resource) =>
          (leading.length > 0 ? leading : [undefined]).map((keys) => counted({ ...of, action, resource, keys })),
        ),
      );
    });
}

function counted({ keys, ...named }: Omit<Counted['grant'], 'keys'> & { readonly keys: string | undefined }): Counted {
  const action = wildcard(named.action.toLowerCase());
  const resource = wildcard(named.resource);
  const key: Matcher = keys === undefined ? () => true : wildcard(keys);
  return {
    grant: keys === undefined ? named : { ...named, keys },
    used: false,
    matches: (permission) =>
      action(permission.action.toLowerCase()) &&
      resource(permission.resource) &&
      (keys === undefined || leadingKeysIn(permission).some(key)),
  };
}

function leadingKeysOf(condition: JsonObject): string[] {
  return Object.values<JsonObject>(condition).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, values]) => (key.toLowerCase() === LEADING_KEYS ? listOf(values) : [])),
  );
}

function leadingKeysIn({ context = {} }: Permission): readonly string[] {
  const values = context['dynamodb:LeadingKeys'] ?? [];
  return typeof values === 'string' ? [values] : values;
}
