import { paginateListTables } from '@aws-sdk/client-dynamodb';
import { scan, type Tables } from './log.ts';

/** Tables in which a text of somebody who was forgotten is still readable, with the text. */
export async function checkForgotten({ dynamodb, names }: Tables, texts: readonly string[]): Promise<string[]> {
  if (texts.length === 0) return [];
  const violations: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: dynamodb }, {})) {
    for (const table of TableNames.filter((name) => name.startsWith(names.of('')))) {
      const held = JSON.stringify(await scan(dynamodb, table));
      for (const text of texts) if (held.includes(text)) violations.push(`olvido: ${table} aún dice "${text}"`);
    }
  }
  return violations;
}
