import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ACCOUNT, type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';

let sonda: Probe;
beforeAll(async () => {
  sonda = await startProbe();
}, 120_000);
afterAll(() => sonda?.stop());

test('los avisos salen una sola vez, aunque su hecho llegue tres', async () => {
  const QueueUrl = (await sonda.sqs.send(new CreateQueueCommand({ QueueName: 'prueba-avisos' }))).QueueUrl as string;
  const queueArn = `arn:aws:sqs:${ACCOUNT}:prueba-avisos`;
  const topicArn = `arn:aws:sns:${ACCOUNT}:alpes-avisos`;
  const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: queueArn };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sonda.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await sonda.sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queueArn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const { clienteId, direccion, sku } = EJEMPLO;
  const destino = { direccion, ciudad: 'Bogotá', coordenadas: { lat: 4.71099, lon: -74.07209 } };
  const destinatario = { nombre: 'Ana Rojas', telefono: '+573001234567' };
  const body = { clienteId, destinatario, destino, lineas: [{ sku, cantidad: 2 }] };
  const { id: ordenId } = (await sonda.ask('POST /ordenes', { body })).body;
  const listar = async () => (await sonda.ask(`GET /ordenes/${ordenId}/avisos`)).body.elementos;
  await vi.waitFor(async () => expect(await listar()).toHaveLength(2), WAIT);

  const MessageBody = JSON.stringify(await mensajeDe(ordenId));
  const avisos = await sonda.queueUrl('alpes-avisos');
  for (let n = 0; n < 2; n++) await sonda.sqs.send(new SendMessageCommand({ QueueUrl: avisos, MessageBody }));
  await sonda.drained('alpes-avisos');

  const enviados = (await recibidos(QueueUrl)).filter((texto) => texto.includes(ordenId.slice(0, 8)));
  expect(enviados.toSorted()).toStrictEqual([
    `Hola, Ana Rojas: lo sentimos, no podemos atender su orden: no se conoce el producto: CAFE-500. Orden ${ordenId.slice(0, 8)}.`,
    `Hola, Ana Rojas: recibimos su orden y estamos apartando sus productos. Orden ${ordenId.slice(0, 8)}.`,
  ]);
  expect(await listar()).toMatchObject([
    { hito: 'OrdenCreada', canal: 'sms', estado: 'enviada', asunto: 'Recibimos su orden' },
    { hito: 'OrdenRechazada', canal: 'sms', estado: 'enviada' },
  ]);
});

/** The first event of an order, as its rule puts it into a queue. */
async function mensajeDe(ordenId: string) {
  const { Items = [] } = await sonda.dynamodb.send(
    new QueryCommand({
      TableName: 'alpes-event-log',
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'stream' },
      ExpressionAttributeValues: { ':s': { S: `orden#${ordenId}` } },
      Limit: 1,
    }),
  );
  const [commit] = Items;
  const { type, data, ...event } = JSON.parse(commit?.events?.S ?? '[]')[0];
  const shared = { stream: `orden#${ordenId}`, version: 1, occurredAt: commit?.occurredAt?.S };
  return { 'detail-type': type, detail: { data, metadata: { ...event, ...shared } } };
}

async function recibidos(QueueUrl: string): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const { Messages = [] } = await sonda.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return texts;
    for (const { Body = '', ReceiptHandle } of Messages) {
      texts.push(Body);
      await sonda.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
