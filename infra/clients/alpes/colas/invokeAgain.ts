import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { functionNamed } from '../catalogue.ts';
import { Failure } from '../failures.ts';
import { refusalIn } from '../invocar/answer.ts';
import { invokeThere } from '../invocar/there.ts';
import { recordsOf, type StreamBatch } from './streamRecords.ts';

/** Invokes a function with each of its dead letters, and deletes those that it took. Gives how many. */
export async function invokeAgain(sqs: SQSClient, name: string, QueueUrl: string): Promise<number> {
  const declared = functionNamed(name);
  for (let sent = 0; ; sent++) {
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 60 }),
    );
    if (!message) return sent;
    const event = await eventOf(JSON.parse(message.Body ?? '{}'));
    const refusal = refusalIn(await invokeThere(declared, event));
    if (refusal !== undefined)
      throw new Failure(
        `${name} volvió a fallar: ${refusal}; ${sent} reenviados, el resto sigue en su cola de mensajes muertos`,
      );
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
  }
}

/** A dead letter of a stream says only where its records are; that of a schedule is the event itself. */
async function eventOf(letter: { readonly DDBStreamBatchInfo?: StreamBatch }): Promise<unknown> {
  return letter.DDBStreamBatchInfo ? { Records: await recordsOf(letter.DDBStreamBatchInfo) } : letter;
}
