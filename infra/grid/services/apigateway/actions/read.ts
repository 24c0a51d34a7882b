import { type Action, AwsError, type Permission, RawAnswer, REGION } from '../../../service.ts';
import { exportOpenApi } from '../openapi/export.ts';
import type { Registry } from '../registry.ts';
import type { Api, Stage } from '../state.ts';

/** The actions that tools look at APIs with. The template makes and changes them; actions that would are not here. */
export function readActions(registry: Registry): Record<string, Action> {
  return {
    GetRestApis: {
      http: 'GET /restapis',
      permissions: () => reading('/restapis'),
      run: () => ({ item: [...registry.all()].map(apiOutput) }),
    },
    GetRestApi: {
      http: 'GET /restapis/{restApiId}',
      permissions: ({ restApiId }) => reading(`/restapis/${restApiId}`),
      run: ({ input }) => apiOutput(registry.api(input.restApiId)),
    },
    GetResources: {
      http: 'GET /restapis/{restApiId}/resources',
      permissions: ({ restApiId }) => reading(`/restapis/${restApiId}/resources`),
      run: ({ input }) => ({ item: resourcesOutput(registry.api(input.restApiId)) }),
    },
    GetStages: {
      http: 'GET /restapis/{restApiId}/stages',
      permissions: ({ restApiId }) => reading(`/restapis/${restApiId}/stages`),
      run: ({ input }) => {
        const api = registry.api(input.restApiId);
        return { item: [...api.stages.values()].map((stage) => stageOutput(api, stage)) };
      },
    },
    GetStage: {
      http: 'GET /restapis/{restApiId}/stages/{stageName}',
      permissions: ({ restApiId, stageName }) => reading(`/restapis/${restApiId}/stages/${stageName}`),
      run: ({ input }) => {
        const api = registry.api(input.restApiId);
        return stageOutput(api, stageNamed(api, input.stageName));
      },
    },
    GetExport: {
      http: 'GET /restapis/{restApiId}/stages/{stageName}/exports/{exportType}',
      permissions: ({ restApiId, stageName, exportType }) =>
        reading(`/restapis/${restApiId}/stages/${stageName}/exports/${exportType}`),
      run: ({ input }) => {
        if (input.exportType !== 'oas30')
          throw new AwsError('BadRequestException', `No API exporter for type '${input.exportType}'`);
        const api = registry.api(input.restApiId);
        const document = exportOpenApi(api, stageNamed(api, input.stageName));
        return new RawAnswer(200, { 'Content-Type': 'application/json' }, JSON.stringify(document));
      },
    },
  };
}

function reading(path: string): Permission[] {
  return [{ action: 'apigateway:GET', resource: `arn:aws:apigateway:${REGION}::${path}` }];
}

function stageNamed(api: Api, name: string): Stage {
  const stage = api.stages.get(name);
  if (!stage) throw new AwsError('NotFoundException', 'Invalid stage identifier specified', 404);
  return stage;
}

function apiOutput(api: Api): Record<string, unknown> {
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    createdDate: Math.floor(api.createdAt / 1000),
    binaryMediaTypes: api.binaryMediaTypes.length > 0 ? api.binaryMediaTypes : undefined,
    minimumCompressionSize: api.minimumCompressionSize,
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: ['REGIONAL'] },
    disableExecuteApiEndpoint: false,
    rootResourceId: api.rootId,
  };
}

function resourcesOutput(api: Api): Record<string, unknown>[] {
  const { resources, methods } = api.draft;
  return [...resources.values()].map(({ id, parentId, pathPart, path }) => {
    const verbs = [...methods.values()].filter(({ resourceId }) => resourceId === id).map(({ verb }) => [verb, {}]);
    const resourceMethods = verbs.length > 0 ? Object.fromEntries(verbs) : undefined;
    return { id, parentId, pathPart: pathPart || undefined, path, resourceMethods };
  });
}

function stageOutput(api: Api, stage: Stage): Record<string, unknown> {
  const settings = stage.throttling.map(({ path, verb, ratePerSecond, burst }) => [
    `${path.slice(1) || '~1'}/${verb}`,
    { throttlingRateLimit: ratePerSecond, throttlingBurstLimit: burst },
  ]);
  return {
    deploymentId: stage.deploymentId,
    stageName: stage.name,
    description: stage.description,
    variables: stage.variables,
    methodSettings: Object.fromEntries(settings),
    cacheClusterEnabled: false,
    tracingEnabled: false,
    createdDate: Math.floor(api.createdAt / 1000),
  };
}
