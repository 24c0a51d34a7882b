import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { CreateTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type ApiClient, apiClient } from '#infra/clients/api/client.ts';
import { BODEGAS } from './data/catalogo.ts';
import { diaDePedidos, type Pedido } from './data/dia.ts';
import { Bodegueros, type Linea } from './driver/bodegueros.ts';
import { type DayResult, runDay } from './driver/dia.ts';
import { listed } from './driver/empresa.ts';
import { morning } from './driver/manana.ts';
import { pause } from './driver/pool.ts';
import { relojDe } from './driver/reloj.ts';
import { verify } from './invariants/verify.ts';
import { seed } from './seed.ts';
import { ACCOUNT, type Probe, startProbe, WAIT } from './testing/probe.ts';

// Two systems live a day, one after the other; how long that takes is the machine's affair.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

type Item = Record<string, any>;

/** How many orders there are, and how many of them come when the first have arrived. */
const [ORDERS, LATE] = [24, 6];
const LOOK_MS = 500;
const BY_THEN = { timeout: 300_000, interval: 50 };
/** Facts after which nothing of an order is under way. */
const ENDS = ['OrdenEntregada', 'OrdenRechazada', 'OrdenCancelada'];

/** Who asked to be forgotten between the copy of the log and the newer one of the keys, and whom that customer's order was for. */
const OLVIDADA = { clienteId: 'olvidada-7', nombre: 'Nadie Recordada' };

const folder = mkdtempSync(path.join(tmpdir(), 'alpes-restaurar-'));
const exported = path.join(folder, 'exportacion');
let pedidos: Pedido[];
let before: Day;
let after: Day;
/** What it is restored from. */
let sources: string[];
/** The tables of before as they were in the middle of the day: each in one moment. */
let copy: { readonly log: Item[]; readonly keys: Item[]; readonly messages: Item[] };

/** Goods that come back to a warehouse, as the API lists them. */
interface Regreso {
  readonly ordenId: string;
  readonly mercancia: { readonly vuelve: readonly Linea[] };
}

/** A system, and its people. */
interface Day {
  readonly probe: Probe;
  /** What clients of the SDK need to reach it. */
  readonly aws: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly reloj: ReturnType<typeof relojDe>;
  /** Lives the day of some orders, until all have come to their end. */
  live(pedidos: readonly Pedido[]): Promise<DayResult>;
  /** What has been ordered from its channel: the keys of messages. */
  heard(): Promise<string[]>;
}

async function started(): Promise<Day> {
  const probe = await startProbe();
  const { endpoint, apiUrl, issuer } = probe.system;
  const reloj = relojDe((where, init) => fetch(`${endpoint}${where}`, init), LOCAL);
  const conductor = async (id: string) => apiClient(apiUrl, await issuer.driver(id));
  const QueueUrl = await listening(probe);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    probe,
    aws: { endpoint, region: 'us-east-1', credentials },
    reloj,
    live: async (pedidos) => {
      const api = apiClient(apiUrl, await issuer.operator());
      const day = { lives: true };
      const receiving = receiveAll(api, day);
      try {
        return await runDay({ api, conductor, pedidos, reloj });
      } finally {
        day.lives = false;
        await receiving;
      }
    },
    heard: async () => {
      const all: string[] = [];
      for (;;) {
        const { Messages = [] } = await probe.sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 }),
        );
        if (Messages.length === 0) return all.sort();
        for (const { Body = '' } of Messages) {
          const { clave, version, canal } = JSON.parse(Body);
          all.push(`${clave}|${version}|${canal}`);
        }
      }
    },
  };
}

/** Receives what stands before the doors: also what vehicles had aboard whose drivers nobody remembers. */
async function receiveAll(api: ApiClient, day: { readonly lives: boolean }): Promise<void> {
  const bodegueros = new Bodegueros(api);
  for (; day.lives; await pause(LOOK_MS)) {
    for (const { bodegaId } of BODEGAS) {
      const back = await listed<Regreso>(api, `/bodegas/${bodegaId}/regresos`).catch(() => []);
      for (const { ordenId, mercancia } of back) bodegueros.expect({ ordenId, bodegaId, lineas: mercancia.vuelve });
    }
    await bodegueros.round().catch(() => 0);
  }
}

