import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { BatchGetTracesCommand, XRayClient } from '@aws-sdk/client-xray';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiClient, apiClient } from '#infra/clients/api/client.ts';
import { type System, startSystem } from '#infra/lab/system.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { registrarBodega } from '../bodegas/commands/registrarBodega.ts';
import { registrarProducto } from '../bodegas/commands/registrarProducto.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';

const { bodegaId } = registrarBodega.example;
const { sku } = registrarProducto.example;
const { vehiculoId, recibidoPor, evidencia } = confirmarEntrega.example;

const WAIT = { timeout: 30_000, interval: 100 };

let system: System;
let api: ApiClient;
let log: DynamoDBClient;
let xray: XRayClient;
let lambda: LambdaClient;

beforeAll(async () => {
  system = await startSystem();
  api = apiClient(system.apiUrl, await system.issuer.operator());
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const connection = { endpoint: system.endpoint, region: 'us-east-1', credentials };
  log = new DynamoDBClient(connection);
  xray = new XRayClient(connection);
  lambda = new LambdaClient(connection);
});

afterAll(async () => {
  log?.destroy();
  xray?.destroy();
  lambda?.destroy();
  await system?.stop();
});

/** A stream's commits, oldest first. */
async function commitsOf(stream: string): Promise<Record<string, any>[]> {
  const { Items = [] } = await log.send(
    new QueryCommand({
      TableName: 'alpes-event-log',
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'stream' },
      ExpressionAttributeValues: { ':s': { S: stream } },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => unmarshall(item));
}

/** The types of a stream's events, oldest first. */
async function typesOf(stream: string): Promise<string[]> {
  return (await commitsOf(stream)).flatMap(({ events }) => JSON.parse(events).map(({ type }: Recorded) => type));
}

/** The traces that commits belong to, as X-Ray names them. */
function tracesOf(commits: readonly Record<string, any>[]): string[] {
  const traceparents = commits.map(({ metadata }) => JSON.parse(metadata).traceparent as string);
  return [...new Set(traceparents.map((text) => `1-${text.slice(3, 11)}-${text.slice(11, 35)}`))];
}

/** The segments of a trace. */
async function segmentsOf(trace: string): Promise<Record<string, any>[]> {
  const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds: [trace] }));
  return (Traces[0]?.Segments ?? []).map(({ Document = '{}' }) => JSON.parse(Document));
}

const until = (stream: string, ...types: string[]) =>
  vi.waitFor(async () => expect(await typesOf(stream)).toStrictEqual(types), WAIT);

test('una orden vive entera: de la petición del cliente a la entrega con prueba', async () => {
  await api.post('/bodegas', { ...registrarBodega.example, calendario: undefined }, 'bodega');
  await api.post('/productos', registrarProducto.example, 'producto');
  await api.post(`/bodegas/${bodegaId}/ingresos`, { sku, cantidad: 10 }, 'ingreso');
  await api.post('/vehiculos', { ...registrarVehiculo.example, calendario: undefined }, 'vehiculo');
  await vi.waitFor(async () => expect((await api.get(`/vehiculos/${vehiculoId}`)).estado).toBe('disponible'), WAIT);

  const { id: ordenId } = await api.post('/ordenes', crearOrden.example, 'orden');
  const asignada = ['OrdenCreada', 'OrdenConfirmada', 'OrdenAsignada'];
  await until(`orden#${ordenId}`, ...asignada);

  await api.post(`/vehiculos/${vehiculoId}/rutas`, {}, 'ruta');
  await until(`orden#${ordenId}`, ...asignada, 'OrdenEnTransito');
  await until(`reserva#${ordenId}`, 'ReservaHecha', 'ReservaDespachada');
  await vi.waitFor(async () => {
    const { elementos } = await api.get(`/vehiculos/${vehiculoId}/ruta`);
    expect(elementos).toMatchObject([{ ordenId, direccion: crearOrden.example.destino.direccion, vehiculoId }]);
  }, WAIT);

  await api.post(`/vehiculos/${vehiculoId}/entregas/${ordenId}/confirmacion`, { recibidoPor, evidencia }, 'entrega');
  await until(`orden#${ordenId}`, ...asignada, 'OrdenEnTransito', 'OrdenEntregada');

  await api.post(`/vehiculos/${vehiculoId}/rutas/finalizacion`, {}, 'fin');
  expect(await typesOf(`vehiculo#${vehiculoId}`)).toStrictEqual([
    'VehiculoRegistrado',
    'RutaIniciada',
    'ParadaCerrada',
    'RutaFinalizada',
  ]);
  expect(await typesOf(`entrega#${ordenId}`)).toStrictEqual([
    'EntregaEncargada',
    'EntregaPlanificada',
    'EntregaEnRuta',
    'EntregaConfirmada',
  ]);

  // One order is one trace, though a driver's requests have theirs: what the saga sends stays in the customer's.
  const streams = ['orden', 'cumplimiento', 'reserva'].map((kind) => `${kind}#${ordenId}`);
  const commits = (await Promise.all(streams.map(commitsOf))).flat();
  const [trace = '', ...others] = tracesOf(commits);
  expect(others).toEqual([]);
  await vi.waitFor(async () => {
    const segments = await segmentsOf(trace);
    const names = segments.map(({ name }) => name);
    for (const name of [
      'crearOrden',
      'relay',
      'cumplimiento',
      'reservarInventario',
      'iniciarTransito',
      'registrarEntrega',
    ]) {
      expect(names).toContain(`alpes-${name}`);
    }
    const ids = new Set(segments.map(({ id }) => id));
    const first = segments.filter(({ parent_id }) => !ids.has(parent_id));
    expect(first.map(({ origin }) => origin)).toEqual(['AWS::ApiGateway::Stage']);
    expect(segments.some(({ fault }) => fault)).toBe(false);
  }, WAIT);
});

