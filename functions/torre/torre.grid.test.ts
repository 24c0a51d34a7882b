import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { registrarBodega } from '#functions/bodegas/commands/registrarBodega.ts';
import { registrarProducto } from '#functions/bodegas/commands/registrarProducto.ts';
import { crearOrden } from '#functions/ordenes/commands/crearOrden.ts';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { RespuestaBusqueda } from './busqueda/respuesta.ts';
import { RespuestaTablero } from './tablero/respuesta.ts';

let sonda: Probe;

beforeAll(async () => {
  sonda = await startProbe();
  tenInTheMorning(sonda.system.grid);
}, 120_000);
afterAll(() => sonda?.stop());

const tablero = async () => {
  const { status, body } = await sonda.ask('GET /tablero');
  expect(status).toBe(200);
  return RespuestaTablero.parse(body);
};

test('el tablero cuenta lo que sigue y lo que terminó hoy, y dice qué necesita a una persona', async () => {
  const rechazada = { clase: 'rechazada', ordenId: (await sonda.done('/ordenes', crearOrden.example)).id };
  await vi.waitFor(async () => expect((await tablero()).porEstado).toMatchObject({ rechazada: 1, creada: 0 }), WAIT);
  expect((await tablero()).atencion).toMatchObject([rechazada]);

  const { calendario: _, ...bodega } = registrarBodega.example as Record<string, unknown>;
  await sonda.done('/bodegas', bodega);
  await sonda.done('/productos', registrarProducto.example);
  await sonda.done('/bodegas/BOG-NORTE/ingresos', { sku: 'CAFE-500', cantidad: 10 });
  const { ventana: __, referencia: ___, ...pronto } = crearOrden.example as Record<string, unknown>;
  const { id } = await sonda.done('/ordenes', pronto);
  await vi.waitFor(async () => {
    const { porEstado, atencion } = await tablero();
    expect(porEstado).toMatchObject({ rechazada: 1, confirmada: 1 });
    const sinPlan = { clase: 'sinPlan', ordenId: id, bodegaId: 'BOG-NORTE', ciudad: 'Bogotá' };
    expect(atencion).toHaveLength(2);
    expect(atencion).toMatchObject(
      expect.arrayContaining([sinPlan, rechazada].map((uno) => expect.objectContaining(uno))),
    );
  }, WAIT);

  await sonda.sqs.send(
    new SendMessageCommand({ QueueUrl: await sonda.queueUrl('ordenes-dlq'), MessageBody: 'no es de aquí' }),
  );
  await vi.waitFor(
    async () => expect((await tablero()).atencion[0]).toMatchObject({ clase: 'mensajesMuertos', funcion: 'ordenes' }),
    WAIT,
  );
});

test('la búsqueda halla una orden por lo que se tenga de ella', async () => {
  const { id } = await sonda.done('/ordenes', {
    ...crearOrden.example,
    clienteId: 'tienda-9',
    referencia: 'PED-BUSCADO',
  });
  const buscar = async (q: string) => {
    const { status, body } = await sonda.ask(`GET /busqueda?q=${encodeURIComponent(q)}`);
    expect([q, status]).toStrictEqual([q, 200]);
    return RespuestaBusqueda.parse(body).resultados.map(({ ordenId, por }) => [ordenId, por]);
  };
  const casos: [string, string][] = [
    [id, 'orden'],
    [id.slice(0, 8), 'orden'],
    ['PED-BUSCADO', 'referencia'],
    ['tienda-9', 'cliente'],
    ['234567', 'telefono'],
  ];
  for (const [q, por] of casos) await vi.waitFor(async () => expect(await buscar(q)).toContainEqual([id, por]), WAIT);
  expect(await buscar('nada de esto')).toStrictEqual([]);
});

test('el tablero es de quien opera, y no se manda otra vez lo que ya se tiene', async () => {
  for (const token of [await sonda.system.issuer.customer('tienda-7'), await sonda.system.issuer.driver('c-7')])
    expect((await sonda.ask('GET /tablero', { token })).status).toBe(403);
  const etag = (await sonda.ask('GET /tablero')).headers.get('etag') ?? '';
  expect((await sonda.ask('GET /tablero', { headers: { 'If-None-Match': etag } })).status).toBe(304);
});
