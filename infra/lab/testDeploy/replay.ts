import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeReplayCommand,
  DescribeRuleCommand,
  type EventBridgeClient,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { ARCHIVE, BUS, physicalName, viewTable } from '#infra/cdk/names.ts';
import { pause } from '../driver/pool.ts';
import { readLog, scan } from '../invariants/log.ts';
import { checkViews } from '../invariants/vistas.ts';
import { clientsOf } from '../smoke/clients.ts';

const VIEW = 'ordenes';
const PATIENCE_MS = 90_000;
const LOOK_MS = 500;

/** Empties a read model and fills it again from the archive. Gives how many rows came back; throws when one did not. */
export async function emptyAndReplay(endpoint: string): Promise<number> {
  const { dynamodb, events } = clientsOf(endpoint);
  const rows = (await scan(dynamodb, viewTable(VIEW))).length;
  await empty(dynamodb);
  await replay(events);
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const violations = await checkViews(dynamodb, await readLog(dynamodb));
    if (violations.length === 0) return rows;
    if (performance.now() > end) throw new Error(`After the replay: ${violations.slice(0, 3).join('; ')}`);
    await pause(LOOK_MS);
  }
}

async function empty(dynamodb: DynamoDBClient): Promise<void> {
  const TableName = viewTable(VIEW);
  for (const { key } of await scan(dynamodb, TableName)) {
    await dynamodb.send(new DeleteItemCommand({ TableName, Key: { key: key as { S: string } } }));
  }
}

async function replay(events: EventBridgeClient): Promise<void> {
  const { ArchiveArn } = await events.send(new DescribeArchiveCommand({ ArchiveName: ARCHIVE }));
  const { Arn: bus } = await events.send(new DescribeEventBusCommand({ Name: BUS }));
  const { Arn: rule } = await events.send(new DescribeRuleCommand({ Name: physicalName(VIEW), EventBusName: BUS }));
  const ReplayName = `prueba-${Date.now()}`;
  await events.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: ArchiveArn,
      EventStartTime: new Date(Date.now() - 3_600_000),
      EventEndTime: new Date(),
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
