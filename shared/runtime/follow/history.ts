import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Recorded } from '#shared/model/envelope.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { type Commit, fromItem, recordedOf } from '../eventLog/commit.ts';
import { commitsAfter } from '../eventLog/read.ts';

/**
 * The events of a stream after `version`, oldest first, strongly consistent. Unlike `commitsAfter` it may begin inside a
 * commit: the bus brings the events of one commit one by one.
 */
export async function eventsAfter(stream: string, version: number): Promise<Recorded[]> {
  const commits = await commitsAfter(stream, version);
  const begun = version > 0 && commits[0]?.version !== version + 1 ? await commitAt(stream, version) : undefined;
  return [...(begun ? [begun] : []), ...commits]
    .flatMap(recordedOf)
    .filter(({ metadata }) => metadata.version > version);
}

/** The commit that holds the event of this version. */
async function commitAt(stream: string, version: number): Promise<Commit | undefined> {
  const { Items } = await dynamodb().send(
    new QueryCommand({
      TableName: variable('EVENT_LOG_TABLE'),
      KeyConditionExpression: '#s = :s AND #v <= :v',
      ExpressionAttributeNames: { '#s': 'stream', '#v': 'version' },
      ExpressionAttributeValues: { ':s': { S: stream }, ':v': { N: String(version) } },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  const [item] = Items ?? [];
  return item && fromItem(item as never);
}
