import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BatchGetTracesCommand, GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { registrarBodega } from '../bodegas/commands/registrarBodega.ts';
import { registrarProducto } from '../bodegas/commands/registrarProducto.ts';
import { registrarVehiculo } from '../vehiculos/commands/registrarVehiculo.ts';
import { crearOrden } from './commands/crearOrden.ts';

const DIA_MS = 86_400_000;
const { bodegaId } = registrarBodega.example;
const { vehiculoId } = registrarVehiculo.example;
const { clienteId } = crearOrden.example;

const carpeta = mkdtempSync(path.join(tmpdir(), 'alpes-seguimiento-'));
const dicho: string[] = [];
let sonda: Probe;
let xray: XRayClient;

beforeAll(async () => {
  sonda = await startProbe({ dataFolder: carpeta, onLog: (linea) => dicho.push(linea) });
  tenInTheMorning(sonda.system.grid);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  xray = new XRayClient({ endpoint: sonda.system.endpoint, region: 'us-east-1', credentials });
  await sonda.done('/bodegas', { ...registrarBodega.example, calendario: undefined });
  await sonda.done('/productos', registrarProducto.example);
  await sonda.done(`/bodegas/${bodegaId}/ingresos`, { sku: registrarProducto.example.sku, cantidad: 10 });
  await sonda.done('/vehiculos', { ...registrarVehiculo.example, calendario: undefined });
  await sonda.seen(`/vehiculos/${vehiculoId}`, ({ estado }) => expect(estado).toBe('disponible'));
}, 120_000);

afterAll(async () => {
  xray?.destroy();
  await sonda?.stop();
  rmSync(carpeta, { recursive: true });
});

async function crear(): Promise<string> {
  const { ventana: _, ...sinVentana } = crearOrden.example;
  const { id } = await sonda.done('/ordenes', sinVentana);
  await vi.waitFor(async () => expect((await sonda.ask(`GET /ordenes/${id}`)).status).toBe(200), WAIT);
  return id;
}

async function enlace(ordenId: string): Promise<string> {
  const { status, body } = await sonda.ask(`GET /ordenes/${ordenId}/seguimiento`);
  expect([status, body.ruta]).toStrictEqual([200, `/seguimiento/${body.token}`]);
  return body.token;
}

/** As somebody without a login. */
const ver = (token: string, headers: Record<string, string> = {}) =>
  sonda.ask(`GET /seguimientos/${token}`, { token: '', headers });

describe('quien tiene el enlace de una orden', () => {
  test('la ve sin usuario, y nadie guarda lo que ve', async () => {
    const token = await enlace(await crear());
    const { status, body, headers } = await ver(token);
    expect([status, body.titulo, body.destino.direccion]).toStrictEqual([200, expect.any(String), 'Carrera 15 # 93…']);
    const discretas = ['cache-control', 'x-robots-tag', 'referrer-policy'].map((name) => headers.get(name));
    expect(discretas).toStrictEqual(['no-store', 'noindex', 'no-referrer']);
    const sinCambios = await vi.waitFor(async () => {
      const ETag = (await ver(token)).headers.get('etag') ?? '';
      const otra = await ver(token, { 'If-None-Match': ETag });
      expect(otra.status).toBe(304);
      return otra;
    }, WAIT);
    expect(sinCambios.headers.get('cache-control')).toBe('no-store');
  });

  test('ve el vehículo mientras viene, y no cuando ya llegó', async () => {
    const ordenId = await crear();
    const token = await enlace(ordenId);
    await sonda.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('asignada'));
    const bodega = { nombre: registrarBodega.example.nombre };
    await vi.waitFor(
      async () => expect((await ver(token)).body).toMatchObject({ sinVehiculo: 'noHaSalido', bodega }),
      WAIT,
    );
    await sonda.done(`/vehiculos/${vehiculoId}/rutas`);
    await vi.waitFor(async () => expect((await ver(token)).body).toMatchObject({ paso: 4, bodega }), WAIT);
    const coordenadas = { lat: 4.70512, lon: -74.05831 };
    await sonda.done(`/vehiculos/${vehiculoId}/ubicaciones`, { coordenadas });
    await vi.waitFor(
      async () =>
        expect((await ver(token)).body.vehiculo).toMatchObject({ coordenadas, paradasAntes: expect.any(Number) }),
      WAIT,
    );
    const prueba = { recibidoPor: 'Ana Rojas', evidencia: 'foto:1' };
    await sonda.done(`/vehiculos/${vehiculoId}/entregas/${ordenId}/confirmacion`, prueba);
    const fin = await vi.waitFor(async () => {
      const { body } = await ver(token);
      expect(body.desenlace).toBe('entregada');
      return body;
    }, WAIT);
    expect(fin.vehiculo).toBeUndefined();
    expect(JSON.stringify(fin)).not.toMatch(/Ana|\+57|402/);
  });

  test('deja de verla cuando se anula, y el enlace nuevo la muestra', async () => {
    const ordenId = await crear();
    const viejo = await enlace(ordenId);
    const token = await sonda.system.issuer.customer(clienteId);
    const anulada = await sonda.ask(`POST /ordenes/${ordenId}/seguimiento/revocacion`, { token, body: {} });
    expect(anulada.status).toBe(200);
    await vi.waitFor(async () => expect((await ver(viejo)).status).toBe(410), WAIT);
    const nuevo = await enlace(ordenId);
    expect([nuevo === viejo, (await ver(nuevo)).status, (await ver(viejo)).body.codigo]).toStrictEqual([
      false,
      200,
      'ENLACE_VENCIDO',
    ]);
  });
});

