import { expect, test } from 'vitest';
import precios from '#infra/grid/meter/prices.json' with { type: 'json' };
import { costoDe, dollarsOf, ociosoDe } from './costo.ts';
import cuotas from './cuotas.json' with { type: 'json' };
import { duracionDe } from './duracion.ts';
import { limitesDe } from './limites.ts';
import { type Trabajo, type TrabajoDeFuncion, trabajoDe } from './trabajo.ts';

const crear: TrabajoDeFuncion = { name: 'crear', runs: 1, messages: 0, cpuMs: 10, calls: { dynamodb: 2 } };
const vista: TrabajoDeFuncion = {
  name: 'vista',
  runs: 2,
  messages: 4,
  cpuMs: 20,
  calls: { dynamodb: 5 },
  feeding: { concurrency: 2, batch: 10, windowMs: 0 },
};
const relay: TrabajoDeFuncion = { name: 'relay', runs: 0.5, messages: 0, cpuMs: 5, calls: { events: 1 } };
const trabajo: Trabajo = {
  functions: [crear, vista, relay],
  requests: 2,
  putEvents: 1,
  events: 4,
  eventUnits: 4,
  eventBytes: 4_000,
  messages: 4,
  writeUnits: { log: 10, vista: 4 },
  readUnits: 3,
  commits: 5,
  logBytes: 5_000,
  published: 1,
  lines: 2_000,
};
const despliegue = {
  memoryMb: () => 1_769,
  log: 'log',
  relay: 'relay',
  relayBatch: 100,
  hotUnits: 4,
  fewValues: { vista: 2 },
};
const bounds = () =>
  Object.fromEntries(limitesDe(trabajo, cuotas.quotas, despliegue).map((one) => [one.name, one.ordersPerSecond]));

test('a run takes its work, on the part of a core that it has, and its calls', () => {
  expect(duracionDe(crear, 1_769)).toBe(10 + 2 * 6);
  expect(duracionDe(crear, 1_769 / 2)).toBe(20 + 2 * 6);
  // More memory than a core is no second one for what runs in one thread.
  expect(duracionDe(crear, 3_538)).toBe(22);
  expect(duracionDe(vista, 1_769)).toBe((20 + 5 * 6) / 2);
});

test('what bounds is the quota by what an order takes of it, the narrowest first', () => {
  expect(bounds()).toEqual({
    'Lambda concurrency': 1_000 / ((22 + 50 + 30) / 1_000),
    'Requests to the bus': 10_000,
    'Deliveries of the bus': 18_750 / 4,
    'Writes of log': 4_000,
    'One product in one warehouse': 250,
    // Its four units are two of the table and two of its index.
    'One value of an index of vista': 1_000 / 2,
    'Messages in flight': 120_000 / ((4 * 25) / 1_000),
    'Requests to the API': 5_000,
    'Messages to customers': 30_000,
    // A run of ten records takes 60 ms, one of a hundred ten times as long: 4 × 100 records in 0.6 s, five to an order.
    'The relay, from a new log': expect.closeTo((4 * 100) / 0.6 / 5, 9),
    // A batch of two takes 25 ms, of ten 125: 2 × 10 messages in that time, four to an order.
    'Queue of vista': (2 * 10) / 0.125 / 4,
  });
  const order = limitesDe(trabajo, cuotas.quotas, despliegue).map(({ name }) => name);
  expect(order.slice(0, 3)).toEqual(['Queue of vista', 'The relay, from a new log', 'One product in one warehouse']);
});

test('a full batch takes what was found for it, where batches of several sizes were seen', () => {
  const known = { ...vista, full: { cpuMs: 40, calls: { dynamodb: 10 } } };
  const [first] = limitesDe({ ...trabajo, functions: [crear, known, relay] }, cuotas.quotas, despliegue);
  expect(first).toMatchObject({ name: 'Queue of vista', ordersPerSecond: (2 * 10) / 0.1 / 4 });
});

