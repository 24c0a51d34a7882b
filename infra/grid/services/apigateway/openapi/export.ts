import { modelUrl } from '../compile/schema.ts';
import type { Api, Definition, Method, Stage } from '../state.ts';

/** The OpenAPI 3.0 document of what `stage` serves: paths, parameters, models and security, without integrations. */
export function exportOpenApi(api: Api, stage: Stage): Record<string, unknown> {
  const definition = api.deployments.get(stage.deploymentId);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const method of definition?.methods.values() ?? []) {
    const path = definition?.resources.get(method.resourceId)?.path;
    if (!definition || path === undefined) continue;
    const verb = method.verb === 'ANY' ? 'x-amazon-apigateway-any-method' : method.verb.toLowerCase();
    paths[path] = { ...paths[path], [verb]: operationOf(definition, method, path) };
  }
  const models = [...(definition?.models ?? [])].map(([name, schema]) => [name, localReferences(api.id, schema)]);
  const authorizers = [...(definition?.authorizers.values() ?? [])].map(({ name, type }) => [
    name,
    {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': type === 'TOKEN' ? 'custom' : 'Custom',
    },
  ]);
  return {
    openapi: '3.0.1',
    info: { title: api.name, description: api.description, version: new Date(api.createdAt).toISOString() },
    servers: [{ url: `/${stage.name}` }],
    paths,
    components: { schemas: Object.fromEntries(models), securitySchemes: Object.fromEntries(authorizers) },
  };
}

function operationOf(definition: Definition, method: Method, path: string): Record<string, unknown> {
  const variables = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => ({ in: 'path', name }));
  const required = method.requiredParameters.filter((place) => place.in === 'header' || place.in === 'querystring');
  const parameters = [
    ...variables,
    ...required.map((place) => ({ in: place.in === 'header' ? 'header' : 'query', name: place.name })),
  ];
  const content = Object.entries(method.requestModels).map(([type, model]) => [
    type,
    { schema: { $ref: `#/components/schemas/${model}` } },
  ]);
  const authorizer = definition.authorizers.get(method.authorizerId ?? '');
  return {
    operationId: method.operationName,
    parameters:
      parameters.length > 0
        ? parameters.map((one) => ({ ...one, required: true, schema: { type: 'string' } }))
        : undefined,
    requestBody: content.length > 0 ? { content: Object.fromEntries(content), required: true } : undefined,
    responses: {},
    security: authorizer ? [{ [authorizer.name]: [] }] : undefined,
  };
}

function localReferences(apiId: string, schema: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll(modelUrl(apiId, ''), '#/components/schemas/'));
}
