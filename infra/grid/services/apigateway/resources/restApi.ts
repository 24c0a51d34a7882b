import type { GridContext, ResourceInput, ResourceType } from '../../../service.ts';
import { importOpenApi } from '../openapi/import.ts';
import { flagOf, refusal } from '../properties.ts';
import type { Registry } from '../registry.ts';
import { addResource, clearDraft, emptyApi, idOf } from '../state.ts';

/** `AWS::ApiGateway::RestApi`. `forget` is called with the id of an API that is no longer. */
export function restApiType(grid: GridContext, registry: Registry, forget: (id: string) => void): ResourceType {
  return {
    acted: [
      'Name',
      'Description',
      'Body',
      'BinaryMediaTypes',
      'MinimumCompressionSize',
      'Policy',
      'FailOnWarnings',
      'Mode',
      'DisableExecuteApiEndpoint',
    ],
    inert: {
      EndpointConfiguration: 'Every API listens on the address that the grid was started with.',
      ApiKeySourceType: 'API keys are refused.',
      Parameters: 'Options of an import that the grid does not need.',
      Tags: 'They are only for looking up.',
    },
    check,
    ensure({ stack, logicalId, properties, defaultName }) {
      const id = apiId(stack, logicalId);
      const api = registry.find(id) ?? registry.add(emptyApi(id, grid.clock.now()));
      api.name = properties.Name ?? properties.Body?.info?.title ?? defaultName;
      api.description = properties.Description ?? properties.Body?.info?.description;
      api.binaryMediaTypes = properties.BinaryMediaTypes ?? [];
      api.minimumCompressionSize = optionalNumber(properties.MinimumCompressionSize);
      api.policy = typeof properties.Policy === 'string' ? JSON.parse(properties.Policy) : properties.Policy;
      clearDraft(api);
      if (properties.Body) importOpenApi(api, properties.Body);
      return { ref: id, attributes: { RestApiId: id, RootResourceId: api.rootId } };
    },
    remove({ stack, logicalId }) {
      registry.delete(apiId(stack, logicalId));
      forget(apiId(stack, logicalId));
    },
  };
}

function check({ properties }: ResourceInput): void {
  if (flagOf(properties.DisableExecuteApiEndpoint))
    throw refusal('DisableExecuteApiEndpoint (there are no other domains)');
  if ((properties.Mode ?? 'overwrite') !== 'overwrite') throw refusal(`Mode ${properties.Mode}`);
}

/** `AWS::ApiGateway::Resource`. */
export function resourceType(registry: Registry): ResourceType {
  return {
    acted: ['RestApiId', 'ParentId', 'PathPart'],
    inert: {},
    ensure({ properties }) {
      const { id } = addResource(registry.api(properties.RestApiId), properties.ParentId, properties.PathPart);
      return { ref: id, attributes: { ResourceId: id } };
    },
    remove({ properties }: ResourceInput) {
      const resources = registry.find(properties.RestApiId)?.draft.resources;
      for (const [id, { parentId, pathPart }] of resources ?? []) {
        if (parentId === properties.ParentId && pathPart === properties.PathPart) resources?.delete(id);
      }
    },
  };
}

function apiId(stack: string, logicalId: string): string {
  return idOf(`${stack}/${logicalId}`, 10);
}

function optionalNumber(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}