test('lo que falla lo lleva otra vez el mismo vehículo, y lo que se cancela en el plan deja libre su mercancía', async () => {
  const { id: ordenId } = await api.post('/ordenes', crearOrden.example, 'otra-orden');
  const { id: cancelada } = await api.post('/ordenes', crearOrden.example, 'orden-cancelada');
  const planificada = ['EntregaEncargada', 'EntregaPlanificada'];
  await until(`entrega#${ordenId}`, ...planificada);
  await until(`orden#${cancelada}`, 'OrdenCreada', 'OrdenConfirmada', 'OrdenAsignada');
  await api.post(`/ordenes/${cancelada}/cancelacion`, { motivo: 'Ya no la necesito' }, 'cancelacion');
  await until(`entrega#${cancelada}`, ...planificada, 'EntregaRetirada');
  await until(`reserva#${cancelada}`, 'ReservaHecha', 'ReservaLiberada');

  await api.post(`/vehiculos/${vehiculoId}/rutas`, {}, 'ruta-2');
  await api.post(`/vehiculos/${vehiculoId}/entregas/${ordenId}/fallo`, { motivo: 'ausente' }, 'fallo');
  const fallida = [...planificada, 'EntregaEnRuta', 'EntregaFallida'];
  await until(`entrega#${ordenId}`, ...fallida, 'EntregaPlanificada');
  const [{ data }] = (await commitsOf(`entrega#${ordenId}`)).slice(-1).flatMap(({ events }) => JSON.parse(events));
  expect(data).toMatchObject({ vehiculoId, intento: 2 });

  await api.post(`/vehiculos/${vehiculoId}/rutas/finalizacion`, {}, 'fin-2');
  await api.post(`/vehiculos/${vehiculoId}/planes/${data.dia}/paradas/${ordenId}/liberacion`, {}, 'liberacion');
  await vi.waitFor(async () => {
    const { elementos } = await api.get('/entregas/pendientes');
    expect(elementos).toMatchObject([{ ordenId, espera: { codigo: 'LIBERADA' } }]);
  }, WAIT);
});

test('lo que espera un vehículo lo tiene en cuanto hay uno, y el planificador mira lo demás', async () => {
  await api.post(`/vehiculos/${vehiculoId}/mantenimiento`, { motivo: 'Frenos' }, 'taller');
  const { id: ordenId } = await api.post('/ordenes', crearOrden.example, 'orden-que-espera');
  await until(`entrega#${ordenId}`, 'EntregaEncargada', 'EntregaSinPlan');
  await api.post(`/vehiculos/${vehiculoId}/mantenimiento/fin`, {}, 'fin-taller');
  await until(`entrega#${ordenId}`, 'EntregaEncargada', 'EntregaSinPlan', 'EntregaPlanificada');

  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: 'alpes-planificador', Payload: '{}' }),
  );
  expect(FunctionError).toBeUndefined();
  expect(JSON.parse(Buffer.from(Payload as Uint8Array).toString())).toStrictEqual({ esperan: 1, jornadas: 1 });
});
