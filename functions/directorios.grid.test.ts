import { randomUUID } from 'node:crypto';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLog } from '#infra/lab/invariants/log.ts';
import { type Probe, startProbe } from '#infra/lab/testing/probe.ts';
import { pedido } from './vehiculos/testing/pedidos.ts';

const SKU = 'ARROZ-5K';
const EN_CARTAGENA = { lat: 10.401, lon: -75.511 };
const EN_CALI = { lat: 3.451, lon: -76.532 };
const EN_BOGOTA = { lat: 4.75, lon: -74.05 };

let sonda: Probe;

/** Registers a warehouse, and waits until it is seen. */
async function abrir(bodegaId: string, coordenadas: { lat: number; lon: number }): Promise<void> {
  await sonda.done('/bodegas', { bodegaId, nombre: bodegaId, ciudad: 'Alguna', coordenadas });
  await sonda.seen('/bodegas', ({ elementos }) =>
    expect(elementos.map((una: { bodegaId: string }) => una.bodegaId)).toContain(bodegaId),
  );
}

async function incorporar(vehiculoId: string, bodegaId: string, base: { lat: number; lon: number }): Promise<void> {
  await sonda.done('/vehiculos', { vehiculoId, bodegaId, base, capacidadKg: 100, capacidadM3: 1 });
  await sonda.seen(`/vehiculos/${vehiculoId}`, (visto) => expect(visto.vehiculoId).toBe(vehiculoId));
}

/** Sends a request to a function by hand, whose one instance has seen all the requests before, and gives what it wrote first. */
async function pedir(nombre: string, peticion: { readonly ordenId: string }, flujo: string) {
  const { Payload } = await sonda.lambda.send(
    new InvokeCommand({ FunctionName: sonda.names.of(nombre), Payload: JSON.stringify(peticion) }),
  );
  expect(JSON.parse(Buffer.from(Payload as Uint8Array).toString())).toMatchObject({ changed: true });
  return (await readLog(sonda)).get(`${flujo}#${peticion.ordenId}`)?.at(-1);
}

async function reservadaEn(zona: { lat: number; lon: number }): Promise<string> {
  const peticion = { ordenId: randomUUID(), zona, lineas: [{ sku: SKU, cantidad: 1 }] };
  return (await pedir('reservarInventario', peticion, 'reserva'))?.data.bodegaId;
}

async function vehiculoPara(bodegaId: string): Promise<string> {
  const partes = [{ bodegaId, sku: SKU, cantidad: 1 }];
  const peticion = pedido(randomUUID(), { bodegaId, partes, zona: EN_BOGOTA });
  return (await pedir('planificarEntrega', peticion, 'entrega'))?.data.vehiculoId;
}

beforeAll(async () => {
  sonda = await startProbe();
  await sonda.done('/productos', { sku: SKU, nombre: 'Arroz', pesoKg: 5, volumenM3: 0.005 });
  await abrir('BOG-NORTE', { lat: 4.76, lon: -74.045 });
  await sonda.done('/bodegas/BOG-NORTE/ingresos', { sku: SKU, cantidad: 1_000 });
}, 120_000);

afterAll(() => sonda?.stop());

describe('desde la primera orden después, aunque quien decide ya haya decidido antes, cuenta', () => {
  test('una bodega nueva', async () => {
    expect(await reservadaEn(EN_CARTAGENA)).toBe('BOG-NORTE');
    await abrir('CTG-1', { lat: 10.4, lon: -75.51 });
    await sonda.done('/bodegas/CTG-1/ingresos', { sku: SKU, cantidad: 500 });
    expect(await reservadaEn(EN_CARTAGENA)).toBe('CTG-1');
  });

  test('lo que entra en una bodega que no tenía', async () => {
    await abrir('CALI-1', { lat: 3.45, lon: -76.53 });
    await abrir('CALI-2', { lat: 3.5, lon: -76.5 });
    await sonda.done('/bodegas/CALI-2/ingresos', { sku: SKU, cantidad: 2 });
    expect(await reservadaEn(EN_CALI)).toBe('CALI-2');
    await sonda.done('/bodegas/CALI-1/ingresos', { sku: SKU, cantidad: 100 });
    expect(await reservadaEn(EN_CALI)).toBe('CALI-1');
  });

  test('un vehículo nuevo', async () => {
    await abrir('BOG-SUR', { lat: 4.58, lon: -74.14 });
    await incorporar('ABC123', 'BOG-SUR', { lat: 4.58, lon: -74.14 });
    expect(await vehiculoPara('BOG-NORTE')).toBe('ABC123');
    await incorporar('ABC124', 'BOG-NORTE', { lat: 4.76, lon: -74.045 });
    expect(await vehiculoPara('BOG-NORTE')).toBe('ABC124');
  });
});
