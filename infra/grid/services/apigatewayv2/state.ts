import type { Place } from '../apigateway/state.ts';
import type { RoutePattern } from './http/routing.ts';
import type { Selection } from './selection.ts';

/** The invocation of a function with the proxy event. */
export interface Integration {
  readonly id: string;
  /** The function's ARN; may hold `${stageVariables.name}`. */
  readonly functionArn: string;
  /** A role to invoke it with, instead of the function's own permission for the gateway. */
  readonly credentials?: string;
  readonly timeoutMs: number;
}

/** The form of what functions get of HTTP APIs, and answer them. */
export type PayloadFormat = '1.0' | '2.0';

/** What is behind the routes of an HTTP API: a function, or another server. */
export type HttpIntegration = (Integration & { readonly type: 'AWS_PROXY'; readonly format: PayloadFormat }) | UrlProxy;

/** Another server, that gets the requests as they came. */
export interface UrlProxy {
  readonly id: string;
  readonly type: 'HTTP_PROXY';
  /** May hold path variables of the route (`{proxy}`) and `${stageVariables.name}`. */
  readonly url: string;
  /** `ANY` for that of the request. */
  readonly method: string;
  readonly timeoutMs: number;
}

/** A Lambda authorizer, of `$connect` in a WebSocket API. */
export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly functionArn: string;
  readonly credentials?: string;
  readonly identitySources: readonly Place[];
}

/** Who decides of the requests to an HTTP API. */
export type HttpAuthorizer = LambdaAuthorizer | JwtAuthorizer;

/** A function that decides. */
export interface LambdaAuthorizer extends Authorizer {
  readonly type: 'REQUEST';
  readonly format: PayloadFormat;
  /** It answers `{ isAuthorized }` instead of a policy. */
  readonly simple: boolean;
  /** How long a decision is good; 0 for asking each time. */
  readonly ttlSeconds: number;
}

/** A token that an issuer has signed decides. */
export interface JwtAuthorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'JWT';
  readonly identitySource: Place;
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** A route of a WebSocket API: what is done with the messages of one key. */
export interface Route {
  readonly id: string;
  /** `$connect`, `$disconnect`, `$default`, or what the selection expression gives. */
  readonly key: string;
  /** A route without one takes its messages and does nothing. */
  readonly integrationId?: string;
  readonly authorizerId?: string;
}

/** A route of an HTTP API. */
export interface HttpRoute extends Route {
  readonly pattern: RoutePattern;
  /** A token must have one of them, where there are any. */
  readonly scopes: readonly string[];
}

/** Everything of a WebSocket API that a deployment takes a picture of; all maps by id. */
export interface WebSocketDefinition {
  readonly routes: Map<string, Route>;
  readonly integrations: Map<string, Integration>;
  readonly authorizers: Map<string, Authorizer>;
  /** The ids of routes whose integration's answer goes to the client, by the id of the route response. */
  readonly routeResponses: Map<string, string>;
}

/** The same of an HTTP API. */
export interface HttpDefinition {
  readonly routes: Map<string, HttpRoute>;
  readonly integrations: Map<string, HttpIntegration>;
  readonly authorizers: Map<string, HttpAuthorizer>;
}

/** How many requests a route may take. */
export interface Throttling {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** A stage as it was defined. */
export interface Stage {
  readonly name: string;
  /** It deploys by itself: it always shows the API as it is. */
  readonly automatic: boolean;
  /** What another stage shows; nothing at all without one. */
  readonly deploymentId?: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Limits by route key; the one of `*` is shared by the routes without one of their own. */
  readonly throttling: Readonly<Record<string, Throttling>>;
  readonly accessLog?: { readonly group: string; readonly format: string };
}

/** What an HTTP API tells browsers of pages that are not its own. */
export interface Cors {
  /** `*`, `https://*`, `http://*`, or origins. */
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
}

interface ApiOf<D> {
  readonly id: string;
  name: string;
  readonly draft: D;
  readonly deployments: Map<string, D>;
  readonly stages: Map<string, Stage>;
}

/** A WebSocket API. */
export interface WebSocketApi extends ApiOf<WebSocketDefinition> {
  readonly protocol: 'WEBSOCKET';
  select: Selection;
}

/** An HTTP API. */
export interface HttpApi extends ApiOf<HttpDefinition> {
  readonly protocol: 'HTTP';
  cors: Cors | undefined;
}

/** The APIs by their protocol. */
export interface Apis {
  readonly WEBSOCKET: WebSocketApi;
  readonly HTTP: HttpApi;
}

/** An API of either protocol. */
export type Api = Apis[keyof Apis];

/** A stage, with its API. */
export interface Deployed<A> {
  readonly api: A;
  readonly stage: Stage;
}

/** A WebSocket API without routes. */
export function emptyWebSocketApi(id: string, select: Selection): WebSocketApi {
  const draft = { routes: new Map(), integrations: new Map(), authorizers: new Map(), routeResponses: new Map() };
  return { id, name: id, protocol: 'WEBSOCKET', select, draft, deployments: new Map(), stages: new Map() };
}

/** An HTTP API without routes. */
export function emptyHttpApi(id: string): HttpApi {
  const draft = { routes: new Map(), integrations: new Map(), authorizers: new Map() };
  return { id, name: id, protocol: 'HTTP', cors: undefined, draft, deployments: new Map(), stages: new Map() };
}

/** Takes a picture of an API as it is, that later changes do not reach. */
export function takePicture({ draft, deployments }: Api, deploymentId: string): void {
  const copies = Object.entries(draft).map(([name, parts]) => [name, new Map(parts)]);
  (deployments as Map<string, object>).set(deploymentId, Object.fromEntries(copies));
}

/** What the clients of `stage` are served by; `undefined` where nothing was deployed. */
export function definitionOf<D>({ api, stage }: Deployed<ApiOf<D>>): D | undefined {
  return stage.automatic ? api.draft : api.deployments.get(stage.deploymentId ?? '');
}

/** The route of `key`, if there is one. */
export function routeOf(definition: WebSocketDefinition | undefined, key: string): Route | undefined {
  for (const route of definition?.routes.values() ?? []) if (route.key === key) return route;
  return undefined;
}
