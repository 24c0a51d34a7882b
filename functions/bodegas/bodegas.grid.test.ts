import { randomUUID } from 'node:crypto';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { stockOf } from '#infra/lab/invariants/inventario.ts';
import { readLog, streamsOf } from '#infra/lab/invariants/log.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';

const NORTE = 'BOG-PRUEBA';
const SUR = 'BOG-OTRA';
const zona = { lat: 4.7, lon: -74.07 };
const LAST = 50;
const RIVALS = 200;

let sonda: Probe;

/** Reserves one unit for a new order, as often as it takes while others are faster; gives the order. */
async function reservar(sku: string): Promise<string> {
  const ordenId = randomUUID();
  const Payload = JSON.stringify({ ordenId, zona, lineas: [{ sku, cantidad: 1 }] });
  for (;;) {
    const answer = await sonda.lambda.send(
      new InvokeCommand({ FunctionName: sonda.names.of('reservarInventario'), Payload }),
    );
    const said = JSON.parse(Buffer.from(answer.Payload as Uint8Array).toString()) as { codigo?: string; id?: string };
    if (said.codigo === 'FLUJO_OCUPADO') continue;
    expect(said.id).toBe(ordenId);
    return ordenId;
  }
}

/** What the reservation of an order went through. */
async function reserva(ordenId: string): Promise<string[]> {
  return ((await readLog(sonda)).get(`reserva#${ordenId}`) ?? []).map(({ type }) => type);
}

beforeAll(async () => {
  sonda = await startProbe();
  const bodega = { nombre: 'Prueba', ciudad: 'Bogotá' };
  await sonda.done('/bodegas', { ...bodega, bodegaId: NORTE, coordenadas: zona });
  await sonda.done('/bodegas', { ...bodega, bodegaId: SUR, coordenadas: { lat: 4.6, lon: -74.1 } });
  for (const sku of ['ULTIMO-1', 'CONTADO-1']) {
    await sonda.done('/productos', { sku, nombre: 'El último', pesoKg: 1, volumenM3: 0.01 });
  }
  await sonda.seen('/bodegas', ({ elementos }) => expect(elementos).toHaveLength(2));
}, 120_000);

afterAll(() => sonda?.stop());

test('200 reservas a la vez de las últimas 50 unidades terminan con exactamente 50', async () => {
  const sku = 'ULTIMO-1';
  await sonda.done(`/bodegas/${NORTE}/ingresos`, { sku, cantidad: LAST });
  const ordenes = new Set(await Promise.all(Array.from({ length: RIVALS }, () => reservar(sku))));

  const log = await readLog(sonda);
  expect(stockOf(log).get(`${NORTE}:${sku}`)).toEqual({ existencias: LAST, reservadas: LAST, danadas: 0 });
  const outcomes = [...streamsOf(log, 'reserva')].flatMap(([id, events]) =>
    ordenes.has(id) ? [events.map(({ type }) => type)] : [],
  );
  expect(outcomes.filter(([type]) => type === 'ReservaHecha')).toHaveLength(LAST);
  expect(outcomes.filter(([type]) => type === 'ReservaRechazada')).toHaveLength(RIVALS - LAST);
  expect(outcomes.every((types) => types.length === 1)).toBe(true);
});

test('lo que se registró mal se corrige, y se ve', async () => {
  await sonda.done(`/bodegas/${SUR}/correcciones`, { nombre: 'Bodega Sur' });
  await sonda.done('/productos/ULTIMO-1/correcciones', { pesoKg: 2 });
  await sonda.seen('/bodegas', ({ elementos }) =>
    expect(elementos.map(({ nombre }: { nombre: string }) => nombre).toSorted()).toStrictEqual([
      'Bodega Sur',
      'Prueba',
    ]),
  );
  await sonda.seen('/productos/ULTIMO-1', ({ pesoKg }) => expect(pesoKg).toBe(2));
});

describe('un conteo por debajo de lo reservado', () => {
  const sku = 'CONTADO-1';
  const ordenes: string[] = [];
  const tienen = async () => {
    const { body } = await sonda.ask(`GET /bodegas/${NORTE}/reservas?sku=${sku}`);
    return (body.elementos as { ordenId: string; reservadas: number }[]).map(({ ordenId }) => ordenId);
  };
  const contar = (conteo: number) =>
    sonda.done(`/bodegas/${NORTE}/conteos`, { sku, conteo, motivo: 'Se contó de nuevo' });

  test('las órdenes que tienen las unidades se ven, la más nueva primero', async () => {
    await sonda.done(`/bodegas/${NORTE}/ingresos`, { sku, cantidad: 2 });
    ordenes.push(await reservar(sku), await reservar(sku));
    await vi.waitFor(async () => expect(await tienen()).toStrictEqual(ordenes.toReversed()), WAIT);
  });

  test('se anota, y la más nueva se reserva en otra bodega', async () => {
    await sonda.done(`/bodegas/${SUR}/ingresos`, { sku, cantidad: 1 });
    await contar(1);
    await vi.waitFor(async () => expect(await tienen()).toStrictEqual([ordenes[0]]), WAIT);
    expect(await reserva(ordenes[1] as string)).toStrictEqual(['ReservaHecha', 'ReservaMovida']);
    expect(await reserva(ordenes[0] as string)).toStrictEqual(['ReservaHecha']);
  });

  test('y si ninguna lo tiene, la orden pierde su reserva', async () => {
    await contar(0);
    await vi.waitFor(async () => expect(await tienen()).toStrictEqual([]), WAIT);
    expect(await reserva(ordenes[0] as string)).toStrictEqual(['ReservaHecha', 'ReservaPerdida']);
    const log = await readLog(sonda);
    expect(stockOf(log).get(`${NORTE}:${sku}`)).toEqual({ existencias: 0, reservadas: 0, danadas: 0 });
    expect(stockOf(log).get(`${SUR}:${sku}`)).toEqual({ existencias: 1, reservadas: 1, danadas: 0 });
  });

  test('de una orden que sí tiene lo suyo no se mueve ni se recibe nada', async () => {
    const [, ordenId] = ordenes;
    const mover = await sonda.ask(`POST /bodegas/${SUR}/inventario/${sku}/reubicaciones`, { body: { ordenId } });
    expect([mover.status, mover.body.codigo]).toStrictEqual([409, 'INVENTARIO_SUFICIENTE']);
    const lineas = [{ sku, cantidad: 1, condicion: 'vendible' }];
    const recibir = await sonda.ask(`POST /bodegas/${SUR}/recepciones`, { body: { ordenId, lineas } });
    expect([recibir.status, recibir.body.codigo]).toStrictEqual([409, 'DEVOLUCION_NO_ESPERADA']);
  });
});
