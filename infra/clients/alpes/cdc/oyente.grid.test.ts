import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, SQSClient, TagQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type System, startSystem } from '#infra/lab/system.ts';
import { type Clients, escuchar } from './oyente.ts';

let system: System;
let clients: Clients;
beforeAll(async () => {
  system = await startSystem();
  const options = {
    endpoint: system.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'lab', secretAccessKey: 'lab' },
  };
  clients = { events: new EventBridgeClient(options), sqs: new SQSClient(options) };
});
afterAll(() => system?.stop());

const PREFIX = LOCAL.of('cdc-seguir');

async function left(): Promise<readonly [queues: number, rules: number]> {
  const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({ QueueNamePrefix: PREFIX }));
  const { Rules = [] } = await clients.events.send(
    new ListRulesCommand({ EventBusName: LOCAL.system, NamePrefix: PREFIX }),
  );
  return [QueueUrls.length, Rules.length];
}

test('a run takes away what killed ones have left, and leaves those that listen', async () => {
  const living = await escuchar(clients, LOCAL);
  const killed = await escuchar(clients, LOCAL);
  expect(await left()).toStrictEqual([2, 2]);
  await clients.sqs.send(new TagQueueCommand({ QueueUrl: killed.QueueUrl, Tags: { hasta: '1' } }));
  const next = await escuchar(clients, LOCAL);
  expect(await left()).toStrictEqual([2, 2]);
  await next.close();
  await living.close();
  expect(await left()).toStrictEqual([0, 0]);
});
