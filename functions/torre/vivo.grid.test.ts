import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Listener, listen } from '#infra/lab/testing/listener.ts';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { registrarBodega } from '../bodegas/commands/registrarBodega.ts';
import { registrarProducto } from '../bodegas/commands/registrarProducto.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';
import { registrarVehiculo } from '../vehiculos/commands/registrarVehiculo.ts';

const { bodegaId } = registrarBodega.example;
const { vehiculoId } = registrarVehiculo.example;
const { clienteId } = crearOrden.example;
const { sku } = registrarProducto.example;

let probe: Probe;
const listeners: Listener[] = [];

beforeAll(async () => {
  probe = await startProbe();
  await probe.done('/bodegas', { ...registrarBodega.example, calendario: undefined });
  await probe.done('/productos', registrarProducto.example);
  await probe.done(`/bodegas/${bodegaId}/ingresos`, { sku, cantidad: 100 });
  await probe.done('/vehiculos', { ...registrarVehiculo.example, calendario: undefined });
  await probe.seen(`/vehiculos/${vehiculoId}`, ({ estado }) => expect(estado).toBe('disponible'));
}, 120_000);
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.close();
});
afterAll(() => probe?.stop());

async function come(credential: string): Promise<Listener> {
  const listener = await listen(probe.system.liveUrl, credential);
  listeners.push(listener);
  return listener;
}
const operator = async () => come(`token.${await probe.system.issuer.operator()}`);
const customer = async (id: string) => come(`token.${await probe.system.issuer.customer(id)}`);

/** Everybody on a topic, once all of them hear of it. */
async function watching(listener: Listener, ...topics: readonly string[]): Promise<Listener> {
  for (const tema of topics)
    expect(await listener.ask({ accion: 'suscribir', tema })).toStrictEqual({ tipo: 'suscrito', tema });
  return listener;
}

async function create(cliente: string = clienteId): Promise<string> {
  const { ventana: _, ...order } = crearOrden.example;
  const { id } = await probe.done('/ordenes', { ...order, clienteId: cliente });
  return id;
}
const cancel = (id: string) => probe.done(`/ordenes/${id}/cancelacion`, { motivo: 'Ya no la necesita' });

describe('una orden se ve en vivo', () => {
  test('en cada tema en que está, como la responde su lista, y por última vez donde deja de estar', async () => {
    const board = await watching(await operator(), 'tablero');
    const city = await watching(await operator(), `ciudad:${crearOrden.example.destino.ciudad.toUpperCase()}`);
    const own = await watching(await customer(clienteId), `cliente:${clienteId}`);
    const lorry = await watching(await operator(), `vehiculo:${vehiculoId}`);
    const ordenId = await create();
    await probe.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('asignada'));
    const { version: suya, ...entrega } = (await probe.ask(`GET /ordenes/${ordenId}/entrega`)).body;
    const conPlan = { vista: 'entregas/pendientes', clave: ordenId, version: suya };
    for (const one of [board, city, lorry]) expect(await one.hears(conPlan)).toMatchObject({ fila: entrega });
    const { version, ...fila } = (await probe.ask(`GET /ordenes/${ordenId}`)).body;
    const expected = { vista: 'ordenes', clave: ordenId, stream: `orden#${ordenId}`, version };
    for (const one of [board, city, own, lorry]) expect(await one.hears(expected)).toMatchObject({ fila });

    await cancel(ordenId);
    for (const one of [board, city, own, lorry])
      await vi.waitFor(() => {
        const last = one.news().findLast(({ vista, clave }) => vista === 'ordenes' && clave === ordenId);
        expect(last.fila).toMatchObject({ ordenId, estado: 'cancelada' });
        expect(last.fila.vehiculoId).toBeUndefined();
      }, WAIT);
    expect(
      own.news().every(({ vista, fila: { clienteId: whose } }) => vista === 'ordenes' && whose === clienteId),
    ).toBe(true);
  });

  test('quien vuelve tras perderse cien cambios recibe la fila como está, y lo que sigue', async () => {
    const before = await watching(await operator(), `bodega:${bodegaId}`);
    before.close();
    for (let n = 0; n < 100; n++) await probe.done(`/bodegas/${bodegaId}/ingresos`, { sku, cantidad: 1 });
    const ordenId = await create();
    await probe.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('asignada'));
    const back = await watching(await operator(), `bodega:${bodegaId}`);
    const { version } = (await probe.ask(`GET /ordenes/${ordenId}`)).body;
    expect(await back.ask({ accion: 'suscribir', tema: `orden:${ordenId}`, desde: version })).toStrictEqual({
      tipo: 'suscrito',
      tema: `orden:${ordenId}`,
    });
    const answered = await back.ask({ accion: 'suscribir', tema: `orden:${ordenId}`, desde: 1 });
    expect(answered.novedades).toMatchObject([{ vista: 'ordenes', clave: ordenId, version }]);
    await probe.done(`/bodegas/${bodegaId}/ingresos`, { sku, cantidad: 1 });
    const { body } = await probe.ask(`GET /inventario?bodegaId=${bodegaId}`);
    await back.hears({ vista: 'inventario', clave: `${bodegaId}:${sku}` });
    expect(back.news().findLast(({ vista }) => vista === 'inventario').fila.existencias).toBeGreaterThanOrEqual(
      body.elementos[0].existencias - 1,
    );
  });
});

