import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLog } from '#infra/lab/invariants/log.ts';
import { type Probe, startProbe } from '#infra/lab/testing/probe.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';

const UNA = 'BOG-UNA';
const LEJANA = 'LEJANA';
const PUERTA_LEJANA = { direccion: 'Calle 1 # 2-3', ciudad: 'Yopal', coordenadas: { lat: 4.71, lon: -71.7 } };
const sku = 'CAFE-500';

let sonda: Probe;

beforeAll(async () => {
  sonda = await startProbe();
  const bodega = { nombre: 'Prueba', ciudad: 'Bogotá', alcanceKm: 60 };
  await sonda.done('/bodegas', { ...bodega, bodegaId: UNA, coordenadas: { lat: 4.7, lon: -74.1 } });
  await sonda.done('/bodegas', { ...bodega, bodegaId: LEJANA, coordenadas: { lat: 4.7, lon: -71.7 } });
  await sonda.done('/productos', { sku, nombre: 'Café', pesoKg: 0.5, volumenM3: 0.001 });
  await sonda.done(`/bodegas/${UNA}/ingresos`, { sku, cantidad: 10 });
  await sonda.seen('/bodegas', ({ elementos }) => expect(elementos).toHaveLength(2));
}, 120_000);

afterAll(() => sonda?.stop());

test('lo que no se puede llevar no se aparta; y con el destino va la reserva', async () => {
  const { destino, ...orden } = crearOrden.example;
  const crear = async (a: object) => (await sonda.ask('POST /ordenes', { body: { ...orden, destino: a } })).body.id;
  const negada = await crear(PUERTA_LEJANA);
  await sonda.seen(`/ordenes/${negada}`, ({ estado }) => expect(estado).toBe('rechazada'));

  await sonda.done(`/bodegas/${LEJANA}/ingresos`, { sku, cantidad: 4 });
  const ordenId = await crear(destino);
  await sonda.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('confirmada'));
  await sonda.done(`/ordenes/${ordenId}/correcciones`, { destino: PUERTA_LEJANA });
  await sonda.seen(`/inventario/${LEJANA}/${sku}`, ({ reservadas }) => expect(reservadas).toBe(2));
  await sonda.seen(`/inventario/${UNA}/${sku}`, ({ reservadas }) => expect(reservadas).toBe(0));
  const tipos = ((await readLog(sonda)).get(`reserva#${ordenId}`) ?? []).map(({ type }) => type);
  expect(tipos).toStrictEqual(['ReservaHecha', 'ReservaMovida']);

  const nadieLlega = { direccion: 'Calle 5 # 6-7', ciudad: 'Santa Marta', coordenadas: { lat: 11.24, lon: -74.2 } };
  const motivo = 'Ninguna bodega atiende un lugar tan lejano';
  await sonda.done(`/ordenes/${ordenId}/correcciones`, { destino: nadieLlega });
  await sonda.seen(`/ordenes/${ordenId}`, (orden) => expect(orden).toMatchObject({ estado: 'confirmada', motivo }));
  await sonda.seen(`/ordenes/${ordenId}/cronologia`, ({ elementos }) =>
    expect(elementos).toContainEqual(expect.objectContaining({ detalle: motivo })),
  );
  await sonda.seen(`/ordenes/${ordenId}/avisos`, ({ elementos }) =>
    expect(elementos).toContainEqual(expect.objectContaining({ asunto: 'No llegamos a su nueva dirección' })),
  );
});

test('una bodega cuenta desde la orden siguiente a su registro, aunque su vista tarde', async () => {
  const { faults } = sonda.system.grid;
  const { id } = faults.add({ kind: 'latency', ms: 1_000, on: { function: sonda.names.of('bodegas') } });
  const coordenadas = { lat: 7.12, lon: -73.12 };
  const bodega = { bodegaId: 'BUC-NUEVA', nombre: 'Nueva', ciudad: 'Bucaramanga', alcanceKm: 60, coordenadas };
  await sonda.done('/bodegas', bodega);
  await sonda.done('/bodegas/BUC-NUEVA/ingresos', { sku, cantidad: 2 });
  const destino = { direccion: 'Calle 36 # 20-10', ciudad: 'Bucaramanga', coordenadas };
  const { id: ordenId } = await sonda.done('/ordenes', { ...crearOrden.example, ventana: undefined, destino });
  await sonda.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(['confirmada', 'rechazada']).toContain(estado));
  const tipos = ((await readLog(sonda)).get(`reserva#${ordenId}`) ?? []).map(({ type }) => type);
  expect(tipos).toStrictEqual(['ReservaHecha']);
  faults.remove(id);
});
