import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { contextos } from '#functions/contextos.ts';
import { bundleAll } from './bundle.ts';
import { settingsOf } from './defaults.ts';
import { functionsOf } from './derive/functions.ts';
import { openapiOf } from './derive/openapi.ts';
import { routesOf } from './derive/routes.ts';
import { tablesOf } from './derive/tables.ts';
import { GRIDS, gridNamed } from './grids.ts';
import { PREFIX } from './names.ts';
import { ApiStack } from './stacks/api.ts';
import { ContextStack } from './stacks/context.ts';
import { DataStack } from './stacks/data.ts';

/** Where bundles are written before CDK takes them into its assembly. */
const BUNDLES = path.resolve('node_modules/.cache/alpes/bundles');

/**
 * Builds the whole app from the manifests of the contexts: one stack for what outlives the functions, one for each
 * context, one for the API. Context values: `grid` (embedded, localstack, aws), `stage` (dev, prod).
 */
export async function buildApp(app: App): Promise<void> {
  const features = GRIDS[gridNamed(String(app.node.tryGetContext('grid') ?? 'embedded'))];
  const settings = settingsOf(String(app.node.tryGetContext('stage') ?? 'dev'));
  const functions = functionsOf(contextos);
  const routes = routesOf(functions);
  const openapi = JSON.stringify(openapiOf(routes));
  const { of: bundles } = await bundleAll(functions, BUNDLES, { verOpenapi: { 'openapi.json': openapi } });

  const terminationProtection = settings.deletionProtection;
  const data = new DataStack(app, `${PREFIX}-datos`, {
    settings,
    features,
    views: tablesOf(functions),
    terminationProtection,
  });
  const api = new ApiStack(app, `${PREFIX}-api`, { routes, features, authorizer: 'autorizador' });
  for (const context of contextos) {
    const own = functions.filter((declared) => declared.context === context);
    const stack = new ContextStack(app, `${PREFIX}-${context.name}`, {
      functions: own,
      settings,
      bundles,
      eventLog: data.eventLog,
    });
    stack.addStackDependency(data);
    api.addStackDependency(stack);
  }
}