/** A queue that gets every message that goes out. */
async function listening({ sqs, sns, names }: Probe): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'oido' }));
  const Endpoint = `arn:aws:sqs:${ACCOUNT}:oido`;
  const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: Endpoint };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const TopicArn = `arn:aws:sns:${ACCOUNT}:${names.topic}`;
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  return QueueUrl;
}

/** A table as it is in one moment, which one page of a scan is: what point-in-time recovery gives. */
async function moment({ dynamodb }: Probe, TableName: string): Promise<Item[]> {
  const { Items = [], LastEvaluatedKey } = await dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }));
  expect(LastEvaluatedKey).toBeUndefined();
  return Items;
}

/** Whether a log has a fact of a type. */
function have(log: readonly Item[], type: string): boolean {
  return log.some(({ events }) => events.S.includes(`"type":"${type}"`));
}

/** Writes items as DynamoDB exports them to S3: two files, of which neither has its streams in order. */
function exportTo(where: string, items: readonly Item[]): void {
  mkdirSync(path.join(where, 'data'), { recursive: true });
  const halves = [0, 1].map((half) => items.filter((_, at) => at % 2 === half).toReversed());
  const files = halves.map((half, at) => {
    const lines = half.map((Item) => JSON.stringify({ Item: Object.fromEntries(Object.entries(Item).map(asText)) }));
    writeFileSync(path.join(where, `data/parte${at}.json.gz`), gzipSync(`${lines.join('\n')}\n`));
    return { itemCount: half.length, dataFileS3Key: `AWSDynamoDB/01-a/data/parte${at}.json.gz` };
  });
  writeFileSync(path.join(where, 'manifest-files.json'), files.map((file) => `${JSON.stringify(file)}\n`).join(''));
  const summary = { version: '2020-06-30', itemCount: items.length, outputFormat: 'DYNAMODB_JSON' };
  writeFileSync(path.join(where, 'manifest-summary.json'), JSON.stringify(summary));
}

const asText = ([name, value]: [string, any]) => [
  name,
  value.B ? { B: Buffer.from(value.B).toString('base64') } : value,
];

/** The rules of the second system that do nothing now. */
async function stopped(): Promise<(string | undefined)[]> {
  const { Rules = [] } = await new EventBridgeClient(after.aws).send(new ListRulesCommand({}));
  return Rules.filter(({ State }) => State !== 'ENABLED').map(({ Name }) => Name);
}

/** Brings an export into a bucket, as it lies there when DynamoDB has written it; gives its address. */
async function inBucket({ aws }: Day): Promise<string> {
  const s3 = new S3Client({ ...aws, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'copias' }));
  for (const file of ['manifest-summary.json', 'manifest-files.json', 'data/parte0.json.gz', 'data/parte1.json.gz'])
    await s3.send(
      new PutObjectCommand({
        Bucket: 'copias',
        Key: `AWSDynamoDB/01-a/${file}`,
        Body: readFileSync(path.join(exported, file)),
      }),
    );
  return 's3://copias/AWSDynamoDB/01-a';
}

/** Lets the messages of a function of the first system wait. */
function delay(name: string): void {
  before.probe.system.grid.faults.add({ kind: 'throttle', on: { function: LOCAL.of(name) } });
}

/** Makes a table beside, as AWS restores one: no stream, no name of the stage. */
async function tableOf({ dynamodb }: Probe, TableName: string, key: string, items: readonly Item[]): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    }),
  );
  for (const Item of items) await dynamodb.send(new PutItemCommand({ TableName, Item }));
}

