import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { AnyAggregate } from '#shared/model/aggregate.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { type Commit, fromItem, lastVersionOf, type StoredEvent } from './commit.ts';
import { apply, fromCommit, type Known, nothing } from './known.ts';

/** The commits of a stream after `version`, oldest first, strongly consistent. */
export async function commitsAfter(stream: string, version: number): Promise<Commit[]> {
  const commits: Commit[] = [];
  for await (const page of pages(stream, { after: version, forward: true })) commits.push(...page);
  return commits;
}

/** What is known of a stream, read whole or back to the last commit that tells all that was before it. */
export async function load(aggregate: AnyAggregate, stream: string): Promise<Known> {
  const base = nothing(aggregate);
  const limit = aggregate.tellsAll ? 1 : aggregate.snapshots?.every;
  if (!limit) return (await commitsAfter(stream, 0)).reduce((known, commit) => apply(aggregate, known, commit), base);
  const newer: Commit[] = [];
  for await (const page of pages(stream, { after: 0, forward: false, limit })) {
    for (const commit of page) {
      const known = fromCommit(aggregate, commit);
      if (known) return newer.reduceRight((before, next) => apply(aggregate, before, next), known);
      newer.push(commit);
    }
  }
  return newer.reduceRight((known, next) => apply(aggregate, known, next), base);
}

/** The last commit of a stream. */
export async function lastCommit(stream: string): Promise<Commit | undefined> {
  for await (const [commit] of pages(stream, { after: 0, forward: false, limit: 1 })) return commit;
  return undefined;
}

/** What began a stream; what is personal in it is encrypted. Throws when there is nothing. */
export async function firstEvent(stream: string): Promise<StoredEvent> {
  for await (const [commit] of pages(stream, { after: 0, forward: true, limit: 1 }))
    if (commit?.events[0]) return commit.events[0];
  throw new Error(`Nothing has begun ${stream}.`);
}

/** The commit that brought a stream to a version. Throws when there is none. */
export async function commitTo(stream: string, version: number): Promise<Commit> {
  for await (const [commit] of pages(stream, { after: 0, until: version, forward: false, limit: 1 }))
    if (commit && lastVersionOf(commit) === version) return commit;
  throw new Error(`No commit has brought ${stream} to version ${version}.`);
}

interface Direction {
  readonly after: number;
  /** The last version at which a commit may begin. */
  readonly until?: number;
  readonly forward: boolean;
  readonly limit?: number;
}

async function* pages(stream: string, { after, until, forward, limit }: Direction): AsyncGenerator<Commit[]> {
  let start: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const page = await dynamodb().send(
      new QueryCommand({
        TableName: variable('EVENT_LOG_TABLE'),
        KeyConditionExpression: until === undefined ? '#s = :s AND #v > :v' : '#s = :s AND #v BETWEEN :v AND :u',
        ExpressionAttributeNames: { '#s': 'stream', '#v': 'version' },
        ExpressionAttributeValues: {
          ':s': { S: stream },
          ':v': { N: String(after) },
          ...(until !== undefined && { ':u': { N: String(until) } }),
        },
        ScanIndexForward: forward,
        ConsistentRead: true,
        ...(limit && { Limit: limit }),
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    yield (page.Items ?? []).map((item) => fromItem(item as never));
    start = page.LastEvaluatedKey;
  } while (start);
}
