import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import type { FaultOrder } from '#infra/grid/faults/fault.ts';
import { type Probe, startProbe, WAIT } from '../testing/probe.ts';

const VIEW = 'ordenes';

let probe: Probe;

beforeAll(async () => {
  probe = await startProbe();
});
afterEach(() => {
  probe.system.grid.faults.clear();
  probe.system.grid.clock.resume();
});
afterAll(() => probe?.stop());

/** After a long outage a view is late by such a part of it. */
const PART = 50;

const advance = (seconds: number) => probe.system.grid.clock.advance(seconds * 1_000);

async function waiting(queue: string): Promise<number> {
  const { Attributes = {} } = await probe.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: await probe.queueUrl(queue),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

const by = LOCAL.of(VIEW);
const AWAY: readonly (readonly [string, FaultOrder])[] = [
  ['throttles', { kind: 'throttle', on: { call: 'dynamodb:*', by } }],
  ['fails', { kind: 'error', on: { call: 'dynamodb:*', by } }],
];

test.each(AWAY.flatMap(([how, order]) => [[how, 15, 5, order] as const, [how, 60, 60, order] as const]))(
  'what a view could not write while the database %s for %i minutes is there %i s later',
  async (...[, minutes, within, order]) => {
    const { faults, clock } = probe.system.grid;
    clock.freeze();
    const { id } = faults.add(order);
    const body = {
      clienteId: 'tienda-42',
      destinatario: { nombre: 'Ana Rojas', telefono: '+57 300 1234567' },
      destino: { direccion: 'Carrera 15 # 93-60', ciudad: 'Bogotá', coordenadas: { lat: 4.6767, lon: -74.0483 } },
      lineas: [{ sku: 'CAFE-500', cantidad: 2 }],
    };
    const orden = (await probe.done('/ordenes', body)).id;
    const struck = () => faults.list().find((one) => one.id === id)?.struck ?? 0;
    // Twelve tries and more, each of which is seen to fail before time goes on. A try that was still under way when it went on
    // puts its message back for seconds after that: then they pass one by one, and the outage is longer by them.
    let longer = 0;
    for (let tick = 0; tick < 12; tick++) {
      const before = struck();
      await vi.waitFor(
        () => {
          if (struck() > before) return;
          advance(1);
          longer++;
          throw new Error('Nothing was tried again.');
        },
        { ...WAIT, interval: 500 },
      );
      advance((minutes * 60) / 12);
    }
    expect(await waiting(`${VIEW}-dlq`)).toBe(0);
    expect((await probe.ask(`GET /ordenes/${orden}`)).status).toBe(404);

    faults.remove(id);
    const most = within + Math.ceil(longer / PART);
    let later = 0;
    await vi.waitFor(async () => {
      if ((await waiting(VIEW)) === 0) return;
      if (later < most) advance(1);
      later++;
      throw new Error(`The view is late by ${later} s.`);
    }, WAIT);
    expect((await probe.ask(`GET /ordenes/${orden}`)).status).toBe(200);
    expect(await waiting(`${VIEW}-dlq`)).toBe(0);
  },
);
