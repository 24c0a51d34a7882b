import { beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../service.ts';
import { onResource, rights } from './permissions.ts';
import { Tables } from './table/tables.ts';

const tables = new Tables(() => {});
const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/tabla';

beforeAll(() => {
  tables.learn({
    TableName: 'tabla',
    KeySchema: [
      { AttributeName: 'sk', KeyType: 'RANGE' },
      { AttributeName: 'pk', KeyType: 'HASH' },
    ],
    GlobalSecondaryIndexes: [{ IndexName: 'porEstado', KeySchema: [{ AttributeName: 'estado', KeyType: 'HASH' }] }],
  });
});

const TableName = 'tabla';
const item = { pk: { S: 'orden#1' }, sk: { N: '1' } };

/** Action, what follows the table's ARN, and leading keys. */
function asked(action: string, input: JsonObject) {
  return rights[action]?.(input, tables).map(({ action, resource, context }) => [
    action.replace('dynamodb:', ''),
    resource.replace(ARN, ''),
    context?.['dynamodb:LeadingKeys'],
  ]);
}

test.each([
  ['PutItem', { TableName, Item: item }, [['PutItem', '', ['orden#1']]]],
  ['PutItem', { TableName: ARN, Item: item }, [['PutItem', '', ['orden#1']]]],
  ['GetItem', { TableName, Key: item }, [['GetItem', '', ['orden#1']]]],
  ['UpdateItem', { TableName, Key: item }, [['UpdateItem', '', ['orden#1']]]],
  ['DeleteItem', { TableName, Key: item }, [['DeleteItem', '', ['orden#1']]]],
  ['Scan', { TableName, IndexName: 'porEstado' }, [['Scan', '/index/porEstado', undefined]]],
  [
    'BatchGetItem',
    { RequestItems: { tabla: { Keys: [item, { pk: { S: 'b' } }] } } },
    [['BatchGetItem', '', ['orden#1', 'b']]],
  ],
  [
    'BatchWriteItem',
    { RequestItems: { tabla: [{ PutRequest: { Item: item } }, { DeleteRequest: { Key: item } }] } },
    [['BatchWriteItem', '', ['orden#1']]],
  ],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName, Item: item } },
        { ConditionCheck: { TableName, Key: item } },
        { Update: { TableName, Key: item } },
      ],
    },
    [
      ['PutItem', '', ['orden#1']],
      ['ConditionCheckItem', '', ['orden#1']],
      ['UpdateItem', '', ['orden#1']],
    ],
  ],
  ['TransactGetItems', { TransactItems: [{ Get: { TableName, Key: item } }] }, [['GetItem', '', ['orden#1']]]],
  [
    'ExecuteStatement',
    { Statement: 'SELECT * FROM "tabla"."porEstado" WHERE estado = ?' },
    [['PartiQLSelect', '/index/porEstado', undefined]],
  ],
  ['ExecuteStatement', { Statement: "insert into tabla value {'pk': 'a'}" }, [['PartiQLInsert', '', undefined]]],
])('%s %j asks for %j', (action, input, expected) => {
  expect(asked(action, input)).toStrictEqual(expected);
});

test.each([
  ['pk = :p', {}, 'orden#1'],
  ['#k=:p AND sk BETWEEN :a AND :b', { ExpressionAttributeNames: { '#k': 'pk' } }, 'orden#1'],
  ['(sk = :a) and (:p = pk)', {}, 'orden#1'],
])('the leading key of a query is found in %s', (KeyConditionExpression, more, key) => {
  const ExpressionAttributeValues = { ':p': { S: 'orden#1' }, ':a': { N: '1' }, ':b': { N: '2' } };
  const input = { TableName, KeyConditionExpression, ExpressionAttributeValues, ...more };
  expect(asked('Query', input)).toStrictEqual([['Query', '', [key]]]);
});

test('the leading key of a query on an index is the key of the index', () => {
  const values = { ':e': { S: 'creada' } };
  const input = {
    TableName,
    IndexName: 'porEstado',
    KeyConditionExpression: 'estado = :e',
    ExpressionAttributeValues: values,
  };
  expect(asked('Query', input)).toStrictEqual([['Query', '/index/porEstado', ['creada']]]);
});

test('attributes that a call names are a condition key', () => {
  const [right] =
    rights.GetItem?.(
      { TableName, Key: item, ProjectionExpression: 'total, #n', ExpressionAttributeNames: { '#n': 'nombre' } },
      tables,
    ) ?? [];
  expect(right?.context?.['dynamodb:Attributes']).toStrictEqual(['pk', 'sk', 'total', 'nombre']);
});

test('an action on a table or stream is a right on it', () => {
  expect(onResource('DescribeTable', { TableName }).resource).toBe(ARN);
  expect(onResource('GetRecords', { StreamArn: `${ARN}/stream/1` }).resource).toBe(`${ARN}/stream/1`);
  expect(onResource('ListTables', {}).resource).toBe('*');
});
