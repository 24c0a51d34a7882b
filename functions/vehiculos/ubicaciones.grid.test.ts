import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ubicaciones } from '#events/vehiculos/posicion.ts';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { eventsService } from '#infra/grid/services/events/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { toAuthorizer } from '#shared/runtime/lambda/caller.ts';
import { latestOf } from '#shared/runtime/views/latest.ts';
import { rowToItem } from '#shared/runtime/views/row.ts';
import { runOf } from '#shared/testing/bus.ts';
import { flota } from './projections/flota.ts';
import { handler } from './registrarUbicacion.handler.ts';

const { vehiculoId, conductorId, otroVehiculoId } = EJEMPLO;

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService>; events: ReturnType<typeof eventsService> }>;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid), events: eventsService(grid) }));
  dynamodb = new DynamoDBClient(served.client);
  for (const [name, value] of Object.entries(served.environment)) vi.stubEnv(name, value);
  vi.stubEnv('BUS_NAME', 'default');
  vi.stubEnv('VIEW_TABLE', 'ubicaciones');
  vi.stubEnv('LATEST_TABLE', 'ubicaciones');
  vi.stubEnv('DIRECTORIES', JSON.stringify({ flota: { table: 'flota', generation: 'uno' } }));
  await makeTable(served.services.dynamodb, { name: 'ubicaciones', keys: { vehiculoId: 'S', registradaEn: 'S' } });
  await makeTable(served.services.dynamodb, { name: 'flota', keys: { key: 'S' } });
  const state = { vehiculoId, bodegaId: EJEMPLO.bodegaId, ruta: { conductorId } };
  const Item = rowToItem(flota, { key: vehiculoId, version: 1, state }, 'uno|');
  await dynamodb.send(new PutItemCommand({ TableName: 'flota', Item }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  dynamodb?.destroy();
  await served?.stop();
});

/** What the API answers to positions of a vehicle, from an operator or from a driver. */
async function enviar(cuerpo: object, de: { readonly conductorId?: string } = {}, vehiculo: string = vehiculoId) {
  const actor = { subject: 'aparato', scopes: ['vehiculos:escribir'], ...de };
  const event = {
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/json' },
    pathParameters: { vehiculoId: vehiculo },
    body: JSON.stringify(cuerpo),
    requestContext: { authorizer: toAuthorizer({ actor, until: Date.now() / 1_000 + 600 }), requestId: 'r' },
  };
  const result = (await handler(
    event as unknown as APIGatewayProxyEvent,
    runOf('alpes-registrarUbicacion'),
  )) as APIGatewayProxyResult;
  return { status: result.statusCode, ...JSON.parse(result.body) };
}

const hace = (minutos: number) => new Date(Date.now() - minutos * 60_000).toISOString();
const en = (lat: number, minutos: number) => ({ coordenadas: { lat, lon: -74.05 }, registradaEn: hace(minutos) });
const ultima = async () =>
  ((await latestOf(ubicaciones, vehiculoId)) as ReturnType<typeof en> | undefined)?.coordenadas;

test('the last known position is the newest by its time, however and in whatever order they come', async () => {
  expect(await ultima()).toBeUndefined();
  expect(await enviar(en(4.1, 30))).toStrictEqual({ status: 200, guardadas: 1 });
  expect(await ultima()).toStrictEqual({ lat: 4.1, lon: -74.05 });
  const posiciones = Array.from({ length: 60 }, (_, n) => en(4 + n / 100, n === 7 ? 5 : 40 + n));
  expect(await enviar({ posiciones })).toStrictEqual({ status: 200, guardadas: 60 });
  expect(await ultima()).toStrictEqual({ lat: 4.07, lon: -74.05 });
  expect(await enviar(en(4.9, 6))).toStrictEqual({ status: 200, guardadas: 1 });
  expect(await ultima()).toStrictEqual({ lat: 4.07, lon: -74.05 });
});

test('a driver tells of the own route only, and nobody of a vehicle that is not there', async () => {
  expect(await enviar(en(4.2, 1), { conductorId })).toMatchObject({ status: 200 });
  expect(await ultima()).toStrictEqual({ lat: 4.2, lon: -74.05 });
  for (const [de, vehiculo] of [
    [{ conductorId: 'otro' }, vehiculoId],
    [{ conductorId }, otroVehiculoId],
    [{}, otroVehiculoId],
  ] as const)
    expect(await enviar(en(4.3, 0), de, vehiculo)).toMatchObject({ status: 404, detail: 'El vehículo no existe.' });
  expect(await ultima()).toStrictEqual({ lat: 4.2, lon: -74.05 });
});

test('what is not understood is told, and nothing of it kept', async () => {
  const { codigo, errores } = await enviar({ posiciones: [en(4.4, 0), { coordenadas: { lat: -74, lon: 4 } }] });
  expect([codigo, errores[0].campo]).toStrictEqual(['ENTRADA_INVALIDA', 'posiciones.1.coordenadas.lat']);
  expect(await ultima()).toStrictEqual({ lat: 4.2, lon: -74.05 });
});

test('a position whose days are over is not shown, though it is still there', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 86_400_000 });
  expect(await ultima()).toBeUndefined();
  vi.useRealTimers();
});
