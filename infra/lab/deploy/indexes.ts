import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { cloudformationOf, isDeployed } from './cdk.ts';
import type { Target } from './target.ts';

/** A template, as far as tables are looked at. */
export interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>;
}

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
  // An index with other keys is another index, whatever its name.
  return new Set(
    GlobalSecondaryIndexes.map(({ IndexName, KeySchema = [] }: any) => {
      const keys = KeySchema.map(({ AttributeName }: any) => AttributeName).join('+');
      return `${IndexName} (${keys})`;
    }),
  );
}

/** Refuses a deployment that DynamoDB would stop half-way. @throws Error that says which indexes, and what to do. */
export async function refuseManyIndexes(target: Target): Promise<void> {
  const files = readdirSync(target.assembly).filter((file) => file.endsWith('.template.json'));
  const refused: string[] = [];
  for (const file of files) {
    const StackName = file.replace('.template.json', '');
    if (!(await isDeployed(target, StackName))) continue;
    const { TemplateBody = '{}' } = await cloudformationOf(target).send(new GetTemplateCommand({ StackName }));
    const after = JSON.parse(readFileSync(path.join(target.assembly, file), 'utf8')) as Template;
    refused.push(...manyIndexes(JSON.parse(TemplateBody) as Template, after));
  }
  if (refused.length === 0) return;
  const tables = refused.map((one) => `  ${one}`).join('\n');
  throw new Error(`DynamoDB changes one index of a table at a time; deploy these in as many steps:\n${tables}`);
}
