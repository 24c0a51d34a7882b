import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '#shared/runtime/environment.ts';
import { contends, type Declared } from '../derive/functions.ts';
import {
  commandGrants,
  onTable,
  queryIndexes,
  readBeside,
  readKeys,
  readRows,
  readStreams,
  writeStreams,
} from '../derive/grants.ts';
import { notificationPattern, projectionPattern, requestPattern, sagaPattern } from '../derive/patterns.ts';
import { holdsPersonal } from '../derive/personalWrites.ts';
import { indexesOf } from '../derive/tables.ts';
import { watchDeadlines, watchWaits } from './alarms.ts';
import { AlpesFunction, type Deployment } from './function.ts';
import { FedFromBus } from './queue.ts';
import { ordering, orderingGrants } from './sending.ts';
import { namesIn } from './stageStack.ts';
import { besides, directed, guarded, guides, viewed, viewsOf } from './viewed.ts';

/** Batches at once where functions contend for the same items (streams of a unit of work, rows of totals): more would only make them collide. */
const CONTENDED_CONCURRENCY = 2;

/** Rows, each read and changed with its own condition; and, with a put, that a generation of them is filled. */
const WRITE_ROWS = ['dynamodb:BatchGetItem', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PutItem'];

const WRITE_MESSAGES = [...WRITE_ROWS, 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

type Maker<K extends Declared['kind']> = (
  scope: Construct,
  declared: Extract<Declared, { kind: K }>,
  deployment: Deployment,
) => AlpesFunction;

/** Makes a command: it writes its streams, is called by API or queue, and reads its directory. */
export const commandFunction: Maker<'command'> = (scope, declared, deployment) => {
  const { name, context, declaration } = declared;
  const made = make(scope, { name, context: context.name }, deployment, {
    environment: {
      EVENT_LOG_TABLE: namesIn(scope).eventLog,
      KEYS_TABLE: namesIn(scope).keys,
      ...directed(scope, deployment, viewsOf(declaration)),
      ...(declaration.http && { ...deployment.tokens, ...deployment.cors }),
      ...(declaration.asks?.includes('loopback') && deployment.outside),
    },
    statements: commandGrants(scope, declaration),
  });
  if (declaration.request) {
    new FedFromBus(made, {
      pattern: requestPattern(declaration),
      ...(contends(declared) && { maxConcurrency: CONTENDED_CONCURRENCY }),
    });
  }
  return made;
};

/** Makes a query: it reads the table of its view, that of the view that guards it, and, for one row, whether the log has more of it and what is shown beside it. */
export const queryFunction: Maker<'query'> = (scope, { name, context, declaration }, deployment) => {
  const guard = declaration.kind === 'list' ? declaration.guard?.of : undefined;
  const beside = declaration.kind === 'row' ? declaration.beside : undefined;
  return make(scope, { name, context: context.name }, deployment, {
    environment: {
      ...viewed(scope, deployment, declaration.of),
      ...(guard && guarded(scope, deployment, guard)),
      ...besides(scope, deployment, beside),
      ...(declaration.kind === 'row' && { EVENT_LOG_TABLE: namesIn(scope).eventLog }),
      ...deployment.tokens,
      ...deployment.cors,
    },
    statements: [
      ...(declaration.kind === 'row'
        ? [
            onTable(scope, ['dynamodb:GetItem'], namesIn(scope).view(declaration.of.name)),
            readStreams(scope, declaration.of.options.of),
          ]
        : readRows(scope, declaration)),
      ...(guard ? [onTable(scope, ['dynamodb:GetItem'], namesIn(scope).view(guard.name))] : []),
      ...(beside ? readBeside(scope, beside) : []),
    ],
  });
};

/** Makes a read model: it writes its own table, and reads the log where it has missed something. */
export const projectionFunction: Maker<'projection'> = (scope, { name, context, declaration }, deployment) => {
  const table = namesIn(scope).view(name);
  const statements: PolicyStatement[] = [];
  const environment: Partial<Environment> = {
    ...viewed(scope, deployment, declaration),
    EVENT_LOG_TABLE: namesIn(scope).eventLog,
  };
  switch (declaration.kind) {
    case 'journal':
      statements.push(onTable(scope, ['dynamodb:BatchWriteItem', 'dynamodb:PutItem'], table));
      break;
    case 'tally':
      statements.push(
        onTable(scope, ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], table),
        readStreams(scope, declaration.of),
      );
      break;
    case 'projection': {
      const { of, personal } = declaration.options;
      statements.push(onTable(scope, WRITE_ROWS, table), readStreams(scope, of));
      if (personal) {
        statements.push(
          onTable(scope, ['dynamodb:GetItem', 'dynamodb:DeleteItem'], table),
          queryIndexes(scope, table, [personal]),
        );
        if (Object.values(declaration.handlers).some(({ event }) => holdsPersonal(event)))
          statements.push(readKeys(scope));
      }
    }
  }
  const made = make(scope, { name, context: context.name }, deployment, {
    environment: { ...environment, KEYS_TABLE: namesIn(scope).keys },
    statements,
  });
  new FedFromBus(made, {
    pattern: projectionPattern(declaration),
    ...(declaration.kind === 'tally' && { maxConcurrency: CONTENDED_CONCURRENCY }),
    // Totals and timelines are looked at, not waited for, save by a command that finds its way by them.
    ...(declaration.kind !== 'projection' && !guides(context, name) && { batches: 'gathered' }),
  });
  return made;
};

/** Makes a saga: it writes its own streams, and reads those that it follows where it has missed something. */
export const sagaFunction: Maker<'saga'> = (scope, { name, context, declaration }, deployment) => {
  const made = make(scope, { name, context: context.name }, deployment, {
    environment: { EVENT_LOG_TABLE: namesIn(scope).eventLog },
    statements: [writeStreams(scope, declaration.name), readStreams(scope, ...declaration.follows)],
  });
  new FedFromBus(made, { pattern: sagaPattern(declaration) });
  const states = Object.values(declaration.states);
  if (states.some(({ within }) => within)) watchDeadlines(made, context.name);
  if (states.some(({ waitsForPeople }) => waitsForPeople)) watchWaits(made, context.name);
  return made;
};

/** Makes notifications: composed into a table, ordered by a topic from the functions that send them. */
export const notificationFunction: Maker<'notification'> = (scope, { name, context, declaration }, deployment) => {
  const made = make(scope, { name, context: context.name }, deployment, {
    environment: {
      ...viewed(scope, deployment, declaration),
      ...ordering(scope),
      KEYS_TABLE: namesIn(scope).keys,
      EVENT_LOG_TABLE: namesIn(scope).eventLog,
    },
    statements: [
      onTable(scope, WRITE_MESSAGES, namesIn(scope).view(name)),
      queryIndexes(
        scope,
        namesIn(scope).view(name),
        indexesOf(declaration).map((index) => index.name),
      ),
      readStreams(scope, declaration.of),
      readKeys(scope),
      ...orderingGrants(scope),
    ],
  });
  new FedFromBus(made, { pattern: notificationPattern(declaration) });
  return made;
};

interface What {
  readonly environment: Partial<Environment>;
  readonly statements: readonly PolicyStatement[];
}

function make(
  scope: Construct,
  { name, context }: { name: string; context: string },
  deployment: Deployment,
  what: What,
): AlpesFunction {
  return new AlpesFunction(scope, { name, context, deployment, ...what });
}
