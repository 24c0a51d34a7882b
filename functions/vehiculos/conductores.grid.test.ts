import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readLog } from '#infra/lab/invariants/log.ts';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';

const VAN = 'ABC123';
const LUIS = 'luis-01';
const TIENDA = 'tienda-que-se-va';
const lugar = { lat: 4.76, lon: -74.045 };

let sonda: Probe;
/** What the API answers to the driver of the van. */
let luis: Probe['ask'];
let otra: Probe['ask'];
let ordenId: string;
let dia: string;

beforeAll(async () => {
  sonda = await startProbe();
  dia = tenInTheMorning(sonda.system.grid);
  const de = async (conductorId: string): Promise<Probe['ask']> => {
    const token = await sonda.system.issuer.driver(conductorId);
    return (ruta, asked) => sonda.ask(ruta, { ...asked, token });
  };
  [luis, otra] = [await de(LUIS), await de('otra-02')];
  await sonda.done('/bodegas', { bodegaId: 'BOG-NORTE', nombre: 'Norte', ciudad: 'Bogotá', coordenadas: lugar });
  await sonda.seen('/bodegas', ({ elementos }) => expect(elementos).toHaveLength(1));
  await sonda.done('/productos', { sku: 'CAFE-500', nombre: 'Café', pesoKg: 0.5, volumenM3: 0.001 });
  await sonda.done('/bodegas/BOG-NORTE/ingresos', { sku: 'CAFE-500', cantidad: 10 });
  await sonda.done('/vehiculos', {
    vehiculoId: VAN,
    bodegaId: 'BOG-NORTE',
    base: lugar,
    capacidadKg: 100,
    capacidadM3: 1,
  });
  await sonda.seen(`/vehiculos/${VAN}`, ({ vehiculoId }) => expect(vehiculoId).toBe(VAN));
  for (const conductorId of [LUIS, 'otra-02'])
    await sonda.done('/conductores', { conductorId, nombre: conductorId, telefono: '+573105550107' });
  await sonda.done(`/conductores/${LUIS}/jornadas`, { dia, vehiculoId: VAN });
  ordenId = (await sonda.done('/ordenes', { ...crearOrden.example, clienteId: TIENDA })).id;
  await sonda.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('asignada'));
}, 180_000);

afterAll(() => sonda?.stop());

const inicio = { body: {}, headers: { 'Idempotency-Key': 'salida' } };
const enRuta = (ask: Probe['ask']) => ask(`GET /vehiculos/${VAN}/ruta`);

const hoy = (ask: Probe['ask']) => ask(`GET /conductores/${LUIS}/hoy`);

test('a driver sees the own day before leaving, and nobody else does but the house', async () => {
  await vi.waitFor(async () => expect((await hoy(luis)).body.porSalir).toHaveLength(1), WAIT);
  const { status, headers, body } = await hoy(luis);
  expect([status, body.vehiculo.vehiculoId, body.enRuta]).toStrictEqual([200, VAN, []]);
  expect(body.porSalir[0]).toMatchObject({
    ordenId,
    destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567' },
    direccion: crearOrden.example.destino.direccion,
    pesoKg: expect.any(Number),
  });
  expect((await hoy(sonda.ask)).body).toStrictEqual(body);
  const known = await fetch(`${sonda.system.apiUrl}/conductores/${LUIS}/hoy`, {
    headers: {
      Authorization: `Bearer ${await sonda.system.issuer.driver(LUIS)}`,
      'If-None-Match': headers.get('etag') ?? '',
    },
  });
  expect(known.status).toBe(304);
  const nadie = await luis('GET /conductores/nadie-99/hoy');
  const ajeno = await hoy(otra);
  expect([ajeno.status, nadie.status]).toStrictEqual([404, 404]);
  expect(ajeno.body.detail).toBe(nadie.body.detail);
  const token = await sonda.system.issuer.customer(TIENDA);
  expect((await sonda.ask(`GET /conductores/${LUIS}/hoy`, { token })).status).toBe(403);
  expect((await otra('GET /conductores/otra-02/hoy')).body).not.toHaveProperty('vehiculo');
});

