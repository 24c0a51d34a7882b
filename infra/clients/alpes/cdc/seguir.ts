import { randomBytes } from 'node:crypto';
import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandOutput,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import { type Change, positionOf } from '#shared/model/change.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { noteInterruption } from '../interruption.ts';
import { say, show } from '../output.ts';

/** What nobody has looked at by then is no news. */
const KEPT_S = '300';
const WAIT_S = 20;

const OPS = { c: 'creado', u: 'cambiado', d: 'borrado', r: 'leído' } as const;

/**
 * Shows each change of the legacy system's users that comes to the bus, on a line, until Ctrl-C. A rule and a queue of its own
 * bring them, and go with it.
 */
export async function seguir(options: GlobalOptions): Promise<void> {
  const { names } = connect(options);
  const name = `${names.of('cdc-seguir')}-${randomBytes(4).toString('hex')}`;
  const EventBusName = names.system;
  const [events, sqs] = [new EventBridgeClient({}), new SQSClient({})];
  const interruption = noteInterruption();
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { MessageRetentionPeriod: KEPT_S } }),
  );
  try {
    await connectQueue({ events, sqs }, { name, EventBusName }, QueueUrl as string);
    say('En vivo: los cambios de los usuarios del sistema anterior (hora, usuario, cambio, retraso, época y posición)');
    while (!interruption.signal.aborted) {
      const { Messages = [] } = await received(sqs, QueueUrl as string, interruption.signal);
      for (const { Body = '{}' } of Messages) {
        const { detail } = JSON.parse(Body) as { readonly detail: Change<{ readonly id: number }> };
        show(options, detail, () => lineOf(detail));
      }
      if (Messages.length === 0) continue;
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  } finally {
    interruption.end();
    await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: [name] })).catch(() => {});
    await events.send(new DeleteRuleCommand({ Name: name, EventBusName })).catch(() => {});
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    events.destroy();
    sqs.destroy();
  }
}

/** The next messages, or none when it is interrupted. */
async function received(
  sqs: SQSClient,
  QueueUrl: string,
  abortSignal: AbortSignal,
): Promise<ReceiveMessageCommandOutput> {
  const next = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: WAIT_S });
  try {
    return await sqs.send(next, { abortSignal });
  } catch (error) {
    if (abortSignal.aborted) return { $metadata: {} };
    throw error;
  }
}

interface Clients {
  readonly events: EventBridgeClient;
  readonly sqs: SQSClient;
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

/** What is personal is encrypted on the bus, and so is not shown. */
function lineOf({ key, value }: Change<{ readonly id: number }>): string {
  if (value === null) return ['        ', `usuario ${key.id}`, 'lápida'].join('  ');
  const { epoch, place } = positionOf(value);
  const lag = Math.max(0, value.ts_ms - value.source.ts_ms) / 1_000;
  const at = new Date(value.ts_ms).toISOString().slice(11, 19);
  const position = `${epoch || '-'} ${place?.replace(/^0+(?=.)/, '') ?? '-'}`;
  return [at, `usuario ${key.id}`, OPS[value.op], `${lag.toFixed(1)} s`, position].join('  ');
}
