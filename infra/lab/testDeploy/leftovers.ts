import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { Names } from '#infra/cdk/names.ts';
import { clientsOf } from '../smoke/clients.ts';

/** What is still there of a stage that was taken away. */
export async function leftovers(endpoint: string, { system }: Names): Promise<string[]> {
  const { dynamodb, events, lambda, s3, sns, sqs } = clientsOf(endpoint);
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  const { EventBuses = [] } = await events.send(new ListEventBusesCommand({}));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ MaxResults: 1_000 }));
  const found: Readonly<Record<string, readonly (string | undefined)[]>> = {
    table: TableNames,
    bus: EventBuses.map(({ Name }) => Name),
    bucket: Buckets.map(({ Name }) => Name),
    function: Functions.map(({ FunctionName }) => FunctionName),
    topic: Topics.map(({ TopicArn }) => TopicArn?.split(':').at(-1)),
    queue: QueueUrls.map((url) => url.split('/').at(-1)),
  };
  return Object.entries(found).flatMap(([kind, names]) =>
    names.filter((name) => name?.startsWith(system)).map((name) => `${kind} ${name}`),
  );
}
