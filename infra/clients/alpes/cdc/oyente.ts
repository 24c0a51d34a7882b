import { randomBytes } from 'node:crypto';
import {
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  paginateListQueues,
  SetQueueAttributesCommand,
  type SQSClient,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import type { Names } from '#infra/cdk/names.ts';

/** What nobody has looked at by then is no news. */
const KEPT_S = '300';
/** The tag that says until when (ms since 1970) a listener surely listens. */
const UNTIL = 'hasta';
/** A listener says so for this long, and says it again in time; one that has not is gone. */
const LEASE_MS = 5 * 60_000;
const RENEW_MS = 60_000;

/** What speaks to the bus and to queues. */
export interface Clients {
  readonly events: EventBridgeClient;
  readonly sqs: SQSClient;
}

/** A rule and a queue by which one run hears of changes. */
export interface Oyente {
  readonly QueueUrl: string;
  /** Says, now and then, that it still listens: to be called at least every few minutes. */
  renew(): Promise<void>;
  /** Takes both away. */
  close(): Promise<void>;
}

/** Begins to listen to the changes of the legacy system's users, and takes away what runs have left that were killed. */
export async function escuchar(clients: Clients, names: Names): Promise<Oyente> {
  const { sqs } = clients;
  await takeAwayAbandoned(clients, names);
  const name = `${prefixOf(names)}${randomBytes(4).toString('hex')}`;
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { MessageRetentionPeriod: KEPT_S }, tags: lease() }),
  );
  let renewed = Date.now();
  const close = () => takeAway(clients, names, { name, QueueUrl });
  try {
    await connectQueue(clients, { name, EventBusName: names.system }, QueueUrl);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    QueueUrl,
    async renew() {
      if (Date.now() - renewed < RENEW_MS) return;
      renewed = Date.now();
      await sqs.send(new TagQueueCommand({ QueueUrl, Tags: lease() }));
    },
    close,
  };
}

function prefixOf(names: Names): string {
  return `${names.of('cdc-seguir')}-`;
}

function lease(): Record<string, string> {
  return { [UNTIL]: String(Date.now() + LEASE_MS) };
}

async function takeAwayAbandoned(clients: Clients, names: Names): Promise<void> {
  const { sqs } = clients;
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, { QueueNamePrefix: prefixOf(names) }))
    for (const QueueUrl of QueueUrls) {
      const { Tags = {} } = await sqs.send(new ListQueueTagsCommand({ QueueUrl }));
      if (Number(Tags[UNTIL] ?? 0) > Date.now()) continue;
      await takeAway(clients, names, { name: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1), QueueUrl });
    }
}

async function takeAway(
  { events, sqs }: Clients,
  { system: EventBusName }: Names,
  { name, QueueUrl }: { readonly name: string; readonly QueueUrl: string },
): Promise<void> {
  await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: [name] })).catch(() => {});
  await events.send(new DeleteRuleCommand({ Name: name, EventBusName })).catch(() => {});
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
}

interface Rule {
  readonly name: string;
  readonly EventBusName: string;
}

async function connectQueue({ events, sqs }: Clients, { name, EventBusName }: Rule, QueueUrl: string): Promise<void> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Arn = Attributes?.QueueArn as string;
  const EventPattern = JSON.stringify({ 'detail-type': [UsuarioCambiado.type] });
  const { RuleArn } = await events.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: Arn,
    Condition: { ArnEquals: { 'aws:SourceArn': RuleArn } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets: [{ Id: name, Arn }] }));
}
