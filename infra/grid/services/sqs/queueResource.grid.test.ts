import {
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../service.ts';
import { type Served, serve } from './served.ts';
import { type SqsService, sqsService } from './service.ts';

let served: Served<{ sqs: SqsService }>;
let client: SQSClient;

beforeAll(async () => {
  served = await serve((grid) => ({ sqs: sqsService(grid) }));
  client = new SQSClient(served.client);
});

afterAll(async () => {
  client?.destroy();
  await served?.stop();
});

async function ensure(logicalId: string, properties: JsonObject) {
  const type = served.services.sqs.resources['AWS::SQS::Queue'];
  const resource = { stack: 's', logicalId, type: 'AWS::SQS::Queue', properties, defaultName: `s-${logicalId}-1a2b` };
  const deployed = await type?.ensure(resource);
  return { url: String(deployed?.ref), arn: String(deployed?.attributes.Arn), name: deployed?.attributes.QueueName };
}

test('a queue without a name gets one, with the suffix of a FIFO queue', async () => {
  expect((await ensure('Cola', {})).name).toBe('s-Cola-1a2b');
  expect((await ensure('Fifo', { FifoQueue: true })).name).toBe('s-Fifo-1a2b.fifo');
});

test('a queue is brought to its properties and keeps its messages', async () => {
  const dlq = await ensure('Muerta', {});
  const { url } = await ensure('Viva', { VisibilityTimeout: 10, Tags: [{ Key: 'a', Value: '1' }] });
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'queda' }));
  const RedrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 };
  const again = await ensure('Viva', { VisibilityTimeout: 20, RedrivePolicy, Tags: [{ Key: 'a', Value: '2' }] });
  expect(again.url).toBe(url);
  const names = { QueueUrl: url, AttributeNames: ['VisibilityTimeout' as const, 'RedrivePolicy' as const] };
  expect((await client.send(new GetQueueAttributesCommand(names))).Attributes).toStrictEqual({
    VisibilityTimeout: '20',
    RedrivePolicy: JSON.stringify(RedrivePolicy),
  });
  expect((await client.send(new ListQueueTagsCommand({ QueueUrl: url }))).Tags).toStrictEqual({ a: '2' });
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: url }));
  expect(Messages?.map(({ Body }) => Body)).toStrictEqual(['queda']);
});

test('a property that is taken away falls back to what AWS gives', async () => {
  await ensure('Vuelve', { VisibilityTimeout: 99 });
  const { url } = await ensure('Vuelve', {});
  const names = { QueueUrl: url, AttributeNames: ['VisibilityTimeout' as const] };
  expect((await client.send(new GetQueueAttributesCommand(names))).Attributes?.VisibilityTimeout).toBe('30');
});
