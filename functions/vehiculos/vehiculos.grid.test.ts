import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiClient, apiClient } from '#infra/clients/api/client.ts';
import { type System, startSystem } from '#infra/lab/system.ts';
import { registrarBodega } from '../bodegas/commands/registrarBodega.ts';
import { registrarProducto } from '../bodegas/commands/registrarProducto.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';

const { bodegaId } = registrarBodega.example;
const { sku } = registrarProducto.example;
const { vehiculoId, recibidoPor, evidencia } = confirmarEntrega.example;

let system: System;
let api: ApiClient;
let log: DynamoDBClient;

beforeAll(async () => {
  system = await startSystem();
  api = apiClient(system.apiUrl, await system.issuer.operator());
  log = new DynamoDBClient({
    endpoint: system.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});

afterAll(async () => {
  log?.destroy();
  await system?.stop();
});

/** The types of a stream's events, oldest first. */
async function typesOf(stream: string): Promise<string[]> {
  const { Items = [] } = await log.send(
    new QueryCommand({
      TableName: 'alpes-event-log',
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'stream' },
      ExpressionAttributeValues: { ':s': { S: stream } },
      ConsistentRead: true,
    }),
  );
  return Items.flatMap((item) => JSON.parse(unmarshall(item).events).map(({ type }: { type: string }) => type));
}

const until = (stream: string, ...types: string[]) =>
  vi.waitFor(async () => expect(await typesOf(stream)).toStrictEqual(types), { timeout: 30_000, interval: 100 });

test('una orden vive entera: de la petición del cliente a la entrega con prueba', async () => {
  await api.post('/bodegas', registrarBodega.example, 'bodega');
  await api.post('/productos', registrarProducto.example, 'producto');
  await api.post(`/bodegas/${bodegaId}/ingresos`, { sku, cantidad: 10 }, 'ingreso');
  await api.post('/vehiculos', { ...registrarVehiculo.example, jornada: undefined }, 'vehiculo');

  const { id: ordenId } = await api.post('/ordenes', crearOrden.example, 'orden');
  const asignada = ['OrdenCreada', 'OrdenConfirmada', 'OrdenAsignada'];
  await until(`orden#${ordenId}`, ...asignada);

  await api.post(`/vehiculos/${vehiculoId}/rutas`, {}, 'ruta');
  await until(`orden#${ordenId}`, ...asignada, 'OrdenEnTransito');
  await until(`reserva#${ordenId}`, 'ReservaHecha', 'ReservaDespachada');

  await api.post(`/vehiculos/${vehiculoId}/entregas/${ordenId}/confirmacion`, { recibidoPor, evidencia }, 'entrega');
  await until(`orden#${ordenId}`, ...asignada, 'OrdenEnTransito', 'OrdenEntregada');

  await api.post(`/vehiculos/${vehiculoId}/rutas/finalizacion`, {}, 'fin');
  expect(await typesOf(`vehiculo#${vehiculoId}`)).toStrictEqual([
    'VehiculoRegistrado',
    'EntregaAsignada',
    'RutaIniciada',
    'EntregaEnRuta',
    'EntregaConfirmada',
    'RutaFinalizada',
  ]);
});

test('lo que falla se intenta de nuevo, y lo que se cancela en el plan deja libre su mercancía', async () => {
  const { id: ordenId } = await api.post('/ordenes', crearOrden.example, 'otra-orden');
  const { id: cancelada } = await api.post('/ordenes', crearOrden.example, 'orden-cancelada');
  await until(`asignacion#${ordenId}`, 'AsignacionHecha');
  await until(`orden#${cancelada}`, 'OrdenCreada', 'OrdenConfirmada', 'OrdenAsignada');
  await api.post(`/ordenes/${cancelada}/cancelacion`, { motivo: 'Ya no la necesito' }, 'cancelacion');
  await until(`asignacion#${cancelada}`, 'AsignacionHecha', 'AsignacionRetirada');
  await until(`reserva#${cancelada}`, 'ReservaHecha', 'ReservaLiberada');
  await api.post('/rutas/planificacion', { bodegaId }, 'plan');

  await api.post(`/vehiculos/${vehiculoId}/rutas`, {}, 'ruta-2');
  await api.post(`/vehiculos/${vehiculoId}/entregas/${ordenId}/fallo`, { motivo: 'Nadie abrió' }, 'fallo');
  await api.post(`/vehiculos/${vehiculoId}/rutas/finalizacion`, {}, 'fin-2');
  await until(`asignacion#${ordenId}`, 'AsignacionHecha', 'AsignacionHecha');

  await api.post(`/vehiculos/${vehiculoId}/rutas`, {}, 'ruta-3');
  await api.post(`/vehiculos/${vehiculoId}/entregas/${ordenId}/confirmacion`, { recibidoPor, evidencia }, 'entrega-2');
  const intento = ['OrdenAsignada', 'OrdenEnTransito'];
  const inicio = ['OrdenCreada', 'OrdenConfirmada'];
  await until(`orden#${ordenId}`, ...inicio, ...intento, 'EntregaDeOrdenFallida', ...intento, 'OrdenEntregada');
});
