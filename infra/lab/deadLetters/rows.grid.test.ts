import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Probe, startProbe, WAIT } from '../testing/probe.ts';
import { enableStream, reenviar } from '../testing/redrive.ts';

const CAPTURE = 'capturarUsuarios';
const SNAPSHOT = 'instantaneaDeUsuarios';
const TABLE = 'usuarios-legado';
const SECRET = 'Calle secreta 1';
const WHY = 'No change of UsuarioCambiado: value.after.creado';

let probe: Probe;

beforeAll(async () => {
  probe = await startProbe();
});
afterAll(() => probe?.stop());

/** Writes a row into the legacy system's table. */
async function write(id: number, more: object = {}): Promise<void> {
  const times = { creado: '2019-03-04T05:06:07Z', actualizado: '2026-01-01T00:00:00Z' };
  const row = { id, nombre: `Ana ${id}`, direccion: SECRET, activo: true, ...times, ...more };
  await probe.dynamodb.send(new PutItemCommand({ TableName: LOCAL.of(TABLE), Item: marshall(row) }));
}

/** A row that cannot be told, as it is. */
const writePoison = (id: number) => write(id, { creado: 'ayer' });

async function areThere(...names: readonly string[]): Promise<void> {
  for (const nombre of names) {
    const id = nombre.split(' ')[1];
    await probe.seen(`/clientes/usuario-${id}`, (cliente) => expect(cliente).toMatchObject({ nombre }));
  }
}

/** The dead letters of a function, which stay where they are: what each says, and why. */
async function letters(name: string): Promise<object[]> {
  const QueueUrl = await probe.queueUrl(`${name}-dlq`);
  const look = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0, MessageAttributeNames: ['All'] };
  const { Messages = [] } = await probe.sqs.send(new ReceiveMessageCommand(look));
  expect(JSON.stringify(Messages)).not.toContain(SECRET);
  return Messages.map(({ Body = '', MessageAttributes = {} }: Message) => ({
    ...JSON.parse(Body),
    why: MessageAttributes.reason?.StringValue,
  }));
}

const dead = (name: string, letter: object) =>
  vi.waitFor(async () => expect(await letters(name)).toStrictEqual([{ table: TABLE, ...letter, why: WHY }]), WAIT);

test('a row that has no key is dead until it is taken away, and leaves no letter behind', async () => {
  await write(-4);
  await vi.waitFor(async () => expect(await letters(CAPTURE)).toHaveLength(1), WAIT);
  const Key = marshall({ id: -4 });
  await probe.dynamodb.send(new DeleteItemCommand({ TableName: LOCAL.of(TABLE), Key }));
  await write(7);
  await areThere('Ana 7');
  expect(await reenviar(probe, CAPTURE)).toBe(`0 1 mensaje reenviado a ${CAPTURE}; 1 hecho`);
  expect(await letters(CAPTURE)).toStrictEqual([]);
});

test('a changed row that cannot be told is dead with its reason, others are not; mended, the redrive tells it', async () => {
  await write(1);
  await writePoison(2);
  await write(3);
  await areThere('Ana 1', 'Ana 3');
  await dead(CAPTURE, { key: 2, sequence: expect.stringMatching(/^\d+$/) });
  expect((await probe.ask('GET /clientes/usuario-2')).status).toBe(404);
  expect(await reenviar(probe, CAPTURE)).toBe(
    `1 1 mensaje reenviado a ${CAPTURE}; 1 volvió a la cola de mensajes muertos: Unreadable: ${WHY} (fila 2 de ${TABLE})`,
  );

  // What mends it waits in the stream: the redrive alone tells of it.
  await enableStream(probe, CAPTURE, false);
  onTestFinished(() => enableStream(probe, CAPTURE, true));
  await write(2);
  expect(await reenviar(probe, CAPTURE)).toBe(`0 1 mensaje reenviado a ${CAPTURE}; 1 hecho`);
  await areThere('Ana 2');
  expect(await letters(CAPTURE)).toStrictEqual([]);

  // It went to where the poison was: what came after that is news.
  await write(2, { nombre: 'Berta 2' });
  await enableStream(probe, CAPTURE, true);
  await areThere('Berta 2');
}, 180_000);

test('a row that a snapshot cannot tell is dead with its reason, others are not; mended, the redrive tells it', async () => {
  await enableStream(probe, CAPTURE, false);
  onTestFinished(() => enableStream(probe, CAPTURE, true));
  await write(4);
  await writePoison(5);
  await write(6);
  const FunctionName = LOCAL.of(SNAPSHOT);
  const { Payload } = await probe.lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toMatchObject({ stage: 'over', rows: 7 });
  await areThere('Ana 4', 'Ana 6');
  await dead(SNAPSHOT, { key: 5 });
  expect((await probe.ask('GET /clientes/usuario-5')).status).toBe(404);
  expect(await reenviar(probe, SNAPSHOT)).toBe(
    `1 1 mensaje reenviado a ${SNAPSHOT}; 1 volvió a la cola de mensajes muertos: Unreadable: ${WHY} (fila 5 de ${TABLE})`,
  );
  await dead(SNAPSHOT, { key: 5 });
  await write(5);
  expect(await reenviar(probe, SNAPSHOT)).toBe(`0 1 mensaje reenviado a ${SNAPSHOT}; 1 hecho`);
  await areThere('Ana 5');
  expect(await letters(SNAPSHOT)).toStrictEqual([]);
});
