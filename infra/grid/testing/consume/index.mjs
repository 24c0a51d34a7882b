import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const client = new DynamoDBClient({});
const sns = new SNSClient({});

/** Keeps a view of each event that its queue brings, and tells the topic; the text "poison" always fails. */
export async function handler({ Records }) {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    const { detail } = JSON.parse(body);
    if (detail.text === 'poison') {
      batchItemFailures.push({ itemIdentifier: messageId });
      continue;
    }
    const item = { id: { S: `view#${detail.id}` }, text: { S: detail.text.toUpperCase() } };
    await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: item }));
    await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: detail.id }));
  }
  return { batchItemFailures };
}
