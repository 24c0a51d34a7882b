import type { ResourceType } from '../service.ts';
import { mentions } from './references.ts';
import type { TemplateResource } from './template.ts';

/** What a grid acts on, by the name of the type. */
export type ResourceTypes = ReadonlyMap<string, ResourceType>;

/** The type of all custom resources that the grid leaves to their functions, whatever they are called. */
export const CUSTOM = 'AWS::CloudFormation::CustomResource';

/** The type of this name; `undefined` where the grid has none. */
export function typeOf(types: ResourceTypes, name: string): ResourceType | undefined {
  return types.get(name) ?? (isCustom(name) ? types.get(CUSTOM) : undefined);
}

/** Whether a type is of custom resources, which others do than CloudFormation. */
export function isCustom(name: string): boolean {
  return name === CUSTOM || name.startsWith('Custom::');
}

/** The resources that provide custom resources which the grid does itself, and no others. */
export function idleAmong(resources: Iterable<TemplateResource>, types: ResourceTypes): ReadonlySet<string> {
  const [idle, called] = [new Set<string>(), new Set<string>()];
  for (const { Type, Properties } of resources) {
    const providers = typeOf(types, Type)?.native ? idle : called;
    for (const logicalId of mentions(Properties?.ServiceToken).attributesOf) providers.add(logicalId);
  }
  return new Set([...idle].filter((logicalId) => !called.has(logicalId)));
}
