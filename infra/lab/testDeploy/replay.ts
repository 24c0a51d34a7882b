import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeReplayCommand,
  DescribeRuleCommand,
  type EventBridgeClient,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import type { Names } from '#infra/cdk/names.ts';
import { nowThere } from '#infra/clients/alpes/now.ts';
import { pause } from '../driver/pool.ts';
import { scan } from '../invariants/log.ts';
import { clientsOf } from '../smoke/clients.ts';
import type { Deployed } from './deployed.ts';
import { isRow, lostRows, type Rows, rowsOf } from './rows.ts';

const VIEW = 'ordenes';
/** Longer than a message that was lost on its way stays invisible. */
const PATIENCE_MS = 180_000;
const LOOK_MS = 500;

/** Empties a read model and fills it again from the archive. Throws unless every table is as it was, row by row. */
export async function emptyAndReplay({ endpoint, assembly, names }: Deployed): Promise<Rows> {
  const { dynamodb, events } = clientsOf(endpoint);
  const before = await rowsOf(endpoint, assembly);
  await empty(dynamodb, names.view(VIEW));
  await replay(events, names, await nowThere(endpoint));
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const now = await rowsOf(endpoint, assembly);
    const lost = lostRows(before, now);
    if (lost.length === 0) return now;
    if (performance.now() > end) throw new Error(lost.join('; '));
    await pause(LOOK_MS);
  }
}

async function empty(dynamodb: DynamoDBClient, TableName: string): Promise<void> {
  const rows = (await scan(dynamodb, TableName)).filter(isRow);
  if (rows.length === 0) throw new Error(`${TableName} has no rows that could come back.`);
  for (const { key } of rows)
    await dynamodb.send(new DeleteItemCommand({ TableName, Key: { key: key as { S: string } } }));
  const left = (await scan(dynamodb, TableName)).filter(isRow);
  if (left.length > 0) throw new Error(`${TableName} could not be emptied: ${left.length} rows are left.`);
}

/** Replays what has happened until `now`, which may be ahead of this machine's time. */
async function replay(events: EventBridgeClient, names: Names, now: Date): Promise<void> {
  const { ArchiveArn } = await events.send(new DescribeArchiveCommand({ ArchiveName: names.system }));
  const { Arn: bus } = await events.send(new DescribeEventBusCommand({ Name: names.system }));
  const { Arn: rule } = await events.send(
    new DescribeRuleCommand({ Name: names.of(VIEW), EventBusName: names.system }),
  );
  const ReplayName = `prueba-${Date.now()}`;
  await events.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: ArchiveArn,
      EventStartTime: new Date(Date.now() - 3_600_000),
      EventEndTime: now,
      Destination: { Arn: bus, FilterArns: [rule as string] },
    }),
  );
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { State, StateReason } = await events.send(new DescribeReplayCommand({ ReplayName }));
    if (State === 'COMPLETED') return;
    if (State === 'FAILED' || performance.now() > end) throw new Error(`The replay is ${State}: ${StateReason ?? ''}`);
    await pause(LOOK_MS);
  }
}
