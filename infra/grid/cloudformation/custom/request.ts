import { randomUUID } from 'node:crypto';
import type { JsonObject, ResourceInput } from '../../service.ts';
import { stackId } from '../scope.ts';
import type { CustomRequest } from './provider.ts';

/** A custom resource as it was before. */
export interface Before {
  readonly ref: string;
  readonly properties: JsonObject;
}

/**
 * Of what CDK's own functions are asked, what the grid answers for them: the SDK is the one that functions find, and
 * none is fetched from the network while the deployment waits.
 */
const SETTLED: Readonly<Record<string, JsonObject>> = { 'Custom::AWS': { InstallLatestAwsSdk: 'false' } };

/**
 * The request for a custom resource as the template has it: to update what was there before, else to create it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 */
export function requestToBring(resource: ResourceInput, before: Before | undefined): CustomRequest {
  const { type } = resource;
  if (!before) return { RequestType: 'Create', ...common(resource) };
  return {
    RequestType: 'Update',
    ...common(resource),
    PhysicalResourceId: before.ref,
    OldResourceProperties: propertiesOf(type, before.properties),
  };
}

/** The request to delete what is called `id`. */
export function requestToDelete(resource: ResourceInput, id: string): CustomRequest {
  return { RequestType: 'Delete', ...common(resource), PhysicalResourceId: id };
}

function common({ stack, logicalId, type, properties }: ResourceInput) {
  return {
    RequestId: randomUUID(),
    StackId: stackId(stack),
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: propertiesOf(type, properties),
  };
}

function propertiesOf(type: string, properties: JsonObject): JsonObject {
  return { ...(asTexts(properties) as JsonObject), ...SETTLED[type] };
}

/** CloudFormation hands on numbers and booleans as texts, at any depth. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (value === null || typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asTexts(member)]));
}
