import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';

let sonda: Probe;

beforeAll(async () => {
  sonda = await startProbe();
}, 120_000);
afterAll(() => sonda?.stop());

/** What has left for a telephone or by mail about an order, the first first. */
async function salidos(ordenId: string): Promise<{ protocol: string; to: string; body: string }[]> {
  const answer = await fetch(`${sonda.system.endpoint}/_alpes/outbox`);
  const { messages } = (await answer.json()) as { messages: { protocol: string; to: string; body: string }[] };
  return messages.filter(({ body }) => body.includes(ordenId.slice(0, 8))).toReversed();
}

async function crear(clienteId: string, correo?: string): Promise<string> {
  const { direccion, sku } = EJEMPLO;
  const destino = { direccion, ciudad: 'Bogotá', coordenadas: { lat: 4.71099, lon: -74.07209 } };
  const destinatario = { nombre: 'Ana Rojas', telefono: '+573001234567', ...(correo && { correo }) };
  const body = { clienteId, destinatario, destino, lineas: [{ sku, cantidad: 2 }] };
  return (await sonda.ask('POST /ordenes', { body })).body.id;
}

test('los avisos salen una sola vez, aunque su hecho llegue tres, y llevan a donde se sigue la orden', async () => {
  const ordenId = await crear(EJEMPLO.clienteId);
  const listar = async () => (await sonda.ask(`GET /ordenes/${ordenId}/avisos`)).body.elementos;
  await vi.waitFor(async () => expect(await listar()).toHaveLength(2), WAIT);

  const MessageBody = JSON.stringify(await mensajeDe(ordenId));
  const avisos = await sonda.queueUrl('avisos');
  for (let n = 0; n < 2; n++) await sonda.sqs.send(new SendMessageCommand({ QueueUrl: avisos, MessageBody }));
  await sonda.drained('avisos');

  await sonda.drained('entregarSms');
  const { token } = (await sonda.ask(`GET /ordenes/${ordenId}/seguimiento`)).body;
  const url = `${sonda.system.apiUrl}/seguimiento/${token}`;
  const enviados = await salidos(ordenId);
  expect(enviados.map(({ protocol, to }) => `${protocol} ${to}`)).toStrictEqual(Array(2).fill('sms +573001234567'));
  expect(enviados.map(({ body }) => body).toSorted()).toStrictEqual([
    `Hola, Ana Rojas: lo sentimos, no podemos atender su orden: no se conoce el producto: CAFE-500. Orden ${ordenId.slice(0, 8)}.`,
    `Hola, Ana Rojas: recibimos su orden y estamos apartando sus productos. Orden ${ordenId.slice(0, 8)}. Sígala en ${url}`,
  ]);
  expect(await listar()).toMatchObject([
    { hito: 'OrdenCreada', canal: 'sms', estado: 'aceptada', asunto: 'Recibimos su orden' },
    { hito: 'OrdenRechazada', canal: 'sms', estado: 'aceptada' },
  ]);
});

/** What a customer has been sent, and what not, by fact and channel. */
async function avisosDe(clienteId: string, mas = ''): Promise<string[]> {
  const { elementos } = (await sonda.ask(`GET /avisos?clienteId=${clienteId}${mas}`)).body;
  return elementos.map(({ hito, canal, estado }: any) => `${hito} ${canal} ${estado}`).sort();
}

/** What a list gives, a row a page: whatever their state, the newest first, and none of them twice. */
async function todos(peticion: string): Promise<any[]> {
  const vistos: any[] = [];
  let cursor = '';
  do {
    const { elementos, siguiente } = (await sonda.ask(`${peticion}&limite=1${cursor}`)).body;
    vistos.push(...elementos);
    cursor = siguiente ? `&cursor=${siguiente}` : '';
  } while (cursor);
  expect(vistos.map(({ en }) => en)).toStrictEqual(
    vistos
      .map(({ en }) => en)
      .sort()
      .reverse(),
  );
  return vistos;
}

/** Says what a customer wants, and waits until that is seen. */
async function fijar(clienteId: string, dichas: object): Promise<void> {
  const token = await sonda.system.issuer.customer(clienteId);
  const { status } = await sonda.ask(`PUT /clientes/${clienteId}/preferencias`, { token, body: dichas });
  expect(status).toBe(200);
  await sonda.seen(`/clientes/${clienteId}/preferencias`, (visto) => expect(visto).toMatchObject(dichas));
}

const GRUPOS = ['pedido', 'camino', 'entrega', 'problema', 'cambio'];

