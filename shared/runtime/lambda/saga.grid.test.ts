import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { type EventType, event } from '#shared/model/event.ts';
import { request } from '#shared/model/request.ts';
import { saga, step } from '#shared/model/saga.ts';
import { openBus, runOf, type TestBus } from '#shared/testing/bus.ts';
import { recordedOf, toItem } from '../eventLog/commit.ts';
import { commitsAfter } from '../eventLog/read.ts';
import { commitOf } from '../eventLog/testing/log.ts';
import { sagaHandler } from './saga.ts';

const spec = { context: 'test', schema: z.object({ id: z.string() }), example: { id: '1' } };
const [Begun, Ended] = [event('Begun', spec), event('Ended', spec)];
const ask = request('ask', spec);

type Trip = { readonly paso: 'start' } | { readonly paso: 'begun' } | { readonly paso: 'ended' };

const trip = saga<Trip>('trip', { initial: { paso: 'start' }, follows: ['box'] })
  .sends(ask)
  .states({
    start: (says) =>
      says
        .on(Begun, 'begun', (_, { id }) => {
          if (id === 'poison') throw new RangeError('poison');
          return step({ paso: 'begun' }, ask({ id }));
        })
        .awaits(Ended),
    begun: (says) => says.on(Ended, 'ended', () => step({ paso: 'ended' })).ignores(Begun),
    ended: (says) => says.ignores(Begun, Ended),
  });

let bus: TestBus;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  bus = await openBus();
  dynamodb = new DynamoDBClient(bus.served.client);
  vi.stubEnv('EVENT_LOG_TABLE', 'log');
  await makeTable(bus.served.services.dynamodb, { name: 'log', keys: { stream: 'S', version: 'N' } });
});
afterAll(async () => {
  dynamodb?.destroy();
  await bus?.stop();
});

async function happened(
  id: string,
  ...types: readonly EventType<string, { readonly id: string }>[]
): Promise<Recorded[]> {
  const commits = types.map((type, at) => commitOf(`box#${id}`, at + 1, type({ id })));
  for (const commit of commits) await dynamodb.send(new PutItemCommand({ TableName: 'log', Item: toItem(commit) }));
  return commits.flatMap(recordedOf);
}

const message = ({ type, ...detail }: Recorded) =>
  ({
    messageId: detail.metadata.id,
    body: JSON.stringify({ 'detail-type': type, detail }),
    attributes: { ApproximateReceiveCount: '1' },
  }) as SQSRecord;

/** The ids of the messages that go back. */
async function given(...events: readonly Recorded[]): Promise<string[]> {
  const answer = await sagaHandler(trip, 'procesos')({ Records: events.map(message) }, runOf('alpes-trip'));
  return (answer as SQSBatchResponse).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
const logOf = async (id: string) =>
  (await commitsAfter(`trip#${id}`, 0)).map((commit) =>
    recordedOf(commit).map(({ type, metadata }) => [type, metadata.context]),
  );

test('the facts of a batch that concern one instance are one commit, and each instance has its own', async () => {
  const [one, other] = [await happened('one', Begun, Ended), await happened('other', Begun)];
  expect(await given(...one.toReversed(), ...other)).toStrictEqual([]);
  const advanced = ['SagaAvanzada', 'procesos'];
  expect(await logOf('one')).toStrictEqual([[advanced, ['ask', 'procesos']]]);
  expect(await logOf('other')).toStrictEqual([[advanced, ['ask', 'procesos']]]);
});

test('an instance that fails takes all of its facts along, and no other instance', async () => {
  const [bad, good] = [await happened('poison', Begun, Ended), await happened('good', Begun)];
  expect((await given(...bad, ...good)).sort()).toStrictEqual(['box#poison/1', 'box#poison/2']);
  expect([await logOf('poison'), (await logOf('good')).length]).toStrictEqual([[], 1]);
});

test('a message of a stream that the saga does not follow fails alone', async () => {
  const [stray] = await happened('stray', Begun);
  const { metadata } = stray as Recorded;
  const lost = { ...(stray as Recorded), metadata: { ...metadata, stream: 'crate#stray' } };
  expect(await given(lost, ...(await happened('found', Begun)))).toStrictEqual(['box#stray/1']);
  expect(await logOf('found')).toHaveLength(1);
});

test('a fact that is ahead of the log comes again', async () => {
  const [, ended] = recordedOf(commitOf('box#ahead', 1, Begun({ id: 'ahead' }), Ended({ id: 'ahead' })));
  expect(await given(ended as Recorded)).toStrictEqual(['box#ahead/2']);
  expect(await logOf('ahead')).toStrictEqual([]);
});
