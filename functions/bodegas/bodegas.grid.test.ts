import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient } from '#infra/clients/api/client.ts';
import { stockOf } from '#infra/lab/invariants/inventario.ts';
import { readLog, streamsOf } from '#infra/lab/invariants/log.ts';
import { type System, startSystem } from '#infra/lab/system.ts';

const LAST = 50;
const RIVALS = 200;
const bodegaId = 'BOG-PRUEBA';
const sku = 'ULTIMO-1';

let system: System;
let aws: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };

beforeAll(async () => {
  system = await startSystem();
  aws = {
    endpoint: system.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const api = apiClient(system.apiUrl, await system.issuer.operator());
  await api.post(
    '/bodegas',
    { bodegaId, nombre: 'Prueba', ciudad: 'Bogotá', coordenadas: { lat: 4.7, lon: -74.07 } },
    'b',
  );
  await api.post('/productos', { sku, nombre: 'El último', pesoKg: 1, volumenM3: 0.01 }, 'p');
  await api.post(`/bodegas/${bodegaId}/ingresos`, { sku, cantidad: LAST }, 'i');
});

afterAll(() => system.stop());

test('200 reservas a la vez de las últimas 50 unidades terminan con exactamente 50', async () => {
  const lambda = new LambdaClient({ ...aws, maxAttempts: 1 });
  const reserve = async (ordenId: string) => {
    const input = { ordenId, zona: { lat: 4.7, lon: -74.07 }, lineas: [{ sku, cantidad: 1 }] };
    for (;;) {
      const { Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: 'alpes-reservarInventario', Payload: JSON.stringify(input) }),
      );
      const answer = JSON.parse(Buffer.from(Payload as Uint8Array).toString()) as { codigo?: string; id?: string };
      if (answer.codigo !== 'FLUJO_OCUPADO') return answer;
    }
  };
  const answers = await Promise.all(Array.from({ length: RIVALS }, () => reserve(randomUUID())));
  expect(answers.filter(({ id }) => id === undefined)).toEqual([]);

  const log = await readLog(new DynamoDBClient(aws));
  expect(stockOf(log).get(`${bodegaId}:${sku}`)).toEqual({ existencias: LAST, reservadas: LAST });
  const outcomes = [...streamsOf(log, 'reserva').values()].map((events) => events.map(({ type }) => type));
  expect(outcomes.filter(([type]) => type === 'ReservaHecha')).toHaveLength(LAST);
  expect(outcomes.filter(([type]) => type === 'ReservaRechazada')).toHaveLength(RIVALS - LAST);
  expect(outcomes.every((types) => types.length === 1)).toBe(true);
});
