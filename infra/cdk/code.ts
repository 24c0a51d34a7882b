import type { Context } from '#shared/model/context.ts';
import { BUNDLES, bundleAll } from './bundle.ts';
import type { Bundle, Extra } from './bundleCache.ts';
import { asyncapiOf } from './derive/asyncapi.ts';
import { entrySource } from './derive/entries.ts';
import { type Declared, functionsOf, servesPages } from './derive/functions.ts';
import { generationsOf } from './derive/generations.ts';
import { openapiOf } from './derive/openapi.ts';
import { routesOf } from './derive/routes.ts';
import { buildPage } from './page/build.ts';

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

/** Bundles the functions of some contexts, with the API's description and the pages beside those that serve them. */
export async function bundleContexts(
  contexts: readonly Context[],
  cache: string = BUNDLES,
): Promise<Readonly<Record<string, Bundle>>> {
  const functions = functionsOf(contexts);
  const openapi = JSON.stringify(openapiOf(routesOf(functions)));
  const asyncapi = JSON.stringify(asyncapiOf(contexts));
  const page = functions.some(servesPages) ? (await buildPage()).json : '';
  const extraOf = (declared: Declared): Extra => {
    if (declared.name === 'verOpenapi') return { 'openapi.json': openapi };
    if (declared.name === 'verAsyncapi') return { 'asyncapi.json': asyncapi };
    return servesPages(declared) ? { 'pagina.json': page } : {};
  };
  const ordered = functions.map((declared) => ({
    name: declared.name,
    entry: entrySource(declared, contexts),
    extra: extraOf(declared),
  }));
  return bundleAll(ordered, cache);
}
