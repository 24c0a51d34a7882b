import { isForeseen, withForeseen } from './foreseen.ts';
import { evaluate, isKnownIntrinsic } from './intrinsics.ts';
import { defaultName } from './names.ts';
import { mentions } from './references.ts';
import type { StackScope } from './scope.ts';
import type { TemplateResource } from './template.ts';
import { idleAmong, type ResourceTypes, typeOf } from './types.ts';

/** Something in a template that the grid refuses. `property` is set when its name may be a typing error. */
export interface Problem {
  readonly where: string;
  /** The path of the construct that it comes from, where the template tells. */
  readonly path?: string;
  /** The line of the app that makes it, where the assembly tells. */
  readonly origin?: string;
  readonly what: string;
  readonly type?: string;
  readonly property?: string;
}

const SECTIONS = [
  ...['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Mappings', 'Conditions', 'Resources'],
  'Outputs',
];
const RESOURCE_KEYS = [
  ...['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'DeletionPolicy', 'UpdateReplacePolicy'],
  'UpdatePolicy',
];
/** Ways for AWS to change a resource step by step. Here it changes at once, which is how one of an alias ends if no alarm goes off. */
const UPDATE_POLICIES = ['CodeDeployLambdaAliasUpdate'];

/** Everything in a stack that the grid would not act on as AWS does, before anything is touched. */
export function checkStack(scope: StackScope, types: ResourceTypes): Problem[] {
  const { name, template } = scope.stack;
  const problems: Problem[] = scope.problems.map((what) => ({ where: name, what }));
  if (problems.length > 0) return problems;
  for (const section of Object.keys(template)) {
    if (!SECTIONS.includes(section) && !isBootstrapRule(section, template)) {
      problems.push({ where: name, what: `the section "${section}" of the template is not supported by the grid` });
    }
  }
  const resources = activeResources(scope);
  const idle = idleAmong(new Map(resources).values(), types);
  for (const [logicalId, resource] of resources) {
    const found = [
      ...checkResource(resource, types),
      ...checkReferences(resource, scope).map((what) => ({ what })),
      ...checkValues(logicalId, resource, { scope, types, idle: idle.has(logicalId) }),
    ];
    if (found.length === 0) continue;
    const path = resource.Metadata?.['aws:cdk:path'];
    const origin = scope.stack.originOf?.(logicalId);
    const place = { where: `${name}: ${logicalId} (${resource.Type})`, ...(path && { path: String(path) }) };
    problems.push(...found.map((problem) => ({ ...place, ...(origin && { origin }), ...problem })));
  }
  const outputs = mentions(template.Outputs).functions;
  problems.push(...unknownFunctions(outputs).map((what) => ({ where: `${name}: Outputs`, what })));
  return problems;
}

/** The resources whose condition holds. */
export function activeResources({ stack, condition }: StackScope): [string, TemplateResource][] {
  return Object.entries(stack.template.Resources ?? {}).filter(
    ([, resource]) => resource.Condition === undefined || condition(resource.Condition),
  );
}

function checkResource(resource: TemplateResource, types: ResourceTypes): Omit<Problem, 'where'>[] {
  const type = typeOf(types, resource.Type);
  if (!type) return [{ what: 'the grid does not support this type', type: resource.Type }];
  const unknownKeys = Object.keys(resource).filter((key) => !RESOURCE_KEYS.includes(key));
  const unknownPolicies = Object.keys(resource.UpdatePolicy ?? {}).filter((key) => !UPDATE_POLICIES.includes(key));
  const { acted, inert } = type;
  const unknown = Object.keys(resource.Properties ?? {}).filter(
    (property) => acted !== 'all' && !acted.includes(property) && !Object.hasOwn(inert, property),
  );
  return [
    ...unknownKeys.map((key) => ({ what: `the attribute "${key}" is not supported by the grid` })),
    ...unknownPolicies.map((key) => ({ what: `the update policy "${key}" is not supported by the grid` })),
    ...unknown.map((property) => ({
      what: `the property "${property}" is not supported by the grid`,
      type: resource.Type,
      property,
    })),
  ];
}

/** What a type refuses of the values of its properties. What hangs on something that is still to be made is seen then. */
function checkValues(
  logicalId: string,
  resource: TemplateResource,
  { scope, types, idle }: { readonly scope: StackScope; readonly types: ResourceTypes; readonly idle: boolean },
): Omit<Problem, 'where'>[] {
  const stack = scope.stack.name;
  const type = typeOf(types, resource.Type);
  if (!type?.check) return [];
  let properties: Record<string, unknown>;
  try {
    properties = (evaluate(resource.Properties ?? {}, withForeseen(scope)) ?? {}) as Record<string, unknown>;
  } catch {
    return [];
  }
  try {
    const named = { stack, logicalId, defaultName: defaultName(stack, logicalId) };
    type.check({ ...named, type: resource.Type, properties, idle });
    return [];
  } catch (error) {
    const { message } = error as Error;
    return isForeseen(message) ? [] : [{ what: message }];
  }
}

function checkReferences(resource: TemplateResource, { stack: { template } }: StackScope): string[] {
  const { refs, attributesOf, functions } = mentions([resource.Properties, resource.UpdatePolicy]);
  const exists = (name: string) =>
    name.startsWith('AWS::') ||
    Object.hasOwn(template.Resources ?? {}, name) ||
    Object.hasOwn(template.Parameters ?? {}, name);
  const missing = [...refs, ...attributesOf, ...[resource.DependsOn ?? []].flat()].filter((name) => !exists(name));
  return [
    ...missing.map((name) => `it refers to "${name}", which is not in the template`),
    ...unknownFunctions(functions),
    ...dynamicReferences(resource.Properties),
  ];
}

function unknownFunctions(functions: ReadonlySet<string>): string[] {
  const unknown = [...functions].filter((name) => !isKnownIntrinsic(name));
  return unknown.map((name) => `the intrinsic function ${name} is not supported by the grid`);
}

function dynamicReferences(properties: unknown): string[] {
  const found = JSON.stringify(properties ?? {}).match(/\{\{resolve:[^}]*\}\}/g) ?? [];
  return found.map((reference) => `the dynamic reference ${reference} is not supported by the grid`);
}

/** Every CDK template checks that its account is bootstrapped, which the grid always is. */
function isBootstrapRule(section: string, template: object): boolean {
  const rules = (template as { Rules?: object }).Rules ?? {};
  return section === 'Rules' && Object.keys(rules).every((rule) => rule === 'CheckBootstrapVersion');
}