test('an order costs what it takes of each thing at its list price', () => {
  const rows = costoDe(1_000_000, trabajo, { precios: precios.prices, memoryMb: () => 1_024, traced: 0.05 });
  const of = (name: string) => rows.find((row) => row.name === name)?.usd;
  expect(of('writeUnit')).toBeCloseTo(14 * 0.625, 10);
  expect(of('busEvent')).toBeCloseTo(4, 10);
  expect(of('apiRequest')).toBeCloseTo(7, 10);
  // Four messages sent, and two batches received and deleted.
  expect(of('queueRequest')).toBeCloseTo((4 + 4) * 0.4, 10);
  expect(of('trace')).toBeCloseTo(0.5, 10);
  const seconds = (10 * (1_769 / 1_024) + 12 + 20 * (1_769 / 1_024) + 30 + 5 * (1_769 / 1_024) + 25) * 1_000;
  expect(of('lambdaGbSecond')).toBeCloseTo(seconds * 0.0000166667, 6);
  expect(rows.map(({ usd }) => usd)).toEqual(rows.map(({ usd }) => usd).sort((a, b) => b - a));
});

test('what a grid has counted of the work behind its API has its list price', () => {
  const amount = (service: string, what: string, count: number) => ({ service, what, resource: 'one', amount: count });
  const dollars = dollarsOf({
    runs: [{ function: 'vista', count: 3e6, ms: 9 }],
    calls: [{ service: 'sns', action: 'PublishBatch', caller: 'avisos', count: 1e6, failed: 0 }],
    amounts: [
      amount('dynamodb', 'WriteUnits', 1e6),
      amount('lambda', 'GbSeconds', 1e6),
      amount('execute-api', 'RestRequests', 1e6),
      amount('logs', 'Bytes', 1e9),
    ],
  });
  expect(dollars).toBeCloseTo(0.2 * 3 + 0.5 + 0.625, 10);
});

test('empty queues are asked all month', () => {
  // 5 × 3 a minute: 648,000 requests a month.
  expect(ociosoDe(10, precios.prices)).toBeCloseTo(10 * 0.648 * 0.4, 10);
});

test('what was measured is shared out to its orders', () => {
  const took = (service: string, what: string, resource: string, amount: number) => ({
    service,
    what,
    resource,
    amount,
  });
  const measured = trabajoDe(
    {
      orders: 10,
      seconds: 1,
      cores: 2,
      samples: [],
      cpu: { grid: 0, engine: 0, functions: new Map([['vista', 200]]) },
      reading: {
        runs: [{ function: 'vista', count: 20, ms: 0 }],
        calls: [
          { service: 'dynamodb', action: 'PutItem', caller: 'vista', count: 40, failed: 0 },
          { service: 'dynamodb', action: 'Query', caller: 'vista', count: 10, failed: 0 },
          { service: 'sns', action: 'PublishBatch', caller: 'other', count: 5, failed: 0 },
        ],
        amounts: [
          took('sqs', 'Messages', 'vista', 40),
          took('dynamodb', 'WriteUnits', 'log', 100),
          took('dynamodb', 'Items', 'log', 50),
          took('dynamodb', 'Items', 'vista', 40),
          took('events', 'Events', 'bus', 30),
        ],
      },
    },
    {
      requests: 20,
      lines: 100,
      log: 'log',
      feedings: new Map([['vista', { batch: 10, windowMs: 0 }]]),
      loteDe: () => undefined,
    },
  );
  expect(measured).toMatchObject({ requests: 2, lines: 10, messages: 4, commits: 5, events: 3, published: 0.5 });
  expect(measured.writeUnits).toEqual({ log: 10 });
  expect(measured.functions).toEqual([
    { name: 'vista', runs: 2, messages: 4, cpuMs: 20, calls: { dynamodb: 5 }, feeding: { batch: 10, windowMs: 0 } },
  ]);
});
