import path from 'node:path';
import type { Context } from '#shared/model/context.ts';
import { bundleAll } from './bundle.ts';
import type { Bundle } from './bundleCache.ts';
import { functionsOf } from './derive/functions.ts';
import { generationsOf } from './derive/generations.ts';
import { openapiOf } from './derive/openapi.ts';
import { routesOf } from './derive/routes.ts';

const CACHE = path.resolve('node_modules/.cache/alpes/bundles');

/** What functions are made from: their bundles, and the generations of the views that they write and read, by name. */
export interface FunctionCode {
  readonly bundles: Readonly<Record<string, Bundle>>;
  readonly generations: Readonly<Record<string, string>>;
}

/** The code of some contexts. */
export async function codeOf(contexts: readonly Context[]): Promise<FunctionCode> {
  const [bundles, generations] = await Promise.all([bundleContexts(contexts), generationsOf(functionsOf(contexts))]);
  return { bundles, generations };
}

/** Bundles the functions of some contexts, with the API's description beside the one that tells it. */
export function bundleContexts(
  contexts: readonly Context[],
  cache: string = CACHE,
): Promise<Readonly<Record<string, Bundle>>> {
  const functions = functionsOf(contexts);
  const openapi = JSON.stringify(openapiOf(routesOf(functions)));
  return bundleAll(functions, cache, { verOpenapi: { 'openapi.json': openapi } });
}
