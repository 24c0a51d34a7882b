import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandOutput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Change, positionOf } from '#shared/model/change.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { noteInterruption } from '../interruption.ts';
import { say, show } from '../output.ts';
import { escuchar } from './oyente.ts';

const WAIT_S = 20;

const OPS = { c: 'creado', u: 'cambiado', d: 'borrado', r: 'leído' } as const;

/**
 * Shows each change of the legacy system's users that comes to the bus, on a line, until Ctrl-C. A rule and a queue of its own
 * bring them, and go with it; what a run leaves that is killed, the next one takes away.
 */
export async function seguir(options: GlobalOptions): Promise<void> {
  const { names } = connect(options);
  const clients = { events: new EventBridgeClient({}), sqs: new SQSClient({}) };
  const { sqs } = clients;
  const interruption = noteInterruption();
  const oyente = await escuchar(clients, names);
  const { QueueUrl } = oyente;
  try {
    say('En vivo: los cambios de los usuarios del sistema anterior (hora, usuario, cambio, retraso, época y posición)');
    while (!interruption.signal.aborted) {
      const { Messages = [] } = await received(sqs, QueueUrl, interruption.signal);
      await oyente.renew();
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
    await oyente.close();
    clients.events.destroy();
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

/** What is personal is encrypted on the bus, and so is not shown. */
function lineOf({ key, value }: Change<{ readonly id: number }>): string {
  if (value === null) return ['        ', `usuario ${key.id}`, 'lápida'].join('  ');
  const { epoch, place } = positionOf(value);
  const lag = Math.max(0, value.ts_ms - value.source.ts_ms) / 1_000;
  const at = new Date(value.ts_ms).toISOString().slice(11, 19);
  const position = `${epoch || '-'} ${place?.replace(/^0+(?=.)/, '') ?? '-'}`;
  return [at, `usuario ${key.id}`, OPS[value.op], `${lag.toFixed(1)} s`, position].join('  ');
}
