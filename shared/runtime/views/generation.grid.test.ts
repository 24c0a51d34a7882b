import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { TRUSTED_MS } from './generation.ts';

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});
afterEach(() => void vi.useRealTimers());

let tables = 0;
beforeEach(() => {
  tables += 1;
});
const made = () => makeTable(served.services.dynamodb, { name: `view-${tables}`, keys: { key: 'S' } });
const view = (generation: string) => ({ table: `view-${tables}`, generation });
const mark = (activa: string, ...listas: string[]) =>
  dynamodb.send(
    new PutItemCommand({
      TableName: `view-${tables}`,
      Item: { key: { S: '#' }, activa: { S: activa }, listas: { SS: listas } },
    }),
  );

/** The code as another instance has it: with a memory, and a list of its calls, of its own. */
async function instance() {
  vi.resetModules();
  const [code, clients] = await Promise.all([import('./generation.ts'), import('../clients/dynamodb.ts')]);
  const calls: string[] = [];
  clients.dynamodb().middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize' },
  );
  return { ...code, calls };
}

describe('the generation to answer from', () => {
  beforeEach(made);

  test('is asked for once where nothing more can come of it', async () => {
    const { servedGeneration, calls } = await instance();
    await mark('uno', 'uno');
    for (let times = 0; times < 3; times++)
      expect(await servedGeneration(view('uno'))).toMatchObject({ generation: 'uno' });
    expect(calls).toHaveLength(1);
  });

  test('is trusted for a second while views are filled anew', async () => {
    const { servedGeneration, calls } = await instance();
    await mark('uno', 'uno');
    const asked = async () => {
      const { generation, beside } = await servedGeneration(view('dos'));
      return [generation, beside];
    };
    vi.useFakeTimers({ toFake: ['Date'] });
    expect(await asked()).toEqual(['uno', 'dos']);
    await mark('uno', 'uno', 'dos');
    expect(await asked()).toEqual(['uno', 'dos']);
    expect(calls).toHaveLength(1);
    vi.setSystemTime(Date.now() + TRUSTED_MS);
    expect(await asked()).toEqual(['dos', 'uno']);
    await mark('dos', 'uno', 'dos');
    vi.setSystemTime(Date.now() + TRUSTED_MS);
    expect(await asked()).toEqual(['dos', undefined]);
    expect(await asked()).toEqual(['dos', undefined]);
    expect(calls).toHaveLength(3);
  });

  test('is the own one where the active one is not said to be filled', async () => {
    await mark('uno', 'dos');
    expect(await (await instance()).servedGeneration(view('uno'))).toEqual({ generation: 'uno' });
  });
});

describe('the first generation', () => {
  test('is announced once by an instance, and by one instance', async () => {
    await made();
    const [first, second] = [await instance(), await instance()];
    await first.announce(view('uno'));
    await first.announce(view('uno'));
    await second.announce(view('dos'));
    expect([first.calls, second.calls]).toEqual([['PutItemCommand'], ['PutItemCommand']]);
    expect(await first.readMark(view('uno'))).toEqual({ activa: 'uno', listas: ['uno'] });
  });

  test('is announced again by who could not', async () => {
    const { announce, readMark } = await instance();
    await expect(announce(view('uno'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await made();
    await announce(view('uno'));
    expect(await readMark(view('uno'))).toEqual({ activa: 'uno', listas: ['uno'] });
  });
});
