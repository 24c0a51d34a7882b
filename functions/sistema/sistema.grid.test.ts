import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { crearOrden } from '#functions/ordenes/commands/crearOrden.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { RespuestaCausas } from './causas.ts';
import { RespuestaSistema, RespuestaVistas } from './respuesta.ts';

let sonda: Probe;
let ordenId: string;

beforeAll(async () => {
  sonda = await startProbe();
  ordenId = (await sonda.done('/ordenes', crearOrden.example)).id;
}, 120_000);
afterAll(() => sonda?.stop());

test('la salud dice de cada cola y de cada vista cómo va, y lo peor primero', async () => {
  await vi.waitFor(async () => {
    const { body } = await sonda.ask('GET /sistema');
    const { estado, colas, vistas } = RespuestaSistema.parse(body);
    expect(estado).toBe('bien');
    expect(colas.map(({ funcion }) => funcion)).toEqual(expect.arrayContaining(['ordenes', 'cumplimiento', 'relay']));
    expect(vistas.find(({ vista }) => vista === 'ordenes')).toMatchObject({ de: 'orden', estado: 'bien', muertos: 0 });
    expect(vistas.every(({ generacion, servida }) => generacion === servida)).toBe(true);
  }, WAIT);
  await sonda.sqs.send(
    new SendMessageCommand({ QueueUrl: await sonda.queueUrl('flota-dlq'), MessageBody: 'no es de aquí' }),
  );
  await vi.waitFor(async () => {
    const { estado, alarmas, colas, vistas } = (await sonda.ask('GET /sistema')).body;
    expect([estado, alarmas]).toStrictEqual(['mal', [{ funcion: 'flota', que: 'Mensajes muertos de flota' }]]);
    expect([colas[0].funcion, vistas[0].vista]).toStrictEqual(['flota', 'flota']);
  }, WAIT);
});

test('cada vista de una orden dice hasta dónde va', async () => {
  await vi.waitFor(async () => {
    const { vistas } = RespuestaVistas.parse((await sonda.ask(`GET /ordenes/${ordenId}/vistas`)).body);
    expect(vistas.map(({ vista }) => vista).sort()).toEqual(expect.arrayContaining(['analitica', 'avisos', 'ordenes']));
    for (const { donde, version, versionDelRegistro } of vistas)
      expect([donde, version]).toStrictEqual(['alDia', versionDelRegistro]);
  }, WAIT);
  expect((await sonda.ask(`GET /ordenes/${crypto.randomUUID()}/vistas`)).status).toBe(404);
});

test('las causas de una orden van del comando a cada efecto, con sus llamadas', async () => {
  await vi.waitFor(async () => {
    const { body } = await sonda.ask(`GET /ordenes/${ordenId}/causas`);
    const { fuente, hechos, tramos } = RespuestaCausas.parse(body);
    expect(fuente).toBe('trazas');
    const creada = hechos.find(({ hecho }) => hecho === 'OrdenCreada');
    const pedida = hechos.find(({ hecho }) => hecho === 'reservarInventario');
    expect(pedida?.causa).toBe(creada?.id);
    expect(hechos.find(({ hecho }) => hecho === 'ReservaRechazada')?.causa).toBe(pedida?.id);
    const saga = tramos.find(({ funcion }) => funcion === 'cumplimiento');
    expect(saga).toMatchObject({ intento: 1, repetido: false });
    expect(saga?.llamadas).toContainEqual(
      expect.objectContaining({ servicio: 'DynamoDB', tabla: sonda.names.eventLog }),
    );
    expect(tramos.find(({ id }) => id === creada?.tramo)?.funcion).toBe('crearOrden');
  }, WAIT);
});

test('lo que cada función hace por varios hechos de una orden no son intentos de lo mismo', async () => {
  for (let vez = 0; vez < 3; vez++) await sonda.done(`/ordenes/${ordenId}/seguimiento/revocacion`);
  await vi.waitFor(async () => {
    const { tramos } = RespuestaCausas.parse((await sonda.ask(`GET /ordenes/${ordenId}/causas`)).body);
    const veces = (funcion: string) => tramos.filter((tramo) => tramo.funcion === funcion).length;
    expect(veces('revocarSeguimiento')).toBeGreaterThanOrEqual(3);
    expect(veces('ordenes')).toBeGreaterThan(3);
    expect(tramos.filter(({ intento, repetido }) => intento > 1 || repetido)).toStrictEqual([]);
  }, WAIT);
});

test('es de quien opera', async () => {
  const token = await sonda.system.issuer.customer('tienda-7');
  for (const ruta of ['/sistema', `/ordenes/${ordenId}/vistas`, `/ordenes/${ordenId}/causas`])
    expect((await sonda.ask(`GET ${ruta}`, { token })).status).toBe(403);
});