describe('cada quien ve lo suyo', () => {
  test('un cliente no puede seguir la orden de otro, ni lo de todos', async () => {
    const ajena = await create('tienda-7');
    await probe.seen(`/ordenes/${ajena}`, ({ estado }) => expect(estado).toBe('asignada'));
    const listener = await customer(clienteId);
    const refused = async (tema: string) => {
      const { tipo, problema } = await listener.ask({ accion: 'suscribir', tema });
      return [tipo, problema.codigo];
    };
    expect(await refused(`orden:${ajena}`)).toStrictEqual(['negado', 'NO_EXISTE']);
    for (const tema of [
      'tablero',
      'cliente:tienda-7',
      `bodega:${bodegaId}`,
      `vehiculo:${vehiculoId}`,
      `seguimiento:${ajena}`,
    ])
      expect(await refused(tema)).toStrictEqual(['negado', 'SIN_PERMISO']);
    await cancel(ajena);
    const board = await watching(await operator(), 'tablero');
    const propia = await create();
    await board.hears({ clave: propia });
    expect(listener.news()).toStrictEqual([]);
  });

  test('quien tiene un enlace oye que la orden cambió, y nada más; anulado el enlace, se le cierra', async () => {
    const ordenId = await create();
    await probe.seen(`/ordenes/${ordenId}`, ({ estado }) => expect(estado).toBe('asignada'));
    const { body: enlace } = await probe.ask(`GET /ordenes/${ordenId}/seguimiento`);
    const listener = await watching(await come(`seguimiento.${enlace.token}`), `seguimiento:${ordenId}`);
    expect(await listener.ask({ accion: 'suscribir', tema: `orden:${ordenId}` })).toMatchObject({ tipo: 'negado' });
    await cancel(ordenId);
    const heard = await listener.hears({ clave: ordenId });
    expect(Object.keys(heard).sort()).toStrictEqual(['clave', 'en', 'version', 'vista']);
    const otra = await create();
    await probe.seen(`/ordenes/${otra}`, ({ estado }) => expect(estado).toBe('asignada'));
    const token = (await probe.ask(`GET /ordenes/${otra}/seguimiento`)).body.token;
    const follower = await watching(await come(`seguimiento.${token}`), `seguimiento:${otra}`);
    await probe.done(`/ordenes/${otra}/seguimiento/revocacion`);
    await follower.ended();
    expect(follower.news()).toStrictEqual([]);
    const again = await come(`seguimiento.${token}`);
    expect(await again.ask({ accion: 'suscribir', tema: `seguimiento:${otra}` })).toMatchObject({
      problema: { codigo: 'NO_EXISTE' },
    });
  });

  test.each(['token.nada', 'seguimiento.nada', 'otro.nada'])('%s no abre nada', async (credential) => {
    await expect(listen(probe.system.liveUrl, credential)).rejects.toThrow(/401|403/);
  });
});

