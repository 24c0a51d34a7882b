import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';

const MINUTO_MS = 60_000;
const HITOS = ['OrdenCreada', 'OrdenRechazada'];

/** What a customer's system was sent. */
interface Recibido {
  readonly id: string;
  readonly firmas: readonly string[];
  readonly firmado: string;
  readonly cuerpo: any;
}

let sonda: Probe;
let sistema: Server;
let raiz: string;
/** What it answers, by how often it was asked. */
let responde: (vez: number) => number;
let recibidos: Recibido[] = [];

beforeAll(async () => {
  sonda = await startProbe();
  sistema = createServer(async (request, response) => {
    const partes: Buffer[] = [];
    for await (const parte of request) partes.push(parte);
    const texto = Buffer.concat(partes).toString();
    const de = (nombre: string) => String(request.headers[nombre]);
    recibidos.push({
      id: de('webhook-id'),
      firmas: de('webhook-signature').split(' '),
      firmado: `${de('webhook-id')}.${de('webhook-timestamp')}.${texto}`,
      cuerpo: JSON.parse(texto),
    });
    response.writeHead(responde(recibidos.length)).end();
  });
  await new Promise<void>((abierto) => sistema.listen(0, '127.0.0.1', abierto));
  raiz = `http://127.0.0.1:${(sistema.address() as AddressInfo).port}`;
}, 120_000);

afterAll(async () => {
  sistema?.close();
  await sonda?.stop();
});

beforeEach(() => {
  recibidos = [];
  responde = () => 204;
});

/** As the customer itself. */
async function como(clienteId: string, ruta: string, body?: object) {
  const token = await sonda.system.issuer.customer(clienteId);
  const [metodo, resto = ''] = ruta.split(' ');
  return sonda.ask(`${metodo} /clientes/${clienteId}/webhook${resto}`, { token, body });
}

async function fijar(clienteId: string, url = `${raiz}/${clienteId}`): Promise<string> {
  const { status, body, headers } = await como(clienteId, 'PUT', { url, hitos: HITOS });
  expect([status, headers.get('cache-control')]).toStrictEqual([200, 'no-store']);
  await vi.waitFor(async () => expect((await como(clienteId, 'GET')).body.url).toBe(url), WAIT);
  return body.secreto;
}

async function crear(clienteId: string): Promise<string> {
  return (await sonda.done('/ordenes', { ...crearOrden.example, clienteId, referencia: 'PED-1' })).id;
}

/** Whether a message is from who has this secret, as its receiver finds out. */
function esDe(secreto: string, { firmas, firmado }: Recibido): boolean {
  const clave = Buffer.from(secreto.replace(/^whsec_/, ''), 'base64');
  const propia = createHmac('sha256', clave).update(firmado).digest();
  return firmas.some((firma) => timingSafeEqual(Buffer.from(firma.replace(/^v1,/, ''), 'base64'), propia));
}

const entregas = async (clienteId: string) => (await como(clienteId, 'GET /entregas')).body.elementos;

test('los hitos llegan al sistema del cliente, firmados y sin datos de nadie', async () => {
  const secreto = await fijar('tienda-uno');
  expect(secreto).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const ordenId = await crear('tienda-uno');
  await vi.waitFor(() => expect(recibidos.map(({ cuerpo }) => cuerpo.type).sort()).toStrictEqual(HITOS), WAIT);
  const [uno] = recibidos as [Recibido];
  expect(recibidos.every((cada) => esDe(secreto, cada))).toBe(true);
  expect(esDe(secreto, { ...uno, firmado: uno.firmado.replace('tienda-uno', 'tienda-dos') })).toBe(false);
  expect(esDe(`whsec_${Buffer.alloc(32).toString('base64')}`, uno)).toBe(false);
  expect(recibidos.find(({ cuerpo }) => cuerpo.type === 'OrdenCreada')?.cuerpo).toStrictEqual({
    type: 'OrdenCreada',
    timestamp: expect.any(String),
    data: { clienteId: 'tienda-uno', ordenId, referencia: 'PED-1', version: 1 },
  });
  await vi.waitFor(async () => {
    const dichas = await entregas('tienda-uno');
    expect(dichas.map(({ tipo, estado }: any) => `${tipo} ${estado}`).sort()).toStrictEqual([
      'OrdenCreada entregada',
      'OrdenRechazada entregada',
    ]);
    expect(dichas[0].intentos).toStrictEqual([{ en: expect.any(String), resultado: '204', ms: expect.any(Number) }]);
  }, WAIT);
  expect(JSON.stringify((await como('tienda-uno', 'GET')).body)).not.toContain(secreto.slice(6));
  expect((await como('tienda-uno', 'PUT', { url: `${raiz}/tienda-uno`, hitos: HITOS })).body.secreto).toBeUndefined();
});

