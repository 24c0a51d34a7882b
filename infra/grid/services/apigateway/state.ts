import { createHash } from 'node:crypto';
import { ACCOUNT, AwsError, type JsonObject, REGION } from '../../service.ts';

/** Where a value of a request is: `method.request.header.Authorization` is `{ in: 'header', name: 'Authorization' }`. */
export interface Place {
  readonly in: 'header' | 'querystring' | 'path' | 'context' | 'stageVariables';
  readonly name: string;
}

/** The invocation of a function with the proxy event. */
export interface ProxyIntegration {
  readonly type: 'AWS_PROXY';
  /** The function's ARN; may hold `${stageVariables.name}`. */
  readonly functionArn: string;
  /** A role to invoke it with, instead of the function's own permission for the gateway. */
  readonly credentials?: string;
  readonly timeoutMs: number;
}

/** An answer made of templates alone; CORS preflights use it. */
export interface MockIntegration {
  readonly type: 'MOCK';
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly passthrough: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly responses: readonly {
    readonly statusCode: number;
    readonly selectionPattern?: string;
    /** Headers by name, as `'literal'`, `context.…` or `stageVariables.…`. */
    readonly headers: Readonly<Record<string, string>>;
    readonly templates: Readonly<Record<string, string>>;
  }[];
}

/** A method of a resource, as it was defined. */
export interface Method {
  readonly resourceId: string;
  /** An HTTP method or `ANY`. */
  readonly verb: string;
  readonly operationName?: string;
  readonly authorizerId?: string;
  /** Parameters that a validator of parameters requires. */
  readonly requiredParameters: readonly Place[];
  /** Model names by content type. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly validatorId?: string;
  readonly integration: ProxyIntegration | MockIntegration;
}

/** A node of the API's path tree. */
export interface Resource {
  readonly id: string;
  readonly parentId?: string;
  readonly pathPart: string;
  readonly path: string;
}

/** A Lambda authorizer. */
export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST';
  readonly functionArn: string;
  readonly credentials?: string;
  readonly identitySources: readonly Place[];
  readonly validation?: string;
  readonly ttlSeconds: number;
}

/** What a validator looks at. */
export interface Validator {
  readonly id: string;
  readonly name: string;
  readonly body: boolean;
  readonly parameters: boolean;
}

/** How the API words an answer of its own. */
export interface GatewayResponse {
  readonly type: string;
  readonly statusCode?: number;
  /** `gatewayresponse.header.X` → `'literal'`, `context.…` or `method.request.header.…`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** Everything of an API that a deployment takes a picture of. */
export interface Definition {
  readonly resources: Map<string, Resource>;
  /** By `<resource id>/<verb>`. */
  readonly methods: Map<string, Method>;
  readonly authorizers: Map<string, Authorizer>;
  readonly validators: Map<string, Validator>;
  /** JSON schemas by model name. */
  readonly models: Map<string, Record<string, unknown>>;
  readonly gatewayResponses: Map<string, GatewayResponse>;
}

/** A stage as it was defined. */
export interface Stage {
  readonly name: string;
  readonly deploymentId: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly throttling: readonly Throttling[];
  readonly accessLog?: { readonly group: string; readonly format: string };
  readonly tracing: boolean;
}

/** A throttle of a stage (`path` `/*`, `verb` `*`) or of one of its methods. */
export interface Throttling {
  readonly path: string;
  readonly verb: string;
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** A REST API. */
export interface Api {
  readonly id: string;
  readonly rootId: string;
  name: string;
  description?: string | undefined;
  createdAt: number;
  binaryMediaTypes: readonly string[];
  /** Bodies of at least so many bytes are compressed, when the client accepts it. */
  minimumCompressionSize?: number | undefined;
  policy?: JsonObject | undefined;
  readonly draft: Definition;
  readonly deployments: Map<string, Definition>;
  readonly stages: Map<string, Stage>;
}

/** An id like API Gateway's (lower case letters and digits), the same for the same seed. */
export function idOf(seed: string, length: number): string {
  const number = BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`);
  return number.toString(36).slice(0, length);
}

/** The ARN that identifies a part of an API to IAM and to resource policies. */
export function executeApiArn(apiId: string, rest: string): string {
  return `arn:aws:execute-api:${REGION}:${ACCOUNT}:${apiId}/${rest}`;
}

/** An API with its root resource and nothing else. */
export function emptyApi(id: string, createdAt: number): Api {
  const rootId = idOf(`${id}/`, 10);
  const draft = emptyDefinition();
  draft.resources.set(rootId, { id: rootId, pathPart: '', path: '/' });
  return {
    id,
    rootId,
    name: id,
    createdAt,
    binaryMediaTypes: [],
    draft,
    deployments: new Map(),
    stages: new Map(),
  };
}

/** A picture of `definition` that later changes do not reach. */
export function pictureOf(definition: Definition): Definition {
  return {
    resources: new Map(definition.resources),
    methods: new Map(definition.methods),
    authorizers: new Map(definition.authorizers),
    validators: new Map(definition.validators),
    models: new Map(definition.models),
    gatewayResponses: new Map(definition.gatewayResponses),
  };
}

/** Forgets all of `api` but its root, its deployments and its stages, as an import that overwrites does. */
export function clearDraft(api: Api): void {
  for (const map of Object.values(api.draft) as Map<string, unknown>[]) map.clear();
  api.draft.resources.set(api.rootId, { id: api.rootId, pathPart: '', path: '/' });
}

/** Adds the resource `pathPart` under `parentId`. Throws when API Gateway would not take it. */
export function addResource(api: Api, parentId: string, pathPart: string): Resource {
  const parent = api.draft.resources.get(parentId);
  if (!parent) throw new AwsError('NotFoundException', 'Invalid Resource identifier specified', 404);
  if (!/^(?:[\w.~:$*,@-]|%[\da-fA-F]{2})+$|^\{[\w.-]+\+?\}$/.test(pathPart)) {
    throw new AwsError('BadRequestException', `Resource's path part ${pathPart} is not valid.`);
  }
  for (const sibling of api.draft.resources.values()) {
    if (sibling.parentId !== parentId || sibling.pathPart === pathPart) continue;
    if (sibling.pathPart.startsWith('{') && pathPart.startsWith('{')) {
      const rule = 'only one unique variable path part is allowed';
      throw new AwsError(
        'BadRequestException',
        `A sibling (${sibling.pathPart}) of this resource already has a variable path part -- ${rule}`,
      );
    }
  }
  const path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
  const resource = { id: idOf(`${api.id}${path}`, 6), parentId, pathPart, path };
  api.draft.resources.set(resource.id, resource);
  return resource;
}

function emptyDefinition(): Definition {
  return {
    resources: new Map(),
    methods: new Map(),
    authorizers: new Map(),
    validators: new Map(),
    models: new Map(),
    gatewayResponses: new Map(),
  };
}
