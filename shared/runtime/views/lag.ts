import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { streamOf } from '#shared/model/envelope.ts';
import { dynamodb } from '../clients/dynamodb.ts';
import { type ViewName, type ViewNames, variable } from '../environment.ts';
import { inGeneration, type Mark, readMark } from './generation.ts';

/** All views, by name. */
export function viewNames(): Readonly<Record<string, ViewName>> {
  return read().views;
}

/** What a view's table says of its generations; `undefined` before its first row, and of notifications, which have none. */
export function markOf(name: string, { kind, generation }: ViewName): Promise<Mark | undefined> {
  if (kind === 'messages') return Promise.resolve(undefined);
  return readMark({ table: tableOf(name), generation, ...(kind === 'lines' && { sorted: true }) });
}

/**
 * Up to which version of a stream its row in a view knows, in the generation of the present fold, strongly consistent; 0
 * where there is no row. Lines have no such version.
 */
export async function versionIn(name: string, { kind, of, generation }: ViewName, id: string): Promise<number> {
  const key = kind === 'totals' ? streamOf(of ?? '', id) : id;
  const { Item } = await dynamodb().send(
    new GetItemCommand({
      TableName: tableOf(name),
      Key: { key: { S: kind === 'messages' ? key : inGeneration(generation, key) } },
      ConsistentRead: true,
      ProjectionExpression: '#v',
      ExpressionAttributeNames: { '#v': 'version' },
    }),
  );
  return Number(Item?.version?.N ?? 0);
}

function tableOf(name: string): string {
  return `${read().prefix}${name}`;
}

function read(): ViewNames {
  return JSON.parse(variable('VIEWS')) as ViewNames;
}
