import { AwsError } from '../../../service.ts';
import { compileApiPolicy, type Policy } from '../request/policy.ts';
import {
  type Api,
  type Authorizer,
  type Definition,
  executeApiArn,
  type GatewayResponse,
  type Method,
  type Place,
  type Stage,
  type Throttling,
} from '../state.ts';
import { compileTemplate, type Template } from '../template/template.ts';
import { compileMock, type Mock } from './mock.ts';
import { type Routed, type RouteNode, routeTree } from './routes.ts';
import { type ModelCheck, modelChecks } from './schema.ts';

/** A stage with everything worked out that does not depend on a request. */
export interface CompiledStage {
  readonly api: Api;
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly routes: RouteNode<CompiledMethod>;
  readonly gatewayResponses: ReadonlyMap<string, CompiledResponse>;
  readonly isBinary: (contentType: string | undefined) => boolean;
  readonly policy: Policy | undefined;
  readonly throttling: readonly Throttling[];
  readonly tracing: boolean;
  readonly accessLog: { readonly group: string; readonly line: Template } | undefined;
}

/** A method, ready to be called. */
export interface CompiledMethod {
  readonly verb: string;
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly operationName: string | undefined;
  readonly authorizer: CompiledAuthorizer | undefined;
  readonly required: readonly Place[];
  /** Checks of the body by content type; `undefined` when bodies are not validated. */
  readonly bodies: ReadonlyMap<string, ModelCheck> | undefined;
  readonly integration: CompiledProxy | { readonly type: 'MOCK'; readonly mock: Mock };
}

/** The function behind a method. */
export interface CompiledProxy {
  readonly type: 'AWS_PROXY';
  readonly functionArn: string;
  readonly credentials: string | undefined;
  readonly timeoutMs: number;
}

/** An authorizer with its function's ARN in this stage. */
export interface CompiledAuthorizer extends Omit<Authorizer, 'validation'> {
  readonly arn: string;
  readonly validation?: RegExp;
}

/** How an answer of the gateway's own is made. */
export interface CompiledResponse {
  readonly statusCode: number | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly templates: ReadonlyMap<string, Template>;
}

/** Works out `stage` of `api` on the picture that its deployment took. */
export function compileStage(api: Api, stage: Stage): CompiledStage {
  const definition = api.deployments.get(stage.deploymentId);
  if (!definition) throw new AwsError('BadRequestException', 'Deployment id does not exist');
  const { accessLog } = stage;
  return {
    api,
    name: stage.name,
    deploymentId: stage.deploymentId,
    variables: stage.variables ?? null,
    routes: routeTree(routedOf(api, stage, definition)),
    gatewayResponses: new Map([...definition.gatewayResponses].map(([type, response]) => [type, responseOf(response)])),
    isBinary: binaryMatcher(api.binaryMediaTypes),
    policy: api.policy && compileApiPolicy(api.policy, executeApiArn(api.id, '')),
    throttling: stage.throttling,
    tracing: stage.tracing,
    accessLog: accessLog && { group: accessLog.group, line: compileTemplate(accessLog.format) },
  };
}

function routedOf(api: Api, stage: Stage, definition: Definition): Iterable<Routed<CompiledMethod>> {
  const check = modelChecks(api.id, definition.models);
  const routed = new Map<string, { path: string; methods: Map<string, CompiledMethod> }>();
  for (const { id, path } of definition.resources.values()) routed.set(id, { path, methods: new Map() });
  for (const method of definition.methods.values()) {
    const resource = routed.get(method.resourceId);
    resource?.methods.set(method.verb, methodOf(api, stage, { definition, method, path: resource.path, check }));
  }
  return routed.values();
}

interface MethodParts {
  readonly definition: Definition;
  readonly method: Method;
  readonly path: string;
  readonly check: (model: string) => ModelCheck;
}

function methodOf(api: Api, stage: Stage, { definition, method, path, check }: MethodParts): CompiledMethod {
  const validator = definition.validators.get(method.validatorId ?? '');
  const authorizer = definition.authorizers.get(method.authorizerId ?? '');
  const { integration } = method;
  return {
    verb: method.verb,
    resourceId: method.resourceId,
    resourcePath: path,
    operationName: method.operationName,
    authorizer: authorizer && authorizerOf(api, stage, authorizer),
    required: validator?.parameters ? method.requiredParameters : [],
    bodies: validator?.body
      ? new Map(Object.entries(method.requestModels).map(([type, model]) => [type.toLowerCase(), check(model)]))
      : undefined,
    integration:
      integration.type === 'MOCK'
        ? { type: 'MOCK', mock: compileMock(integration) }
        : {
            type: 'AWS_PROXY',
            functionArn: withVariables(integration.functionArn, stage),
            credentials: integration.credentials,
            timeoutMs: integration.timeoutMs,
          },
  };
}

function authorizerOf(api: Api, stage: Stage, authorizer: Authorizer): CompiledAuthorizer {
  const { validation, ...rest } = authorizer;
  return {
    ...rest,
    functionArn: withVariables(authorizer.functionArn, stage),
    arn: executeApiArn(api.id, `authorizers/${authorizer.id}`),
    ...(validation && { validation: new RegExp(`^(?:${validation})$`) }),
  };
}

/** Fills in `${stageVariables.name}`, which the ARN of a function may hold. */
export function withVariables(arn: string, stage: Pick<Stage, 'variables'>): string {
  return arn.replace(/\$\{stageVariables\.([^}]+)\}/g, (_, name: string) => stage.variables?.[name] ?? '');
}

function responseOf(response: GatewayResponse): CompiledResponse {
  const headers = Object.entries(response.parameters);
  return {
    statusCode: response.statusCode,
    headers: headers.map(([key, value]) => [key.slice('gatewayresponse.header.'.length), value]),
    templates: new Map(Object.entries(response.templates).map(([type, text]) => [type, compileTemplate(text)])),
  };
}

function binaryMatcher(types: readonly string[]): CompiledStage['isBinary'] {
  if (types.length === 0) return () => false;
  if (types.includes('*/*')) return () => true;
  const patterns = types.map(
    (type) =>
      new RegExp(
        `^${type
          .toLowerCase()
          .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
          .replaceAll('*', '.*')}$`,
      ),
  );
  return (contentType) => {
    const bare = contentType?.split(/[;,]/, 1)[0]?.trim().toLowerCase();
    return bare !== undefined && patterns.some((pattern) => pattern.test(bare));
  };
}