test('de lo que el cliente no quiere no sale nada, y se sabe', async () => {
  const clienteId = 'tienda-callada';
  await fijar(clienteId, { canales: { sms: ['problema'], correo: [] } });
  const ordenId = await crear(clienteId);
  await vi.waitFor(
    async () =>
      expect(await avisosDe(clienteId)).toStrictEqual(['OrdenCreada sms omitida', 'OrdenRechazada sms aceptada']),
    WAIT,
  );
  const enviados = (await salidos(ordenId)).map(({ body }) => body);
  expect(enviados).toStrictEqual([expect.stringContaining('no podemos atender su orden')]);
  expect(await avisosDe(clienteId, '&estado=omitida&canal=sms')).toStrictEqual(['OrdenCreada sms omitida']);
  expect(await avisosDe(clienteId, `&ordenId=${crypto.randomUUID()}`)).toStrictEqual([]);
  const deTodos = (await todos(`GET /avisos?ordenId=${ordenId}`)).map(({ hito, estado }) => `${hito} ${estado}`);
  expect(deTodos.sort()).toStrictEqual(['OrdenCreada omitida', 'OrdenRechazada aceptada']);
  const ajeno = await sonda.system.issuer.customer('otra-tienda');
  expect((await sonda.ask(`GET /avisos?clienteId=${clienteId}`, { token: ajeno })).status).toBe(403);
  const body = { canales: { sms: [], correo: [] } };
  expect((await sonda.ask(`PUT /clientes/${clienteId}/preferencias`, { token: ajeno, body })).status).toBe(403);
});

test('de quien no ha dicho nada se responde lo que vale mientras tanto, y a otro cliente nada', async () => {
  const clienteId = 'tienda-sin-decir';
  const pedir = async (token?: string) => sonda.ask(`GET /clientes/${clienteId}/preferencias`, { token });
  const { status, body } = await pedir();
  expect([status, body]).toStrictEqual([200, { clienteId, canales: { sms: GRUPOS, correo: GRUPOS }, version: 0 }]);
  expect((await pedir(await sonda.system.issuer.customer(clienteId))).status).toBe(200);
  expect((await pedir(await sonda.system.issuer.customer('otra-tienda'))).status).toBe(404);
});

test('en las horas de silencio los avisos esperan, y salen cuando terminan', async () => {
  const clienteId = 'tienda-dormida';
  const { clock } = sonda.system.grid;
  const en = (minutos: number) => new Date(clock.now() - 5 * 3_600_000 + minutos * 60_000).toISOString().slice(11, 16);
  await fijar(clienteId, { canales: { sms: GRUPOS, correo: GRUPOS }, silencio: { desde: en(-60), hasta: en(60) } });
  const ordenId = await crear(clienteId);
  const esperan = ['OrdenCreada sms aplazada', 'OrdenRechazada sms aplazada'];
  await vi.waitFor(async () => expect(await avisosDe(clienteId)).toStrictEqual(esperan), WAIT);
  expect(await salidos(ordenId)).toStrictEqual([]);

  clock.advance(62 * 60_000);
  const salen = ['OrdenCreada sms aceptada', 'OrdenRechazada sms aceptada'];
  await vi.waitFor(async () => expect(await avisosDe(clienteId)).toStrictEqual(salen), WAIT);
  expect(await salidos(ordenId)).toHaveLength(2);
  const { elementos } = (await sonda.ask('GET /avisos?estado=aplazada')).body;
  expect(elementos).toStrictEqual([]);
});

test('de un correo se sabe que lo aceptaron, y después si llegó', async () => {
  const [llega, vuelve] = ['tienda-correo', 'tienda-sin-buzon'];
  const ordenId = await crear(llega, 'ana@example.com');
  await crear(vuelve, 'bounce@simulator.amazonses.com');
  const hitos = ['OrdenCreada', 'OrdenRechazada'];
  const esperados = (correo: string) => hitos.flatMap((hito) => [`${hito} correo ${correo}`, `${hito} sms aceptada`]);
  await vi.waitFor(async () => {
    expect(await avisosDe(llega)).toStrictEqual(esperados('entregada'));
    expect(await avisosDe(vuelve)).toStrictEqual(esperados('rechazada'));
  }, WAIT);
  const correos = (await salidos(ordenId)).filter(({ protocol }) => protocol === 'email');
  expect(correos).toMatchObject([
    { to: 'ana@example.com', from: 'avisos@alpes.example' },
    { to: 'ana@example.com', from: 'avisos@alpes.example' },
  ]);
  const { elementos } = (await sonda.ask(`GET /avisos?clienteId=${vuelve}&canal=correo`)).body;
  expect(elementos.map(({ motivo }: { motivo: string }) => motivo)).toStrictEqual(['Bounced', 'Bounced']);
});

/** The first event of an order, as its rule puts it into a queue. */
async function mensajeDe(ordenId: string) {
  const { Items = [] } = await sonda.dynamodb.send(
    new QueryCommand({
      TableName: sonda.names.eventLog,
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
