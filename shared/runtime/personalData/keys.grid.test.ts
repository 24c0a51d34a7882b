import { createHmac } from 'node:crypto';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { TRUSTED_MS } from './keys.ts';

const TABLE = 'keys-test';
let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  for (const [name, value] of Object.entries({ ...served.environment, KEYS_TABLE: TABLE })) vi.stubEnv(name, value);
  await makeTable(served.services.dynamodb, { name: TABLE, keys: { subject: 'S' } });
});

afterAll(() => served?.stop());
afterEach(() => void vi.useRealTimers());

/** The code as another instance has it: with a memory, and a count of its calls, of its own. */
async function instance() {
  vi.resetModules();
  const [keys, clients, secret] = await Promise.all([
    import('./keys.ts'),
    import('../clients/dynamodb.ts'),
    import('./secret.ts'),
  ]);
  const calls: string[] = [];
  let failing: string | undefined;
  clients.dynamodb().middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      if (context.commandName === failing) throw new Error(`${failing} fails`);
      return next(args);
    },
    { step: 'initialize' },
  );
  return {
    ...keys,
    ...secret,
    calls,
    /** Lets calls of a kind fail from then on, or none. */
    failing(command?: string) {
      failing = command;
    },
  };
}

/** Closes and deletes a key, by an instance that nobody of the test is. */
async function forget(subject: string): Promise<void> {
  const { closeKey, forgetKey } = await instance();
  await closeKey(subject);
  await forgetKey(subject, new Date());
}