test('lo que no se recibe se intenta de nuevo, con el mismo id', async () => {
  await fijar('tienda-lenta');
  responde = (vez) => (vez < 3 ? 503 : 200);
  expect((await como('tienda-lenta', 'POST /prueba', {})).status).toBe(200);
  const alLlegar = async (intento: number, estado: string): Promise<any> => {
    const { clock } = sonda.system.grid;
    return vi.waitFor(async () => {
      const [dicha] = await entregas('tienda-lenta');
      // As long as it takes, and no jump that a message could miss which is just being put back.
      if (dicha?.intentos.length === intento - 1) clock.advance(10_000);
      expect([dicha?.intentos.length, dicha?.estado]).toStrictEqual([intento, estado]);
      return dicha;
    }, WAIT);
  };
  await alLlegar(1, 'reintentando');
  await alLlegar(2, 'reintentando');
  const { tipo, intentos } = await alLlegar(3, 'entregada');
  expect([tipo, intentos.map(({ resultado }: any) => resultado)]).toStrictEqual([
    'WebhookProbado',
    ['503', '503', '200'],
  ]);
  const [primero, segundo, tercero] = intentos.map(({ en }: any) => Date.parse(en));
  expect(segundo - primero).toBeGreaterThan(58_000);
  expect(tercero - primero).toBeGreaterThan(355_000);
  expect(new Set(recibidos.map(({ id }) => id)).size).toBe(1);
});

test('lo que se iba a intentar de nuevo se descarta cuando ya no hay webhook', async () => {
  await fijar('tienda-sale');
  responde = () => 503;
  await como('tienda-sale', 'POST /prueba', {});
  const estado = async () => (await entregas('tienda-sale'))[0]?.estado;
  await vi.waitFor(async () => expect(await estado()).toBe('reintentando'), WAIT);
  await como('tienda-sale', 'POST /retiro', {});
  await vi.waitFor(async () => expect((await como('tienda-sale', 'GET')).status).toBe(404), WAIT);
  await vi.waitFor(async () => {
    sonda.system.grid.clock.advance(10_000);
    expect(await estado()).toBe('descartada');
  }, WAIT);
});

test('quien nunca pidió nada no tiene nada que ver, aunque el hecho llegue dos veces', async () => {
  await feeding(false);
  await crear('tienda-nadie');
  const cola = await sonda.queueUrl('entregarWebhooks');
  await vi.waitFor(async () => {
    const { Messages = [] } = await sonda.sqs.send(new ReceiveMessageCommand({ QueueUrl: cola, VisibilityTimeout: 0 }));
    expect(Messages).not.toStrictEqual([]);
  }, WAIT);
  await feeding(true);
  await sonda.drained('entregarWebhooks');
  expect(await entregas('tienda-nadie')).toStrictEqual([]);
});

/** Whether the queue of webhooks feeds its function. */
async function feeding(Enabled: boolean): Promise<void> {
  const FunctionName = sonda.names.of('entregarWebhooks');
  const { EventSourceMappings: [mapping] = [] } = await sonda.lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  await sonda.lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled }));
  const state = async () => (await sonda.lambda.send(new GetEventSourceMappingCommand({ UUID: mapping?.UUID }))).State;
  await vi.waitFor(async () => expect(await state()).toBe(Enabled ? 'Enabled' : 'Disabled'), WAIT);
}

test('mientras el secreto rota valen los dos, y después solo el nuevo', async () => {
  const viejo = await fijar('tienda-rota');
  const { body } = await como('tienda-rota', 'POST /rotacion', {});
  const nuevo = body.secreto as string;
  await vi.waitFor(async () => expect((await como('tienda-rota', 'GET')).body.serie).toBe(2), WAIT);
  const probar = async () => {
    recibidos = [];
    await como('tienda-rota', 'POST /prueba', {});
    await vi.waitFor(() => expect(recibidos).toHaveLength(1), WAIT);
    return [viejo, nuevo].map((secreto) => esDe(secreto, recibidos[0] as Recibido));
  };
  expect(await probar()).toStrictEqual([true, true]);
  sonda.system.grid.clock.advance(24 * 60 * MINUTO_MS + MINUTO_MS);
  expect(await probar()).toStrictEqual([false, true]);
});

test('quien responde que ya no existe no recibe nada más', async () => {
  await fijar('tienda-ida');
  responde = () => 410;
  await como('tienda-ida', 'POST /prueba', {});
  await vi.waitFor(async () => {
    const { estado, codigo } = (await como('tienda-ida', 'GET')).body;
    expect([estado, codigo]).toStrictEqual(['desactivado', 'yaNoExiste']);
  }, WAIT);
  expect((await como('tienda-ida', 'POST /prueba', {})).body.codigo).toBe('WEBHOOK_NO_EXISTE');
  expect(recibidos).toHaveLength(1);
});

test('a una dirección privada no se va, y se dice', async () => {
  await fijar('tienda-dentro', 'https://10.0.0.7/avisos');
  await como('tienda-dentro', 'POST /prueba', {});
  await vi.waitFor(async () => {
    const [primera] = await entregas('tienda-dentro');
    expect(primera?.intentos[0]?.resultado).toBe('direccionNoPermitida');
  }, WAIT);
  await como('tienda-dentro', 'POST /retiro', {});
  await vi.waitFor(async () => expect((await como('tienda-dentro', 'GET')).status).toBe(404), WAIT);
});

test('el webhook de otro cliente ni se ve ni se toca', async () => {
  const token = await sonda.system.issuer.customer('tienda-otra');
  const pedir = async (ruta: string, body?: object) =>
    (await sonda.ask(ruta.replace('@', '/clientes/tienda-uno/webhook'), { token, body })).status;
  expect(await pedir('GET @')).toBe(404);
  expect(await pedir('GET @/entregas')).toBe(403);
  expect(await pedir('PUT @', { url: `${raiz}/x`, hitos: HITOS })).toBe(403);
  expect(await pedir('POST @/rotacion', {})).toBe(403);
  expect(await pedir('POST @/retiro', {})).toBe(403);
});
