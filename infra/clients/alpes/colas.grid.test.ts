import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Cli, startCli } from './testing/cli.ts';

let cli: Cli;

beforeAll(async () => {
  cli = await startCli();
});
afterAll(() => cli?.stop());

async function deadLetter(name: string, body: string): Promise<void> {
  const sqs = new SQSClient(cli.aws);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${LOCAL.of(name)}-dlq` }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
}

async function deadIn(name: string): Promise<number> {
  const { out } = await cli.alpes('colas', '--json');
  return (JSON.parse(out) as { cola: string; muertos: number }[]).find(({ cola }) => cola === name)?.muertos ?? -1;
}

test('colas shows dead letters, and colas reenviar sends them back', async () => {
  const id = crypto.randomUUID();
  const metadata = {
    id,
    stream: `orden#${await cli.order()}`,
    version: 1,
    schemaVersion: 1,
    occurredAt: new Date().toISOString(),
    context: 'ordenes',
  };
  await deadLetter('ordenes', JSON.stringify({ 'detail-type': 'Nada', detail: { metadata, data: {} } }));
  expect(await deadIn('ordenes')).toBe(1);
  expect(await cli.alpes('colas', 'reenviar', 'ordenes')).toMatchObject({
    code: 0,
    out: '1 mensaje reenviado a ordenes; 1 hecho\n',
  });
  expect(await deadIn('ordenes')).toBe(0);
  expect((await cli.alpes('colas', 'reenviar', 'ordenes')).out).toBe('La cola ordenes no tiene mensajes muertos\n');
});

test('colas says why letters are dead; colas reenviar tells those that died again, and exits with 1', async () => {
  const metadata = { id: crypto.randomUUID(), stream: `orden#${await cli.order()}`, version: 1, schemaVersion: 1 };
  await deadLetter('ordenes', 'no es de aquí');
  await deadLetter('ordenes', JSON.stringify({ 'detail-type': 'Nada', detail: { metadata, data: {} } }));
  const why = 'Unreadable: The message is not an event of this system.';
  expect(await cli.alpes('colas', 'reenviar', 'ordenes')).toEqual({
    code: 1,
    out: `2 mensajes reenviados a ordenes; 1 hecho; 1 volvió a la cola de mensajes muertos: ${why}\n`,
    err: '',
  });
  expect((await cli.alpes('colas')).out).toContain(`\n\nMensajes muertos de ordenes:\n  1 mensaje: ${why}\n`);
  const { out } = await cli.alpes('colas', 'reenviar', 'ordenes', '--json');
  expect(JSON.parse(out)).toEqual({ cola: 'ordenes', reenviados: 1, hechos: 0, muertos: [why] });
  await new SQSClient(cli.aws).send(
    new PurgeQueueCommand({ QueueUrl: `${cli.aws.endpoint}/000000000000/${LOCAL.of('ordenes-dlq')}` }),
  );
});

test('dead letters of the stream and of the schedule go to their functions', async () => {
  const streams = new DynamoDBStreamsClient(cli.aws);
  const { Streams: [stream] = [] } = await streams.send(new ListStreamsCommand({ TableName: LOCAL.eventLog }));
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: stream?.StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn: stream?.StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 3 }));
  const number = (at: number) => Records.at(at)?.dynamodb?.SequenceNumber;
  const batch = {
    shardId: ShardId,
    startSequenceNumber: number(0),
    endSequenceNumber: number(-1),
    batchSize: Records.length,
    streamArn: stream?.StreamArn,
  };
  await deadLetter('relay', JSON.stringify({ DDBStreamBatchInfo: batch }));
  await deadLetter('plazos', JSON.stringify({ 'detail-type': 'Scheduled Event' }));
  for (const name of ['relay', 'plazos']) {
    expect(await cli.alpes('colas', 'reenviar', name)).toMatchObject({
      code: 0,
      out: `1 mensaje reenviado a ${name}; 1 hecho\n`,
    });
    expect(await deadIn(name)).toBe(0);
  }
});