describe('un enlace', () => {
  test('es de su orden: lo dan a su cliente y a quien opera, y a nadie más', async () => {
    const ordenId = await crear();
    const { issuer } = sonda.system;
    const pedir = async (token: string) => (await sonda.ask(`GET /ordenes/${ordenId}/seguimiento`, { token })).status;
    expect(await pedir(await issuer.customer(clienteId))).toBe(200);
    expect(await pedir(await issuer.customer('otra-tienda'))).toBe(404);
    expect(await pedir(await issuer.driver('conductor-07', { scopes: ['ordenes:leer'] }))).toBe(403);
    expect(await pedir('')).toBe(401);
    const ajena = `POST /ordenes/${ordenId}/seguimiento/revocacion`;
    expect((await sonda.ask(ajena, { token: await issuer.customer('otra-tienda'), body: {} })).status).toBe(404);
  });

  test('cambiado en lo que sea no abre nada, y se responde como si no hubiera tal orden', async () => {
    const token = await enlace(await crear());
    const cambiados = [...token].map(
      (letra, n) => token.slice(0, n) + (letra === 'A' ? 'B' : 'A') + token.slice(n + 1),
    );
    const otros = ['nada', token.slice(1), `${token}A`, `${token}=`, '%00', '%E0%A4%A', 'A'.repeat(54)];
    for (const otro of [...cambiados.filter((_, n) => n % 7 === 0 || n === token.length - 1), ...otros]) {
      const { status, body, headers } = await ver(otro);
      expect([otro, status, body.codigo]).toStrictEqual([otro, 404, 'NO_EXISTE']);
      expect(headers.get('x-robots-tag')).toBe('noindex');
      expect(JSON.stringify(body)).not.toContain(otro);
    }
  });

  test('no está en ninguna bitácora ni en ninguna traza', async () => {
    const token = await enlace(await crear());
    await ver(token);
    await ver(`${token}A`);
    expect((await fetch(`${sonda.system.apiUrl}/seguimiento/${token}`)).status).toBe(200);
    await sonda.ask(`GET /seguimientos/${token}/nada`, { token: '' });
    await sonda.ask(`POST /seguimientos/${token}`, { token: '', body: {} });
    await vi.waitFor(() => expect(bitacoras()).toMatch(/"resourcePath":"\/seguimientos\/\{token\}"/), WAIT);
    const trazas = await vi.waitFor(async () => {
      const todas = await segmentos();
      expect(todas).toContain('/seguimientos/{token}');
      return todas;
    }, WAIT);
    for (const texto of [bitacoras(), dicho.join('\n'), trazas]) expect(texto).not.toContain(token);
  });

  test('vence a los sesenta días', async () => {
    const token = await enlace(await crear());
    sonda.system.grid.clock.advance(60 * DIA_MS);
    const { status, body } = await ver(token);
    expect([status, body.codigo]).toStrictEqual([410, 'ENLACE_VENCIDO']);
  });
});

/** What the gateway and all functions have logged. */
function bitacoras(): string {
  const logs = path.join(carpeta, 'logs');
  return readdirSync(logs)
    .map((file) => readFileSync(path.join(logs, file), 'utf8'))
    .join('\n');
}

/** All segments that X-Ray has, as text. */
async function segmentos(): Promise<string> {
  const now = sonda.system.grid.clock.now();
  const [StartTime, EndTime] = [new Date(now - 3_600_000), new Date(now + 60_000)];
  const { TraceSummaries = [] } = await xray.send(new GetTraceSummariesCommand({ StartTime, EndTime }));
  const ids = TraceSummaries.flatMap(({ Id }) => Id ?? []);
  let texto = '';
  for (let from = 0; from < ids.length; from += 5) {
    const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds: ids.slice(from, from + 5) }));
    texto += JSON.stringify(Traces);
  }
  return texto;
}
