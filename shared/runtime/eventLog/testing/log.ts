import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable, type TableOf } from '#infra/grid/testing/makeTable.ts';
import type { Fact } from '#shared/model/event.ts';
import { type Commit, toItem } from '../commit.ts';
import type { CommandRequest } from '../request.ts';

/** An event log of its own for the tests of a file. */
export function logForTests() {
  let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
  let client: DynamoDBClient;
  beforeAll(async () => {
    served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
    client = new DynamoDBClient(served.client);
    for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
    vi.stubEnv('EVENT_LOG_TABLE', 'log');
    const view = { table: 'view', generation: 'uno' };
    vi.stubEnv('DIRECTORIES', JSON.stringify({ shelves: view, sums: { ...view, table: 'sums' } }));
    await makeTable(served.services.dynamodb, { name: 'log', keys: { stream: 'S', version: 'N' } });
    await makeTable(served.services.dynamodb, { name: 'view', keys: { key: 'S' } });
    await makeTable(served.services.dynamodb, {
      name: 'sums',
      keys: { key: 'S' },
      indexes: { porGrupo: ['group', 'key'] },
    });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    client?.destroy();
    await served?.stop();
  });
  return {
    /** Makes a table beside the log. */
    makeTable: (table: TableOf) => makeTable(served.services.dynamodb, table),
    /** Writes a commit as an instance would have that nobody of the test is. */
    put: (commit: Commit) => client.send(new PutItemCommand({ TableName: 'log', Item: toItem(commit) })),
  };
}

/** Code of a function as another instance of it has it: with a memory, and a list of its calls, of its own. */
export async function instance() {
  vi.resetModules();
  const [{ decide }, { advanceSaga, processOf }, { commitsAfter }, keys, clients, telemetry] = await Promise.all([
    import('../decide.ts'),
    import('../advanceSaga.ts'),
    import('../read.ts'),
    import('../../personalData/keys.ts'),
    import('../../clients/dynamodb.ts'),
    import('../../telemetry.ts'),
  ]);
  const calls: string[] = [];
  const inputs: any[] = [];
  const dynamodb = clients.dynamodb();
  dynamodb.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName).replace(/Command$/, ''));
      inputs.push(args.input);
      return next(args);
    },
    { step: 'initialize' },
  );
  return { decide, advanceSaga, processOf, commitsAfter, keys, calls, inputs, dynamodb, telemetry };
}

/** A request of a test for a command. */
export function asked(input: unknown, commandId?: string): CommandRequest {
  return {
    input,
    commandId: commandId ?? crypto.randomUUID(),
    comesAgain: commandId !== undefined,
    correlationId: 'c',
    causationId: 'c',
    actor: { subject: 'test', scopes: [] },
  };
}

/** A commit of facts, for `put`. */
export function commitOf(stream: string, version: number, ...facts: readonly Fact[]): Commit {
  return {
    stream,
    version,
    occurredAt: '2030-01-15T12:00:00.000Z',
    commandId: `${stream}/${version}`,
    metadata: { correlationId: 'c', causationId: 'c', actor: 'test' },
    events: facts.map(({ type, version: schemaVersion, data }, at) => ({
      id: `${stream}/${version + at}`,
      type,
      schemaVersion,
      context: 'test',
      data,
    })),
  };
}
