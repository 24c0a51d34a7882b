import type { Context } from '#shared/model/context.ts';
import { BUNDLES, bundleAll } from './bundle.ts';
import type { Bundle, Extra } from './bundleCache.ts';
import { entrySource } from './derive/entries.ts';
import { functionsOf } from './derive/functions.ts';
import { generationsOf } from './derive/generations.ts';
import { openapiOf } from './derive/openapi.ts';
import { routesOf } from './derive/routes.ts';

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
  cache: string = BUNDLES,
): Promise<Readonly<Record<string, Bundle>>> {
  const functions = functionsOf(contexts);
  const openapi = JSON.stringify(openapiOf(routesOf(functions)));
  const extras: Readonly<Record<string, Extra>> = { verOpenapi: { 'openapi.json': openapi } };
  const ordered = functions.map((declared) => ({
    name: declared.name,
    entry: entrySource(declared),
    extra: extras[declared.name] ?? {},
  }));
  return bundleAll(ordered, cache);
}
