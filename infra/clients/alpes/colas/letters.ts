import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { queueState } from '../queues.ts';

/** SQS gives and takes no more at once. */
const AT_ONCE = 10;

/** A dead letter, hidden from all others while it is read. */
export interface DeadLetter {
  /** What stands in it, where it is JSON. */
  readonly content: any;
  /** What it is about, over all redrives: the id of its event, or its text. */
  readonly about: string;
  /** Why it is dead, in one line. */
  readonly why: string;
  readonly receipt: string;
}

interface Reading {
  /** At most so many. */
  readonly most?: number;
  /** How long nobody else sees them, in seconds. */
  readonly seconds: number;
}

/** Reads what is in a dead-letter queue. Nothing is taken out: `giveBack` shows it to others again, or time does. */
export async function readLetters(
  sqs: SQSClient,
  QueueUrl: string,
  { most = Number.POSITIVE_INFINITY, seconds }: Reading,
): Promise<DeadLetter[]> {
  const { waiting } = await queueState(sqs, QueueUrl);
  const wanted = Math.min(most, waiting);
  const letters: DeadLetter[] = [];
  while (letters.length < wanted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(AT_ONCE, wanted - letters.length),
        VisibilityTimeout: seconds,
        // A short poll looks into some of SQS's servers only.
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) break;
    letters.push(...Messages.map(letterOf));
  }
  return letters;
}

/** Shows letters to others again, at once. */
export async function giveBack(sqs: SQSClient, QueueUrl: string, letters: readonly DeadLetter[]): Promise<void> {
  for (let from = 0; from < letters.length; from += AT_ONCE) {
    const Entries = letters
      .slice(from, from + AT_ONCE)
      .map(({ receipt }, at) => ({ Id: String(at), ReceiptHandle: receipt, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}

/** Takes a letter out that has been dealt with. */
export async function remove(sqs: SQSClient, QueueUrl: string, { receipt }: DeadLetter): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
}

function letterOf(message: Message): DeadLetter {
  const { Body = '', ReceiptHandle = '' } = message;
  const content = parsed(Body);
  return {
    content,
    about: content?.detail?.metadata?.id ?? Body,
    why: whyDead(message, content),
    receipt: ReceiptHandle,
  };
}

/** Whoever leaves a letter says in a way of its own why: a function of ours, a rule, Lambda; SQS says nothing. */
function whyDead({ MessageAttributes = {}, Attributes = {} }: Message, content: any): string {
  const said = (name: string) => MessageAttributes[name]?.StringValue;
  if (said('reason')) return `${said('error')}: ${said('reason')}${placeIn(content)}`;
  if (said('ERROR_CODE'))
    return `la regla no pudo entregarlo: ${said('ERROR_CODE')} ${said('ERROR_MESSAGE') ?? ''}`.trim();
  const { condition } = content?.requestContext ?? {};
  if (condition) return `Lambda lo abandonó: ${condition}`;
  if (Attributes.DeadLetterQueueSourceArn) return 'SQS lo apartó: su función no llegó a responder';
  return 'sin explicación';
}

/** Which row or which commit a letter is about, where it names one: what has to be looked at. */
export function placeIn(content: any): string {
  if (content?.table !== undefined && content.key !== undefined) return ` (fila ${content.key} de ${content.table})`;
  if (content?.stream !== undefined && content.version !== undefined)
    return ` (${content.stream}, versión ${content.version})`;
  return '';
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