describe('a key', () => {
  test('is made once, however many instances want it at the same time', async () => {
    const instances = await Promise.all([instance(), instance(), instance(), instance()]);
    const keys = await Promise.all(instances.map(({ keyToWrite }) => keyToWrite('many')));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await (await instance()).keyOf('many')).toEqual(keys[0]);
  });

  test('costs one read where it exists, one write more where it does not, and nothing once it is remembered', async () => {
    const first = await instance();
    await first.keyToWrite('cost');
    expect(first.calls).toEqual(['GetItemCommand', 'ExecuteStatementCommand']);
    const other = await instance();
    await other.keyToWrite('cost');
    await other.keyToWrite('cost');
    await other.keyOf('cost');
    expect(other.calls).toEqual(['GetItemCommand']);
  });

  test('of a customer with whom something begins costs one write; who is not after all is not overwritten', async () => {
    const first = await instance();
    const key = await first.keyToWrite('newcomer', 'begins');
    expect(first.calls).toEqual(['ExecuteStatementCommand']);
    const other = await instance();
    expect(await other.keyToWrite('newcomer', 'begins')).toEqual(key);
    expect(other.calls).toEqual(['ExecuteStatementCommand', 'GetItemCommand']);
  });

  test('that was missed once is looked for again before something is written', async () => {
    const reader = await instance();
    expect(await reader.keyOf('late')).toBeUndefined();
    const key = await (await instance()).keyToWrite('late');
    expect(await reader.keyToWrite('late')).toEqual(key);
  });

  test('that is closed begins nothing, and goes on with what has begun; within a minute everybody knows', async () => {
    const holder = await instance();
    const key = await holder.keyToWrite('closing', 'begins');
    await (await instance()).closeKey('closing');
    expect(await holder.keyToWrite('closing', 'begins')).toEqual(key);
    const other = await instance();
    await expect(other.keyToWrite('closing', 'begins')).rejects.toMatchObject({ code: 'CLIENTE_OLVIDADO' });
    expect(await other.keyToWrite('closing', 'goesOn')).toEqual(key);
    expect(await other.keyOf('closing')).toEqual(key);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + TRUSTED_MS });
    await expect(holder.keyToWrite('closing', 'begins')).rejects.toMatchObject({ code: 'CLIENTE_OLVIDADO' });
    expect(await holder.keyToWrite('closing', 'goesOn')).toEqual(key);
  });

  test('is deleted only when it has been closed for as long as is asked', async () => {
    const { keyToWrite, closeKey, forgetKey, keyOf } = await instance();
    const key = await keyToWrite('patient');
    const before = Date.now();
    expect(await forgetKey('patient', new Date(before + 60_000))).toBe(false);
    await closeKey('patient');
    const after = Date.now();
    expect(await forgetKey('patient', new Date(before - 1))).toBe(false);
    expect(await keyOf('patient')).toEqual(key);
    vi.useFakeTimers({ toFake: ['Date'], now: after + 5_000 });
    // Closed again, it is closed since the first time.
    await closeKey('patient');
    expect(await forgetKey('patient', new Date(after))).toBe(true);
    expect(await forgetKey('patient', new Date(0))).toBe(true);
    expect(await keyOf('patient')).toBeUndefined();
  });

  test('that was deleted is trusted for a minute by who holds it, and not longer', async () => {
    const holder = await instance();
    const key = await holder.keyToWrite('gone');
    await forget('gone');
    expect(await holder.keyToWrite('gone', 'begins')).toEqual(key);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + TRUSTED_MS });
    await expect(holder.keyToWrite('gone', 'begins')).rejects.toMatchObject({ code: 'CLIENTE_OLVIDADO' });
    expect(await holder.keyOf('gone')).toBeUndefined();
  });

  test('is looked for again after a minute by who only reads with it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const reader = await instance();
    await (await instance()).keyToWrite('read');
    const key = await reader.keyOf('read');
    await forget('read');
    vi.setSystemTime(Date.now() + TRUSTED_MS - 1);
    expect(await reader.keyOf('read')).toEqual(key);
    vi.setSystemTime(Date.now() + 1);
    expect(await reader.keyOf('read')).toBeUndefined();
  });

  test('begins nothing from then on for who has closed it', async () => {
    const { keyToWrite, closeKey } = await instance();
    await keyToWrite('own', 'begins');
    await closeKey('own');
    await expect(keyToWrite('own', 'begins')).rejects.toMatchObject({ code: 'CLIENTE_OLVIDADO' });
  });

  test('is looked for again by who is told to distrust it', async () => {
    const { keyToWrite, keyOf, distrustKey } = await instance();
    const key = await keyToWrite('distrusted');
    await forget('distrusted');
    expect(await keyOf('distrusted')).toEqual(key);
    distrustKey('distrusted');
    expect(await keyOf('distrusted')).toBeUndefined();
  });

  test.each(['begins', 'goesOn'] as const)('that could not be made is none: what %s waits for it', async (place) => {
    const { keyToWrite, failing } = await instance();
    failing('ExecuteStatementCommand');
    await expect(keyToWrite(`unmade ${place}`, place)).rejects.toThrow('ExecuteStatementCommand fails');
  });

  test('that could not be deleted is not said to be open', async () => {
    const { forgetKey, failing } = await instance();
    failing('PutItemCommand');
    await expect(forgetKey('kept', new Date())).rejects.toThrow('PutItemCommand fails');
  });

  test('that was deleted does not come back: what goes on gets one that nobody keeps', async () => {
    const key = await (await instance()).keyToWrite('never');
    await forget('never');
    const late = await instance();
    await expect(late.keyToWrite('never', 'begins')).rejects.toMatchObject({ code: 'CLIENTE_OLVIDADO' });
    const lost = [await late.keyToWrite('never', 'goesOn'), await late.keyToWrite('never', 'goesOn')];
    expect(new Set([key, ...lost].map((one) => one.toString('hex'))).size).toBe(3);
    expect(await late.keyOf('never')).toBeUndefined();
    const { Item } = await new DynamoDBClient(served.client).send(
      new GetItemCommand({ TableName: TABLE, Key: { subject: { S: 'never' } } }),
    );
    expect(Object.keys(Item ?? {}).sort()).toEqual(['forgottenAt', 'subject']);
  });

  test('of a customer who was forgotten before anything was written is never made', async () => {
    await forget('unknown');
    const { keyToWrite, keyOf } = await instance();
    await expect(keyToWrite('unknown', 'begins')).rejects.toMatchObject({ code: 'CLIENTE_OLVIDADO' });
    expect(await keyOf('unknown')).toBeUndefined();
  });
});

describe('a digest that is keyed', () => {
  test('is the same in every instance, and needs the secret, which is read once', async () => {
    const [one, other] = [await instance(), await instance()];
    const digest = await one.keyedDigest('a', 'b');
    expect(await other.keyedDigest('a', 'b')).toBe(digest);
    expect(new Set([digest, await one.keyedDigest('ab'), await one.keyedDigest('b', 'a')]).size).toBe(3);
    expect(other.calls).toEqual(['GetItemCommand']);
    const secret = await other.keyToWrite('#instalacion');
    expect(digest).toBe(createHmac('sha256', secret).update('["a","b"]').digest('base64url'));
  });

  test('is made by an instance that could not read the secret before', async () => {
    const { keyedDigest, failing } = await instance();
    failing('GetItemCommand');
    await expect(keyedDigest('a')).rejects.toThrow('GetItemCommand fails');
    failing();
    expect(await keyedDigest('a')).toBe(await (await instance()).keyedDigest('a'));
  });
});
