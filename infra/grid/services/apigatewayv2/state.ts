import type { Place } from '../apigateway/state.ts';
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

/** A Lambda authorizer of `$connect`. */
export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly functionArn: string;
  readonly credentials?: string;
  readonly identitySources: readonly Place[];
}

/** A route: what is done with the messages of one key. */
export interface Route {
  readonly id: string;
  /** `$connect`, `$disconnect`, `$default`, or what the selection expression gives. */
  readonly key: string;
  /** A route without one takes its messages and does nothing. */
  readonly integrationId?: string;
  readonly authorizerId?: string;
}

/** Everything of an API that a deployment takes a picture of; all maps by id. */
export interface Definition {
  readonly routes: Map<string, Route>;
  readonly integrations: Map<string, Integration>;
  readonly authorizers: Map<string, Authorizer>;
  /** The ids of routes whose integration's answer goes to the client, by the id of the route response. */
  readonly routeResponses: Map<string, string>;
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

/** A WebSocket API. */
export interface Api {
  readonly id: string;
  name: string;
  select: Selection;
  readonly draft: Definition;
  readonly deployments: Map<string, Definition>;
  readonly stages: Map<string, Stage>;
}

/** A stage, with its API. */
export interface Deployed {
  readonly api: Api;
  readonly stage: Stage;
}

/** An API without routes. */
export function emptyApi(id: string, select: Selection): Api {
  return { id, name: id, select, draft: emptyDefinition(), deployments: new Map(), stages: new Map() };
}

/** A picture of `definition` that later changes do not reach. */
export function pictureOf(definition: Definition): Definition {
  return {
    routes: new Map(definition.routes),
    integrations: new Map(definition.integrations),
    authorizers: new Map(definition.authorizers),
    routeResponses: new Map(definition.routeResponses),
  };
}

/** What the clients of `stage` are served by. */
export function definitionOf({ api, stage }: Deployed): Definition {
  return stage.automatic ? api.draft : (api.deployments.get(stage.deploymentId ?? '') ?? emptyDefinition());
}

/** The route of `key`, if there is one. */
export function routeOf(definition: Definition, key: string): Route | undefined {
  for (const route of definition.routes.values()) if (route.key === key) return route;
  return undefined;
}

function emptyDefinition(): Definition {
  return { routes: new Map(), integrations: new Map(), authorizers: new Map(), routeResponses: new Map() };
}
