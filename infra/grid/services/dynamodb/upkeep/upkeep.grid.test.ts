import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../../sqs/served.ts';
import { type DynamoDbService, dynamodbService } from '../service.ts';
import { trimmer } from './trim.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
let served: Served<{ dynamodb: DynamoDbService }>;
let client: DynamoDBClient;
let file: DatabaseSync;
const lines: string[] = [];

beforeAll(async () => {
  served = await serve((grid) => {
    grid.log = (line) => void lines.push(line);
    return { dynamodb: dynamodbService(grid) };
  });
  client = new DynamoDBClient(served.client);
  file = new DatabaseSync(String(served.services.dynamodb.engine()?.file));
  file.exec('PRAGMA busy_timeout = 5000');
});

afterAll(async () => {
  file?.close();
  client?.destroy();
  await served?.stop();
});

async function table(name: string) {
  const type = served.services.dynamodb.resources['AWS::DynamoDB::Table'];
  return type?.ensure({
    stack: 's',
    logicalId: name,
    type: 'AWS::DynamoDB::Table',
    defaultName: name,
    properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
      TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
    },
  });
}

const put = (TableName: string, pk: string, seconds = 10) => {
  const until = { N: String(Math.floor(served.grid.clock.now() / 1000) + seconds) };
  return client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, until } }));
};

const has = async (TableName: string, pk: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } } }))).Item !== undefined;

/** Lets a minute pass and waits until a healthy table was swept, which comes after the broken one. */
async function sweep(round: string): Promise<void> {
  await put('healthy', round);
  served.grid.clock.advance(MINUTE_MS);
  await expect.poll(() => has('healthy', round), { timeout: 10_000 }).toBe(false);
}

/** Makes the engine fail each deletion of the table's items. */
const breakTable = (why: string) =>
  file.exec(`DROP TRIGGER IF EXISTS broken_disk;
    CREATE TRIGGER broken_disk BEFORE DELETE ON "broken" BEGIN SELECT RAISE(ABORT, '${why}'); END`);

test('a table whose items cannot be deleted is told once for each reason, and keeps no other from expiring', async () => {
  await table('broken');
  await table('healthy');
  await put('broken', 'a');
  breakTable('disk is full');
  for (const round of ['1', '2', '3']) await sweep(round);
  expect(lines).toStrictEqual([expect.stringMatching(/^dynamodb: items of broken .* not deleted: .*disk is full/)]);
  breakTable('disk is gone');
  await sweep('4');
  expect(lines.slice(1)).toStrictEqual([expect.stringContaining('disk is gone')]);
  expect(await has('broken', 'a')).toBe(true);
  file.exec('DROP TRIGGER broken_disk');
  await sweep('5');
  expect(await has('broken', 'a')).toBe(false);
  expect(lines).toHaveLength(2);
});

test('stream records are forgotten after a day, save the last and what nobody had a day to read', async () => {
  await table('trimmed');
  const trim = trimmer(file, served.grid.clock);
  const numbers = () =>
    file
      .prepare(
        `SELECT json_extract(keys_json, '$.pk.S') AS pk FROM _stream_records WHERE table_name = 'trimmed' ORDER BY id`,
      )
      .all()
      .map(({ pk }) => pk);
  for (const pk of ['a', 'b']) await put('trimmed', pk, 7 * DAY_MS);
  served.grid.clock.advance(DAY_MS + MINUTE_MS);
  trim();
  expect(numbers()).toStrictEqual(['a', 'b']);
  await put('trimmed', 'c', 7 * DAY_MS);
  trim();
  expect(numbers()).toStrictEqual(['c']);
  served.grid.clock.advance(DAY_MS + MINUTE_MS);
  trim();
  expect(numbers()).toStrictEqual(['c']);
});
