import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { XRayClient } from '@aws-sdk/client-xray';
import { pause } from '../driver/pool.ts';
import { checkNotifications } from './avisos.ts';
import { checkStock } from './inventario.ts';
import { type LoggedEvent, readLog } from './log.ts';
import { checkPlaces } from './lugares.ts';
import { checkOrders } from './ordenes.ts';
import { checkRoutes } from './rutas.ts';
import { checkTraces } from './trazas.ts';
import { checkViews } from './vistas.ts';

const SETTLE_MS = 60_000;
const LOOK_MS = 300;

/** What was found when the log was held against everything else. */
export interface Verdict {
  readonly violations: readonly string[];
  readonly log: ReadonlyMap<string, readonly LoggedEvent[]>;
}

/** What is looked at. */
export interface Verified {
  /** Of an emulator's AWS APIs; without one, the AWS account that the environment names. */
  readonly endpoint: string | undefined;
  /** Whether it keeps traces. */
  readonly traces: 'kept' | 'none';
}

/** Checks, by other means than the code under test, that nothing was lost, doubled or left behind. */
export async function verify({ endpoint, traces }: Verified, accepted: Iterable<string>): Promise<Verdict> {
  const client = settingsOf(endpoint);
  const dynamodb = new DynamoDBClient(client);
  const sqs = new SQSClient(client);
  const xray = traces === 'kept' ? new XRayClient(client) : undefined;
  const ids = [...accepted];
  const stuck = await settle(sqs);
  // Views follow their facts: what is still behind is looked at again before it counts.
  const end = performance.now() + SETTLE_MS;
  for (;;) {
    const log = await readLog(dynamodb);
    const violations = [
      ...stuck,
      ...checkOrders(log, ids),
      ...checkStock(log),
      ...checkPlaces(log),
      ...checkRoutes(log),
      ...(await checkViews(dynamodb, log)),
      ...(await checkNotifications(dynamodb, log)),
      ...(xray ? await checkTraces(xray, log, ids) : []),
    ];
    if (violations.length === 0 || performance.now() > end) return { violations, log };
    await pause(LOOK_MS * 3);
  }
}

/** How an SDK client finds an emulator, or by itself AWS. */
function settingsOf(endpoint: string | undefined) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return endpoint ? { endpoint, region: 'us-east-1', credentials } : {};
}

/** Waits until the queues are empty; says which are not, and which dead-letter queues hold something. */
async function settle(sqs: SQSClient): Promise<string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'alpes-', MaxResults: 1_000 }));
  const end = performance.now() + SETTLE_MS;
  let depths = await depthsOf(sqs, QueueUrls);
  while (depths.some(([name, depth]) => depth > 0 && !name.endsWith('-dlq')) && performance.now() < end) {
    await pause(LOOK_MS);
    depths = await depthsOf(sqs, QueueUrls);
  }
  const left = depths.filter(([, depth]) => depth > 0);
  const told = left.map(async ([name, depth]) => {
    if (!name.endsWith('-dlq')) return [`cola ${name}: quedan ${depth} mensajes`];
    const letters = await lettersIn(sqs, QueueUrls.find((one) => one.endsWith(`/${name}`)) ?? '');
    const [first] = letters.filter((letter) => !wasLeaptOver(letter));
    return first || letters.length < depth ? [`cola ${name}: quedan ${depth} mensajes; uno: ${reasonOf(first)}`] : [];
  });
  return (await Promise.all(told)).flat();
}

/** The first letters of a dead-letter queue. Nothing is taken out. */
async function lettersIn(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      VisibilityTimeout: 0,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

/**
 * Whether a letter is a scheduled run that was due when the clock was moved on by hours, and so was too old to begin: the
 * run after it does its work.
 */
function wasLeaptOver(letter: Message): boolean {
  const { requestContext, requestPayload } = bodyOf(letter);
  return requestContext?.condition === 'EventAgeExceeded' && requestPayload?.['detail-type'] === 'Scheduled Event';
}

/** Why a letter is dead, as far as it says. */
function reasonOf(letter: Message = {}): string {
  const { Body = '', MessageAttributes = {} } = letter;
  const said = MessageAttributes.reason?.StringValue ?? MessageAttributes.ErrorMessage?.StringValue;
  return [bodyOf(letter).requestContext?.condition, said ?? Body.slice(0, 500)].filter(Boolean).join(': ');
}

function bodyOf({ Body = '' }: Message): any {
  return Body.startsWith('{') ? JSON.parse(Body) : {};
}

async function depthsOf(sqs: SQSClient, urls: readonly string[]): Promise<[string, number][]> {
  return Promise.all(
    urls.map(async (QueueUrl): Promise<[string, number]> => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      const depth =
        Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
      return [QueueUrl.split('/').at(-1) as string, depth];
    }),
  );
}