test('una conexión acaba con su token, y quien vuelve sigue', async () => {
  const brief = await come(`token.${await probe.system.issuer.operator({ seconds: 4 })}`);
  await watching(brief, 'tablero');
  probe.system.grid.clock.advance(5_000);
  const lasting = await watching(await operator(), 'tablero');
  const ordenId = await create();
  await lasting.hears({ clave: ordenId });
  await brief.ended();
  expect(brief.news().filter(({ clave }) => clave === ordenId)).toStrictEqual([]);
  await vi.waitFor(async () => {
    const rows = await probe.rows(LOCAL.view('conexiones'));
    expect(rows.filter(({ clave }) => clave.S.startsWith('conexion#'))).toHaveLength(1);
  }, WAIT);
});

test('la posición de un vehículo la oye quien lo opera', async () => {
  const board = await watching(await operator(), 'tablero', `vehiculo:${vehiculoId}`);
  const own = await watching(await customer(clienteId), `cliente:${clienteId}`);
  await probe.done(`/vehiculos/${vehiculoId}/ubicaciones`, { coordenadas: { lat: 4.7, lon: -74.05 } });
  const heard = await board.hears({ vista: 'ubicaciones', clave: vehiculoId });
  expect(heard).toMatchObject({
    version: Date.parse(heard.fila.registradaEn),
    fila: { coordenadas: { lat: 4.7, lon: -74.05 } },
  });
  expect(board.news().filter(({ vista }) => vista === 'ubicaciones')).toHaveLength(1);
  expect(own.news().filter(({ vista }) => vista !== 'ordenes')).toStrictEqual([]);
});

test('un mensaje que no se entiende se niega, y la conexión sigue', async () => {
  const listener = await operator();
  const refused = async (tema: unknown) => (await listener.ask({ accion: 'suscribir', tema })).problema.codigo;
  for (const tema of ['', 'todo', 'orden:', 'orden', 7, `orden:${'x'.repeat(200)}`])
    expect(await refused(tema)).toBe('ENTRADA_INVALIDA');
  expect(await refused(`orden:${'x'.repeat(2_000)}`)).toBe('PETICION_DEMASIADO_GRANDE');
  expect(await listener.ask({ accion: 'latido' })).toMatchObject({ tipo: 'latido' });
  expect(await listener.ask({ accion: 'cancelar', tema: 'tablero' })).toStrictEqual({
    tipo: 'cancelado',
    tema: 'tablero',
  });
  for (let n = 0; n < 50; n++) await listener.ask({ accion: 'suscribir', tema: `orden:${n}` });
  expect(await refused('tablero')).toBe('DEMASIADAS_PETICIONES');
});

test('quien conduce sigue el vehículo de su ruta, y ningún otro', async () => {
  const dia = tenInTheMorning(probe.system.grid);
  const conductorId = 'conductor-07';
  await probe.done('/conductores', { conductorId, nombre: 'Luis Mora', telefono: '+573105550107' });
  await probe.done(`/conductores/${conductorId}/jornadas`, { dia, vehiculoId });
  const ordenId = await create();
  await probe.seen(`/ordenes/${ordenId}`, ({ estado, dia: suyo }) => expect([estado, suyo]).toEqual(['asignada', dia]));
  const driver = await come(`token.${await probe.system.issuer.driver(conductorId)}`);
  const other = await come(`token.${await probe.system.issuer.driver('conductor-08')}`);
  const refused = async (listener: Listener) =>
    (await listener.ask({ accion: 'suscribir', tema: `vehiculo:${vehiculoId}` })).problema?.codigo;
  expect(await refused(driver)).toBe('SIN_PERMISO');
  const { status } = await probe.ask(`POST /vehiculos/${vehiculoId}/rutas`, {
    token: await probe.system.issuer.driver(conductorId),
    body: {},
  });
  expect(status).toBe(200);
  await probe.seen(`/vehiculos/${vehiculoId}`, ({ ruta }) => expect(ruta?.conductorId).toBe(conductorId));
  expect(await refused(other)).toBe('SIN_PERMISO');
  await watching(driver, `vehiculo:${vehiculoId}`);
  await probe.done(`/vehiculos/${vehiculoId}/ubicaciones`, { coordenadas: { lat: 4.71, lon: -74.06 } });
  await driver.hears({ vista: 'ubicaciones', clave: vehiculoId });
  expect(other.news()).toStrictEqual([]);
});
