import type { JsonObject, Permission } from '../../service.ts';
import { indexArn, tableArn, tableName } from './arns.ts';
import { targetOf } from './statement.ts';
import type { Table, Tables } from './table/tables.ts';

type Input = JsonObject;
type Rights = (input: Input, tables: Tables) => Permission[];

/**
 * The rights that each action needs, as the Service Authorization Reference lists them, with the condition keys that
 * fine-grained access control is written in: `dynamodb:LeadingKeys` and `dynamodb:Attributes`.
 */
export const rights: Record<string, Rights> = {
  PutItem: (input, tables) => [item('PutItem', input, tables)],
  UpdateItem: (input, tables) => [item('UpdateItem', input, tables)],
  DeleteItem: (input, tables) => [item('DeleteItem', input, tables)],
  GetItem: (input, tables) => [item('GetItem', input, tables)],
  Query: (input, tables) => [read('Query', input, tables)],
  Scan: (input, tables) => [read('Scan', input, tables)],
  BatchGetItem: ({ RequestItems = {} }, tables) =>
    Object.entries<Input>(RequestItems).map(([table, { Keys = [] }]) => batch('BatchGetItem', table, Keys, tables)),
  BatchWriteItem: ({ RequestItems = {} }, tables) =>
    Object.entries<Input[]>(RequestItems).map(([table, requests]) => {
      const items = requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {});
      return batch('BatchWriteItem', table, items, tables);
    }),
  TransactWriteItems: ({ TransactItems = [] }, tables) =>
    TransactItems.flatMap((entry: Input) =>
      Object.entries<Input>(entry).map(([kind, inner]) => item(INNER[kind] ?? kind, inner, tables)),
    ),
  TransactGetItems: ({ TransactItems = [] }, tables) =>
    TransactItems.map(({ Get = {} }: Input) => item('GetItem', Get, tables)),
  ExecuteStatement: (input) => [statement(input)],
  BatchExecuteStatement: ({ Statements = [] }) => Statements.map(statement),
  ExecuteTransaction: ({ TransactStatements = [] }) => TransactStatements.map(statement),
};

const INNER: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

const PARTIQL: Record<string, string> = {
  SELECT: 'PartiQLSelect',
  INSERT: 'PartiQLInsert',
  UPDATE: 'PartiQLUpdate',
  DELETE: 'PartiQLDelete',
  EXISTS: 'PartiQLSelect',
};

/** The right to a table or stream that an input names. */
export function onResource(action: string, input: Input): Permission {
  const { TableName, StreamArn, ResourceArn } = input;
  const resource = StreamArn ?? ResourceArn ?? (TableName ? tableArn(tableName(TableName)) : '*');
  return { action: `dynamodb:${action}`, resource };
}

function item(action: string, input: Input, tables: Tables): Permission {
  const name = tableName(String(input.TableName ?? ''));
  const leading = leadingKeys([input.Item ?? input.Key ?? {}], tables.get(name)?.partition);
  const attributes = input.Item ? Object.keys(input.Item) : named(input, Object.keys(input.Key ?? {}));
  return { action: `dynamodb:${action}`, resource: tableArn(name), context: context(leading, attributes) };
}

function batch(action: string, nameOrArn: string, items: Input[], tables: Tables): Permission {
  const name = tableName(nameOrArn);
  const attributes = [...new Set(items.flatMap((values) => Object.keys(values)))];
  const leading = leadingKeys(items, tables.get(name)?.partition);
  return { action: `dynamodb:${action}`, resource: tableArn(name), context: context(leading, attributes) };
}

function read(action: string, input: Input, tables: Tables): Permission {
  const name = tableName(String(input.TableName ?? ''));
  const resource = input.IndexName ? indexArn(name, input.IndexName) : tableArn(name);
  const leading = action === 'Query' ? queried(input, tables.get(name)) : undefined;
  return { action: `dynamodb:${action}`, resource, context: context(leading ? [leading] : [], named(input, [])) };
}

function context(leading: readonly string[], attributes: readonly string[]): Record<string, readonly string[]> {
  return {
    ...(leading.length > 0 && { 'dynamodb:LeadingKeys': leading }),
    ...(attributes.length > 0 && { 'dynamodb:Attributes': attributes }),
  };
}

function leadingKeys(items: readonly Input[], partition: string | undefined): string[] {
  if (partition === undefined) return [];
  const values = items.map((values) => plain(values[partition])).filter((value) => value !== undefined);
  return [...new Set(values)];
}

/** The partition key's value of a query: from `KeyConditionExpression`, or from the older `KeyConditions`. */
function queried(input: Input, table: Table | undefined): string | undefined {
  const partition = input.IndexName ? table?.indexes.get(input.IndexName) : table?.partition;
  if (partition === undefined) return undefined;
  const older = input.KeyConditions?.[partition]?.AttributeValueList?.[0];
  if (older) return plain(older);
  for (const [, left = '', right = ''] of String(input.KeyConditionExpression ?? '').matchAll(EQUALS)) {
    const [name, value] = left.startsWith(':') ? [right, left] : [left, right];
    const attribute = name.startsWith('#') ? input.ExpressionAttributeNames?.[name] : name;
    if (attribute === partition) return plain(input.ExpressionAttributeValues?.[value]);
  }
  return undefined;
}

const EQUALS = /([#:]?[\w.-]+)\s*=\s*([#:]?[\w.-]+)/g;

/** Attributes that the expressions name; bare words that only might be one (functions, keywords) are left out. */
function named(input: Input, keys: readonly string[]): string[] {
  const projected = String(input.ProjectionExpression ?? '')
    .split(',')
    .map((path) => path.trim().split(/[.[]/)[0] ?? '')
    .filter((name) => name !== '' && !name.startsWith('#'));
  const aliased = Object.values<string>(input.ExpressionAttributeNames ?? {});
  return [...new Set([...keys, ...projected, ...aliased, ...(input.AttributesToGet ?? [])])];
}

/** Condition keys are text: a number as it is written, bytes in base64. */
function plain(value: Input | undefined): string | undefined {
  return value?.S ?? value?.N ?? value?.B;
}

function statement({ Statement = '' }: Input): Permission {
  const { verb, table, index } = targetOf(String(Statement));
  return {
    action: `dynamodb:${PARTIQL[verb] ?? 'PartiQLSelect'}`,
    resource: index ? indexArn(table, index) : tableArn(table),
  };
}
