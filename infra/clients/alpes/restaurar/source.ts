import { existsSync } from 'node:fs';
import {
  DescribeTableCommand,
  type DynamoDBClient,
  paginateScan,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { UsageError } from '../failures.ts';
import { openExport } from './exported.ts';
import type { Source } from './item.ts';

/**
 * Opens the copy that a word names: an export, as `s3://bucket/prefix/AWSDynamoDB/id` or as a folder that it was brought into;
 * else a table, by its name or ARN.
 * @throws UsageError when there is none.
 */
export function openSource(dynamodb: DynamoDBClient, word: string): Promise<Source> {
  return word.startsWith('s3://') || existsSync(word) ? openExport(word) : openTable(dynamodb, word);
}

/** Opens a table. */
export async function openTable(client: DynamoDBClient, TableName: string): Promise<Source> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    return {
      items: Table?.ItemCount ?? 0,
      pages: async function* () {
        for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) yield Items;
      },
    };
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new UsageError(
      `no hay una carpeta ni una tabla "${TableName}"; una exportación se nombra como s3://cubo/AWSDynamoDB/01693685827463-2d8752fd`,
    );
  }
}
