import type { Deployed, GridContext, ResourceInput, ResourceType } from '../../service.ts';
import { createMemory, type Remembered } from './memory.ts';
import { type CustomRequest, type Provider, Refused } from './provider.ts';
import { requestToBring, requestToDelete } from './request.ts';

/**
 * A custom resource. Its provider is asked where its properties are new or have changed, and not at each start: what was
 * answered is kept. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export function customResource(grid: GridContext, provider: Provider): ResourceType {
  const memory = createMemory(grid.store);
  const provide = async (request: CustomRequest) => provider.provide(request);

  return {
    acted: provider.acted,
    inert: provider.inert,
    ...(provider.check && { check: provider.check }),
    ...(provider.native && { native: true }),
    async ensure(resource) {
      const found = memory.find(resource);
      const before = found?.type === resource.type ? found : undefined;
      if (before && before.properties === JSON.stringify(resource.properties)) return deployed(before);
      const properties = before && JSON.parse(before.properties);
      if (before && !provider.native && properties.ServiceToken !== resource.properties.ServiceToken) {
        throw new Error('Modifying service token is not allowed.');
      }
      const request = requestToBring(resource, before && { ref: before.ref, properties });
      const { id, data } = await provide(request).catch((error) => undo(error, request, resource));
      const now = { type: resource.type, ref: id, properties: JSON.stringify(resource.properties), data };
      await memory.keep(resource, now);
      return deployed(now);
    },
    async remove(resource) {
      // Without one it was never made, or taken back where it failed.
      if (resource.ref === null) return;
      await provide(requestToDelete(resource, resource.ref));
      await memory.forget(resource, resource.ref);
    },
  };

  /** What failed to be created is deleted, as when a stack is rolled back. */
  async function undo(error: unknown, { RequestType }: CustomRequest, resource: ResourceInput): Promise<never> {
    if (RequestType === 'Create' && error instanceof Refused && error.id !== undefined) {
      await provide(requestToDelete(resource, error.id)).catch((cause: Error) =>
        grid.log(`${resource.stack}: ${resource.logicalId} (${resource.type}) is not taken back: ${cause.message}`),
      );
    }
    throw error;
  }
}

function deployed({ ref, data }: Remembered): Deployed {
  return { ref, attributes: { ...data } };
}