/** Begins `alpes restaurar` on the second system. */
function begin(...args: string[]) {
  const program = path.resolve('infra/clients/alpes/bin.mjs');
  const all = [program, 'restaurar', '--endpoint', after.probe.system.endpoint, '--json', ...args];
  return spawn(process.execPath, all, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs it to its end. */
async function restaurar(...args: string[]): Promise<{ code: number; out: any; err: string }> {
  const child = begin(...args);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out: out === '' ? undefined : JSON.parse(out), err };
}

/** The last version of each stream of the copy. */
function lastVersions(): Map<string, number> {
  const last = new Map<string, number>();
  for (const { stream, version, events } of copy.log)
    last.set(stream.S, Math.max(last.get(stream.S) ?? 0, Number(version.N) + JSON.parse(events.S).length - 1));
  return last;
}

beforeAll(async () => {
  before = await started();
  const { probe, reloj } = before;
  pedidos = diaDePedidos(ORDERS, await morning(reloj));
  await seed(apiClient(probe.system.apiUrl, await probe.system.issuer.operator()), { units: 500, vehicles: 1 });
  const ended = before.live(pedidos.slice(0, ORDERS - LATE)).catch(() => undefined);
  const api = apiClient(probe.system.apiUrl, await probe.system.issuer.operator());
  await vi.waitFor(async () => expect(have(await moment(probe, LOCAL.eventLog), 'OrdenEntregada')).toBe(true), BY_THEN);
  const order = async ({ cuerpo, referencia }: Pedido) =>
    (await api.post('/ordenes', cuerpo, `orden-${referencia}`)).id;
  const [{ cuerpo } = { cuerpo: {} }] = pedidos;
  const { clienteId, nombre } = OLVIDADA;
  const de = { ...cuerpo, clienteId, destinatario: { nombre, telefono: '+573001234567' } };
  const { id: olvidada } = await api.post('/ordenes', de, 'orden-olvidada');
  await api.post(`/ordenes/${olvidada}/cancelacion`, { motivo: 'Prueba' }, 'cancelacion-olvidada');
  await vi.waitFor(async () => expect(have(await moment(probe, LOCAL.eventLog), 'OrdenCancelada')).toBe(true), BY_THEN);
  const late = pedidos.slice(-LATE);
  // Of these the saga has asked for goods, and nobody has answered …
  delay('reservarInventario');
  const asked = await Promise.all(late.slice(LATE / 2).map(order));
  await vi.waitFor(async () => {
    const streams = new Set((await moment(probe, LOCAL.eventLog)).map(({ stream }) => stream.S));
    expect(asked.filter((id) => !streams.has(`cumplimiento#${id}`))).toStrictEqual([]);
  }, BY_THEN);
  // … and of these it has not heard yet.
  delay('cumplimiento');
  await Promise.all(late.slice(0, LATE / 2).map(order));
  const log = await moment(probe, LOCAL.eventLog);
  const [keys, messages] = [await moment(probe, LOCAL.keys), await moment(probe, LOCAL.view('avisos'))];
  expect(keys.map(({ subject }) => subject.S)).toContain(clienteId);
  copy = {
    log,
    keys: keys.filter(({ subject }) => subject.S !== clienteId),
    messages: messages.filter(({ key }) => !key.S.startsWith(olvidada)),
  };
  const then = await reloj.now();
  await probe.stop();
  await ended;

  after = await started();
  await after.reloj.advance(then + 600_000 - (await after.reloj.now()));
  exportTo(exported, copy.log);
  await tableOf(after.probe, 'claves-de-antes', 'subject', copy.keys);
  await tableOf(after.probe, 'avisos-de-antes', 'key', copy.messages);
  sources = ['--de', await inBucket(after), '--claves', 'claves-de-antes', '--avisos', 'avisos-de-antes'];
});
afterAll(async () => {
  await after?.probe.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the copy is checked: what has a hole, is damaged, or is another table is none, and nothing is written', async () => {
  const ended = copy.log.filter((item) => ENDS.some((type) => have([item], type)));
  expect(countOf('orden') - ended.length).toBeGreaterThan(3);
  expect(await restaurar('--de', exported, '--comprobar')).toMatchObject({
    code: 0,
    out: { registros: copy.log.length, flujos: lastVersions().size, problemas: [] },
  });
  const holed = path.join(folder, 'con-hueco');
  exportTo(
    holed,
    copy.log.filter(({ stream, version }) => !(stream.S.startsWith('orden#') && version.N === '1')),
  );
  const found = await restaurar('--de', holed, '--comprobar');
  // An order of which nothing is left and that no saga knows of leaves no trace.
  expect([found.code, found.out.problemas.length]).toStrictEqual([1, countOf('cumplimiento')]);
  expect(found.out.problemas[0]).toMatch(/^orden#.*: faltan las versiones 1 a \d/);
  expect(await restaurar('--de', holed, '--claves', 'claves-de-antes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no se escribió nada'),
  });
  writeFileSync(path.join(holed, 'data/parte1.json.gz'), 'nada');
  expect(await restaurar('--de', holed, '--comprobar')).toMatchObject({
    code: 1,
    err: expect.stringContaining('dañado'),
  });
  expect(await restaurar('--de', 'claves-de-antes', '--comprobar')).toMatchObject({ code: 1 });
  expect(await moment(after.probe, LOCAL.eventLog)).toStrictEqual([]);
});

test('what is not said is asked for, in one line', async () => {
  expect(await restaurar('--de', exported)).toMatchObject({ code: 2, err: expect.stringContaining('--claves') });
  expect(await restaurar('--de', 'nada', '--comprobar')).toMatchObject({
    code: 2,
    err: expect.stringContaining('"nada"'),
  });
});

test('a copy from the middle of a day comes back, though the restore is killed meanwhile', async () => {
  const killed = begin(...sources);
  const written = async () => (await after.probe.rows(LOCAL.eventLog)).length;
  await vi.waitFor(async () => expect(await written()).toBeGreaterThan(0), WAIT);
  process.kill(-(killed.pid as number), 'SIGKILL');
  await once(killed, 'exit');
  expect(await stopped()).toContain(LOCAL.of('plazos'));
  const { code, out, err } = await restaurar(...sources);
  expect([code, err]).toStrictEqual([0, expect.stringContaining('espera hasta el final')]);
  expect(out).toMatchObject({ registros: copy.log.length, muertos: [] });
  expect(out.reenviados).toBeGreaterThanOrEqual(LATE);
  expect(out.plazos).toBeGreaterThanOrEqual(LATE / 2);
  expect(await stopped()).toStrictEqual([]);
  // What the copy says of a message that was dealt with is what is known of it: when it was, and how.
  const known = new Map((await after.probe.rows(LOCAL.view('avisos'))).map((row) => [row.key.S, row]));
  const settled = copy.messages.filter(({ estado }) => ['aceptada', 'entregada'].includes(estado?.S));
  expect(settled.length).toBeGreaterThan(ORDERS);
  expect(settled.map(({ key }) => known.get(key.S))).toStrictEqual(settled);
});

test('what was under way goes on to its end, every view is what the log says, nothing is told twice, and nobody comes back who was forgotten', async () => {
  const { ended, accepted } = await after.live(pedidos);
  expect(ended).toBe(true);
  // The secret that ids are made with came back with the keys: an order that is sent again is the one that was there.
  const last = lastVersions();
  const known = [...accepted.values()].filter((id) => last.has(`orden#${id}`));
  expect(known).toHaveLength(countOf('orden') - 1);
  const { endpoint } = after.probe.system;
  const forgotten = { customers: new Set([OLVIDADA.clienteId]), texts: [OLVIDADA.nombre] };
  const verdict = await verify(
    { endpoint, names: LOCAL, traces: 'none', orders: 'ended', forgotten },
    accepted.values(),
  );
  expect(verdict.violations).toStrictEqual([]);

  const messages = (await after.probe.rows(LOCAL.view('avisos'))).filter(({ estado }) => estado);
  const [ofCopy, since] = [true, false].map((isOld) =>
    messages.filter(({ key: { S } }) => {
      const [clave, version] = S.split('|');
      return Number(version) <= (last.get(`orden#${clave}`) ?? 0) === isOld;
    }),
  ) as [Item[], Item[]];
  expect(ofCopy.length).toBeGreaterThan(ORDERS);
  expect(await after.heard()).toStrictEqual(since.map(({ key }) => key.S).sort());
});

test('a stage that works is not restored into', async () => {
  expect(await restaurar(...sources)).toMatchObject({ code: 1, err: expect.stringContaining('hechos propios') });
});

/** How many streams of an aggregate the copy has. */
function countOf(aggregate: string): number {
  return [...lastVersions().keys()].filter((stream) => stream.startsWith(`${aggregate}#`)).length;
}
