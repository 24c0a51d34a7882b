import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, type ITable, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as Lambda, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/** What the stack is called. */
export const STACK = 'Medida';

/** Nothing but an answer: what is left is the grid's. */
const NOTHING = 'exports.handler = async () => ({ ok: true });';

/** Says to a queue how many records it was given. */
const COUNTING = `
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient({});
exports.handler = ({ Records }) =>
  sqs.send(new SendMessageCommand({ QueueUrl: process.env.COUNTED, MessageBody: String(Records.length) }));`;

/** An app that any grid takes: a function that does nothing, and two that count what a stream and a queue bring. */
export function synthMeasured(outdir: string): string {
  const app = new App({ outdir });
  const stack = new Stack(app, STACK);
  const fn = (id: string, code: string, environment: Record<string, string> = {}) =>
    new Lambda(stack, id, {
      functionName: `medida-${id.toLowerCase()}`,
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline(code),
      timeout: Duration.seconds(30),
      environment,
    });
  fn('Nada', NOTHING);
  const counted = new Queue(stack, 'Counted', { queueName: 'medida-contado' });
  const input = new Queue(stack, 'Input', { queueName: 'medida-entrada', visibilityTimeout: Duration.seconds(60) });
  const table = new Table(stack, 'Table', {
    tableName: 'medida',
    partitionKey: { name: 'id', type: AttributeType.STRING },
    stream: StreamViewType.NEW_IMAGE,
  });
  const ofStream = fn('Flujo', COUNTING, { COUNTED: counted.queueUrl });
  ofStream.addEventSource(
    new DynamoEventSource(table as ITable, { startingPosition: StartingPosition.TRIM_HORIZON, batchSize: 100 }),
  );
  const ofQueue = fn('Cola', COUNTING, { COUNTED: counted.queueUrl });
  ofQueue.addEventSource(new SqsEventSource(input, { batchSize: 10 }));
  for (const one of [ofStream, ofQueue]) counted.grantSendMessages(one);
  new CfnOutput(stack, 'CountedUrl', { value: counted.queueUrl });
  return app.synth().directory;
}
