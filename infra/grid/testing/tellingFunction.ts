import type { Stack } from 'aws-cdk-lib';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

const HANDLER = `
const { SQS } = require('@aws-sdk/client-sqs');
exports.handler = (event) => new SQS({}).sendMessage({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify(event) });`;

/** A function, `Fn`, that sends whatever event it gets to a queue. */
export function tellingFunction(stack: Stack, queue: Queue): Lambda {
  const fn = new Lambda(stack, 'Fn', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline(HANDLER),
    environment: { QUEUE: queue.queueUrl },
  });
  queue.grantSendMessages(fn);
  return fn;
}
