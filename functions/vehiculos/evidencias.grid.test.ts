import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';

const VAN = 'ABC123';
const LUIS = 'luis-01';
const TIENDA = 'tienda-que-se-va';
const lugar = { lat: 4.76, lon: -74.045 };
const FOTO = Buffer.from('la foto de la puerta');
const como = { tipo: 'image/webp', bytes: FOTO.length };

let sonda: Probe;
let s3: S3Client;
let ordenId: string;
/** What the API answers to the driver of the van, to another one, and to customers. */
const de: Record<'luis' | 'otra' | 'tienda' | 'ajena', Probe['ask']> = {} as never;

beforeAll(async () => {
  sonda = await startProbe();
  const { endpoint, grid, issuer } = sonda.system;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  s3 = new S3Client({ endpoint, region: 'us-east-1', credentials });
  const dia = tenInTheMorning(grid);
  const con =
    (token: string): Probe['ask'] =>
    (ruta, asked) =>
      sonda.ask(ruta, { ...asked, token });
  de.luis = con(await issuer.driver(LUIS));
  de.otra = con(await issuer.driver('otra-02'));
  de.tienda = con(await issuer.customer(TIENDA));
  de.ajena = con(await issuer.customer('tienda-ajena'));
  await sonda.done('/bodegas', { bodegaId: 'BOG-NORTE', nombre: 'Norte', ciudad: 'Bogotá', coordenadas: lugar });
  await sonda.seen('/bodegas', ({ elementos }) => expect(elementos).toHaveLength(1));
  await sonda.done('/productos', { sku: 'CAFE-500', nombre: 'Café', pesoKg: 0.5, volumenM3: 0.001 });
  await sonda.done('/bodegas/BOG-NORTE/ingresos', { sku: 'CAFE-500', cantidad: 10 });
  const van = { vehiculoId: VAN, bodegaId: 'BOG-NORTE', base: lugar, capacidadKg: 100, capacidadM3: 1 };
  await sonda.done('/vehiculos', van);
  await sonda.seen(`/vehiculos/${VAN}`, ({ vehiculoId }) => expect(vehiculoId).toBe(VAN));
  await sonda.done('/conductores', { conductorId: LUIS, nombre: LUIS, telefono: '+573105550107' });
  await sonda.done(`/conductores/${LUIS}/jornadas`, { dia, vehiculoId: VAN });
  ordenId = (await sonda.done('/ordenes', { ...crearOrden.example, clienteId: TIENDA })).id;
  await sonda.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('asignada'));
  expect((await de.luis(`POST /vehiculos/${VAN}/rutas`, { body: {} })).status).toBe(200);
  await sonda.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('enTransito'));
  await sonda.seen(`/ordenes/${ordenId}/entrega`, ({ estado }) => expect(estado).toBe('enRuta'));
}, 180_000);

afterAll(async () => {
  s3?.destroy();
  await sonda?.stop();
});

const pedir = (quien: Probe['ask'], body: object = como) =>
  quien(`POST /vehiculos/${VAN}/entregas/${ordenId}/evidencias`, { body });
const confirmar = (evidencia: string) =>
  de.luis(`POST /vehiculos/${VAN}/entregas/${ordenId}/confirmacion`, { body: { recibidoPor: 'Ana Rojas', evidencia } });
const ver = (quien: Probe['ask']) => quien(`GET /ordenes/${ordenId}/evidencia`);
const guardadas = async () =>
  (await s3.send(new ListObjectsV2Command({ Bucket: `${sonda.names.of('evidencias')}-000000000000-us-east-1` })))
    .KeyCount;