test('a driver acts for the own route only, and sees its doors', async () => {
  expect((await otra(`POST /vehiculos/${VAN}/rutas`, { body: {} })).body.codigo).toBe('CONDUCTOR_AJENO');
  expect((await luis(`POST /vehiculos/${VAN}/rutas`, inicio)).status).toBe(200);
  await vi.waitFor(async () => expect((await enRuta(luis)).body.elementos).toHaveLength(1), WAIT);
  expect((await enRuta(luis)).body.elementos[0]).toMatchObject({ ordenId, destinatario: { nombre: 'Ana Rojas' } });
  expect((await enRuta(otra)).status).toBe(404);
  await vi.waitFor(async () => expect((await hoy(luis)).body.enRuta).toHaveLength(1), WAIT);
  const { vehiculo, porSalir, enRuta: paradas } = (await hoy(luis)).body;
  expect([vehiculo.estado, porSalir, paradas]).toStrictEqual(['enRuta', [], (await enRuta(luis)).body.elementos]);
  expect((await luis('GET /ordenes')).status).toBe(403);
  expect((await luis('POST /vehiculos', { body: {} })).status).toBe(403);
});

test('fifty positions leave nothing in the log, and what was done once is still known', async () => {
  const antes = (await readLog(sonda)).get(`vehiculo#${VAN}`);
  const { clock } = sonda.system.grid;
  for (let n = 0; n < 50; n++) {
    const registradaEn = new Date(clock.now() - (n === 20 ? 0 : 60_000 + n)).toISOString();
    const body = { coordenadas: { lat: 4.7 + n / 1_000, lon: -74.05 }, registradaEn };
    expect((await luis(`POST /vehiculos/${VAN}/ubicaciones`, { body })).body).toStrictEqual({ guardadas: 1 });
  }
  const sitio = { body: { coordenadas: lugar } };
  expect((await otra(`POST /vehiculos/${VAN}/ubicaciones`, sitio)).status).toBe(404);
  expect((await sonda.ask(`GET /vehiculos/${VAN}`)).body.posicion.coordenadas).toStrictEqual({
    lat: 4.72,
    lon: -74.05,
  });
  const silencios = async () =>
    (await sonda.ask('GET /tablero')).body.atencion.filter(({ clase }: { clase: string }) => clase === 'silencio');
  expect(await silencios()).toStrictEqual([]);
  clock.advance(600_000);
  expect(await silencios()).toMatchObject([{ vehiculoId: VAN }]);
  const otraVez = await luis(`POST /vehiculos/${VAN}/rutas`, inicio);
  expect([otraVez.status, otraVez.body.version]).toStrictEqual([200, 2]);
  expect((await readLog(sonda)).get(`vehiculo#${VAN}`)).toStrictEqual(antes);
});

test('a route changes hands on the road, and back', async () => {
  const ve = (ask: Probe['ask'], status: number) =>
    vi.waitFor(async () => expect((await enRuta(ask)).status).toBe(status), WAIT);
  const pasa = async (de: string, a: string) => {
    await sonda.done(`/conductores/${de}/jornadas/${dia}/liberacion`);
    await sonda.done(`/conductores/${a}/jornadas`, { dia, vehiculoId: VAN });
  };
  await pasa(LUIS, 'otra-02');
  await ve(otra, 200);
  await ve(luis, 404);
  await pasa('otra-02', LUIS);
  await ve(luis, 200);
});

test('a customer is forgotten when what is on the road has arrived, and orders nothing more meanwhile', async () => {
  const { clock } = sonda.system.grid;
  await sonda.done(`/clientes/${TIENDA}/olvido`);
  await sonda.seen(`/clientes/${TIENDA}`, (body) =>
    expect(body).toMatchObject({ estado: 'olvidando', ordenesAbiertas: 1 }),
  );
  // For a minute an instance may go on with the key that it knows.
  await sonda.closed(TIENDA);
  clock.advance(61_000);
  const nueva = await sonda.ask('POST /ordenes', { body: { ...crearOrden.example, clienteId: TIENDA } });
  expect([nueva.status, nueva.body.codigo]).toStrictEqual([409, 'CLIENTE_OLVIDADO']);
  clock.advance(600_000);
  expect((await enRuta(luis)).body.elementos[0].destinatario.nombre).toBe('Ana Rojas');
  const prueba = { recibidoPor: 'Ana Rojas', evidencia: 'foto-1' };
  const entregada = await luis(`POST /vehiculos/${VAN}/entregas/${ordenId}/confirmacion`, { body: prueba });
  expect([entregada.status, entregada.body.detail]).toStrictEqual([200, undefined]);
  await sonda.seen(`/clientes/${TIENDA}`, ({ ordenesAbiertas }) => expect(ordenesAbiertas).toBe(0));
  expect((await sonda.ask(`GET /ordenes/${ordenId}`)).body.estado).toBe('entregada');
  clock.advance(300_000);
  await sonda.seen(`/clientes/${TIENDA}`, ({ estado }) => expect(estado).toBe('olvidado'));
  await sonda.seen(`/ordenes/${ordenId}`, ({ destinatario }) => expect(destinatario.nombre).toBeNull());
});
