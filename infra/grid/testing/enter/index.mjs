import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** Writes what it is sent into its table; a DELETE it may not do by its role. */
export async function handler(event) {
  const { id } = event.pathParameters;
  if (event.httpMethod === 'GET') {
    const key = { id: { S: `view#${id}` } };
    const { Item } = await client.send(
      new GetItemCommand({ TableName: process.env.TABLE, Key: key, ConsistentRead: true }),
    );
    return { statusCode: Item ? 200 : 404, body: JSON.stringify({ text: Item?.text?.S }) };
  }
  const item = { id: { S: `fact#${id}` }, text: { S: JSON.parse(event.body).text } };
  await client.send(
    new PutItemCommand({ TableName: event.queryStringParameters?.table ?? process.env.TABLE, Item: item }),
  );
  return { statusCode: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }) };
}