test('quien lleva la ruta sube la foto a la dirección que pide, y nadie más', async () => {
  const { status, body } = await pedir(de.luis);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.evidencia).toMatch(new RegExp(`^evidencias/${TIENDA}/${ordenId}/[0-9a-f-]{36}\\.webp$`));
  const { url, metodo: method, encabezados: headers } = body;
  const otroTipo = await fetch(url, { method, headers: { 'Content-Type': 'image/svg+xml' }, body: FOTO });
  const masGrande = await fetch(url, { method, headers, body: Buffer.concat([FOTO, FOTO]) });
  expect([otroTipo.status, masGrande.status, await guardadas()]).toStrictEqual([403, 403, 0]);
  const origin = sonda.system.apiUrl.replace(/^(http:\/\/[^/]+).*$/, '$1');
  const subida = await fetch(url, { method, headers: { ...headers, origin }, body: FOTO });
  expect([subida.status, subida.headers.get('access-control-allow-origin')]).toStrictEqual([200, origin]);
  expect([(await pedir(de.otra)).status, (await pedir(de.tienda)).status]).toStrictEqual([404, 403]);
});

test('no se sube lo que es demasiado grande, ni lo que no es una imagen', async () => {
  for (const [mala, campo] of [
    [{ ...como, bytes: 300 * 1_024 + 1 }, 'bytes'],
    [{ ...como, tipo: 'image/svg+xml' }, 'tipo'],
  ] as const) {
    const { codigo, errores } = (await pedir(de.luis, mala)).body;
    expect([codigo, errores[0].campo]).toStrictEqual(['ENTRADA_INVALIDA', campo]);
  }
});

test('la prueba de otra orden no vale; la suya la ven quien opera y su cliente', async () => {
  const { evidencia, url, encabezados: headers } = (await pedir(de.luis)).body;
  expect((await fetch(url, { method: 'PUT', headers, body: FOTO })).status).toBe(200);
  const deOtra = evidencia.replace(ordenId, '5a1e9a53-7e7b-4d0c-9a57-0f8fad5bd9cb');
  expect((await confirmar(deOtra)).body.codigo).toBe('EVIDENCIA_AJENA');
  expect((await ver(de.tienda)).status).toBe(404);
  expect((await confirmar(evidencia)).status).toBe(200);
  await vi.waitFor(async () => expect((await ver(de.tienda)).status).toBe(200), WAIT);
  const vista = (await ver(sonda.ask)).body;
  expect(vista).toMatchObject({ ordenId, evidencia, tipo: 'image/webp' });
  const foto = await fetch(vista.url);
  expect([foto.headers.get('content-type'), Buffer.from(await foto.arrayBuffer())]).toStrictEqual(['image/webp', FOTO]);
  expect((await fetch(vista.url.split('?')[0])).status).toBe(403);
  expect([(await ver(de.ajena)).status, (await ver(de.luis)).status]).toStrictEqual([404, 403]);
});

test('del cliente que se olvida no queda ninguna prueba, ni se toma otra', async () => {
  expect(await guardadas()).toBe(2);
  const antes = (await pedir(de.luis)).body;
  const { clock } = sonda.system.grid;
  await sonda.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('entregada'));
  await sonda.done(`/clientes/${TIENDA}/olvido`);
  await sonda.closed(TIENDA);
  await sonda.seen(`/clientes/${TIENDA}`, ({ ordenesAbiertas }) => expect(ordenesAbiertas).toBe(0));
  clock.advance(240_000);
  const subida = await fetch(antes.url, { method: 'PUT', headers: antes.encabezados, body: FOTO });
  expect(subida.status).toBe(200);
  clock.advance(300_000);
  await sonda.seen(`/clientes/${TIENDA}`, ({ estado }) => expect(estado).toBe('olvidado'));
  await vi.waitFor(async () => expect(await guardadas()).toBe(0), WAIT);
  await sonda.seen(`/ordenes/${ordenId}`, ({ destinatario }) => expect(destinatario.nombre).toBeNull());
  expect((await ver(sonda.ask)).status).toBe(404);
  await vi.waitFor(async () => expect((await pedir(de.luis)).body.codigo).toBe('CLIENTE_OLVIDADO'), WAIT);
});
