import type { App, Stack } from 'aws-cdk-lib';
import { contextos } from '#functions/contextos.ts';
import type { Context } from '#shared/model/context.ts';
import { codeOf, type FunctionCode } from './code.ts';
import { watchApi } from './constructs/alarms.ts';
import { movers } from './constructs/release.ts';
import { StageStack } from './constructs/stageStack.ts';
import { settingsOf, stageOf } from './defaults.ts';
import { storesOf } from './derive/files.ts';
import {
  type Declared,
  functionsOf,
  isBehindApi,
  isOfMail,
  isOfSockets,
  livesOf,
  ofKind,
  publishesFacts,
  sendsMessages,
} from './derive/functions.ts';
import { queuesOf } from './derive/queues.ts';
import { routesOf } from './derive/routes.ts';
import { foreignTablesOf, tablesOf } from './derive/tables.ts';
import { viewNamesOf } from './derive/views.ts';
import { GRIDS, type GridName, gridNamed } from './grids.ts';
import { Names, type Stage, WATCH_STACK } from './names.ts';
import { type Account, accountOf, allowedBy, PLAIN } from './settings/account.ts';
import { ApiStack } from './stacks/api.ts';
import { ContextStack } from './stacks/context.ts';
import { DashboardStack } from './stacks/dashboard.ts';
import { DataStack } from './stacks/data.ts';
import { LiveStack } from './stacks/live.ts';

/** Where an app is deployed to. */
export interface Destination {
  readonly grid: GridName;
  readonly stage: Stage;
  /** What is said of the stage in an account; nothing, where it is left out. */
  readonly account?: Account;
}

/** Builds the whole app from the manifests of the contexts. Context values: `grid` (see `grids.ts`), `stage` (see `names.ts`), `account` (see `settings/account.ts`). */
export async function buildApp(app: App): Promise<void> {
  const grid = gridNamed(String(app.node.tryGetContext('grid') ?? 'embedded'));
  const stage = stageOf(grid, app.node.tryGetContext('stage'));
  const account = accountOf(app.node.tryGetContext('account'), stage);
  addStacks(app, { grid, stage, account }, contextos, await codeOf(contextos));
}

/**
 * Adds one stage: one stack for what outlives the functions, one for each context, one for the API, one to look at them all.
 * An app may have several: nothing of one is called like anything of another.
 */
export function addStacks(
  app: App,
  { grid, stage, account = PLAIN }: Destination,
  contexts: readonly Context[],
  code: FunctionCode,
): void {
  const features = GRIDS[grid];
  const settings = settingsOf(stage, allowedBy(features, account));
  const names = new Names(stage);
  const functions = functionsOf(contexts).filter(
    (declared) => (features.sockets || !isOfSockets(declared)) && (features.mail || !isOfMail(declared)),
  );
  const lives = livesOf(contexts).map(({ live }) => live);
  const data = new DataStack(app, {
    settings,
    features,
    views: tablesOf(functions),
    stores: storesOf(functions),
    foreign: foreignTablesOf(functions),
  });
  const api = new ApiStack(app, {
    routes: routesOf(functions),
    settings,
    features,
    authorizer: 'autorizador',
  });
  if (features.sockets)
    new LiveStack(app, { functions: ofKind(functions, 'technical'), settings, features }).addStackDependency(api);
  const { shift } = settings.account;
  const watching = shift && new StageStack(app, WATCH_STACK, { settings, features });
  if (watching) {
    watchApi(watching, names.apiAlarms);
    movers(
      watching,
      shift,
      functions.filter(isBehindApi).map(({ name }) => name),
    );
    watching.addStackDependency(data);
  }
  const shared = {
    settings,
    features,
    code,
    eventLog: data.eventLog,
    foreign: data.foreign,
    lives,
    stores: storesOf(functions),
    queues: queuesOf(functions, names),
    views: viewNamesOf(functions, code.generations, names),
  };
  for (const context of contexts) {
    const own = functions.filter((declared) => declared.context === context && !isApart(declared));
    if (own.length === 0) continue;
    const stack = new ContextStack(app, context.name, { functions: own, ...shared });
    stack.addStackDependency(watching ?? data);
    api.addStackDependency(stack);
  }
  let last: Stack = api;
  // Messages have links to the API, so who sends them comes after it; no route leads to them.
  const sending = functions.filter(sendsMessages);
  if (sending.length > 0) {
    last = new ContextStack(app, 'envios', { functions: sending, ...shared, apiUrl: api.url });
    last.addStackDependency(api);
  }
  // What is published before somebody's rule is there is lost to them, so it is published last of all.
  const publishing = functions.filter(publishesFacts);
  if (publishing.length > 0)
    new ContextStack(app, 'publicacion', { functions: publishing, ...shared }).addStackDependency(last);
  if (features.dashboard) new DashboardStack(app, { settings, features });
}

/** Whether a function stands in a stack apart from its context's. */
function isApart(declared: Declared): boolean {
  return sendsMessages(declared) || publishesFacts(declared);
}
