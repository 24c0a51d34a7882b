import type { Change } from './changes.ts';
import type { Template } from './templates.ts';

const TABLES = /^AWS::DynamoDB::(?:Global)?Table$/;

/**
 * The tables of which an update would add or take away more than one index, with these: DynamoDB does one at a time, and the
 * update fails half-way.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 */
export function manyIndexes(before: Template, after: Template): string[] {
  const old = before.Resources ?? {};
  return Object.entries(after.Resources ?? {}).flatMap(([id, { Type, Properties }]) => {
    if (!TABLES.test(Type) || old[id]?.Type !== Type) return [];
    const [was, is] = [indexesOf(old[id].Properties), indexesOf(Properties)];
    const changed = [...[...was].filter((one) => !is.has(one)), ...[...is].filter((one) => !was.has(one))].sort();
    return changed.length > 1 ? [`${Properties?.TableName ?? id}: ${changed.join(', ')}`] : [];
  });
}

function indexesOf({ GlobalSecondaryIndexes = [] }: any = {}): Set<string> {
  // An index with other keys, or with more or less of each row, is another index, whatever its name.
  return new Set(
    GlobalSecondaryIndexes.map(
      ({ IndexName, KeySchema = [], Projection: { ProjectionType: holds } = {} as any }: any) => {
        const keys = KeySchema.map(({ AttributeName }: any) => AttributeName).join('+');
        return `${IndexName} (${keys}${holds === 'KEYS_ONLY' ? ', keys only' : ''})`;
      },
    ),
  );
}

/** Refuses a deployment that DynamoDB would stop half-way. @throws Error that says which indexes, and what to do. */
export function refuseManyIndexes(changes: readonly Change[]): void {
  const refused = changes.flatMap(({ before, after }) => (before ? manyIndexes(before, after) : []));
  if (refused.length === 0) return;
  const tables = refused.map((one) => `  ${one}`).join('\n');
  throw new Error(`DynamoDB changes one index of a table at a time; deploy these in as many steps:\n${tables}`);
}
