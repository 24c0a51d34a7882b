import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import type { AnyQuery } from '#shared/model/query.ts';
import { registrarBodega } from './bodegas/commands/registrarBodega.ts';
import { registrarProducto } from './bodegas/commands/registrarProducto.ts';
import { registrarCliente } from './clientes/commands/registrarCliente.ts';
import { contextos } from './contextos.ts';
import { fijarPreferencias } from './notificaciones/commands/fijarPreferencias.ts';
import { fijarWebhook } from './notificaciones/commands/fijarWebhook.ts';
import { crearOrden } from './ordenes/commands/crearOrden.ts';
import { registrarConductor } from './vehiculos/commands/registrarConductor.ts';
import { registrarVehiculo } from './vehiculos/commands/registrarVehiculo.ts';

const consultas = Object.assign({}, ...contextos.map(({ queries }) => queries)) as Record<string, AnyQuery>;
const CLIENTE = 'consultada-1';

/** Nobody rests on the day of the test, whichever it is. */
const CALENDARIO = { jornada: { desde: '06:00', hasta: '20:00' }, festivos: true };

let sonda: Probe;
let dia: string;
/** Of an order that is on its way. */
let ordenId: string;

beforeAll(async () => {
  sonda = await startProbe();
  dia = tenInTheMorning(sonda.system.grid);
  await sonda.done('/bodegas', { ...registrarBodega.example, calendario: CALENDARIO });
  await sonda.done('/productos', registrarProducto.example);
  await sonda.done('/bodegas/BOG-NORTE/ingresos', { sku: 'CAFE-500', cantidad: 100 });
  const vehiculo = { ...registrarVehiculo.example, calendario: CALENDARIO };
  await sonda.done('/vehiculos', vehiculo);
  await sonda.done('/conductores', registrarConductor.example);
  await sonda.done('/clientes', { ...registrarCliente.example, clienteId: CLIENTE });
  await sonda.ask(`PUT /clientes/${CLIENTE}/preferencias`, { body: sinCliente(fijarPreferencias.example) });
  await sonda.ask(`PUT /clientes/${CLIENTE}/webhook`, { body: sinCliente(fijarWebhook.example) });
  const enPlan = async () => {
    const { id } = await sonda.done('/ordenes', { ...crearOrden.example, clienteId: CLIENTE });
    await sonda.seen(`/ordenes/${id}`, ({ estado }) => expect(estado).toBe('asignada'));
    return id as string;
  };
  ordenId = await enPlan();
  const [, pendiente, rehusada] = [await enPlan(), await enPlan(), await enPlan()];
  const planes = (vehiculos: number) =>
    sonda.seen(`/planes?dia=${dia}`, ({ elementos }) => expect(elementos).toHaveLength(vehiculos));
  // From the other end of the city: the planning below leaves the first vehicle with everything.
  await sonda.done('/vehiculos', { ...vehiculo, vehiculoId: 'XYZ789', base: { lat: 4.58, lon: -74.14 } });
  await sonda.seen('/vehiculos/XYZ789', ({ vehiculoId }) => expect(vehiculoId).toBe('XYZ789'));
  await sonda.done(`/vehiculos/XYZ789/planes/${dia}/paradas`, { ordenId });
  await planes(2);
  await sonda.done('/rutas/planificacion', { bodegaId: 'BOG-NORTE' });
  await planes(1);
  await sonda.seen(`/ordenes/${ordenId}/entrega`, ({ vehiculoId }) => expect(vehiculoId).toBe('ABC123'));
  await sonda.done(`/vehiculos/ABC123/planes/${dia}/paradas/${pendiente}/liberacion`);
  await sonda.done('/vehiculos/ABC123/rutas', { ordenes: [ordenId, rehusada] });
  await sonda.done(`/vehiculos/ABC123/entregas/${rehusada}/fallo`, { motivo: 'rechazada' });
}, 120_000);

afterAll(() => sonda?.stop());

/** What to ask of each query on that data. */
const preguntas = (): Readonly<Record<string, string>> => ({
  verOrden: `/ordenes/${ordenId}`,
  listarOrdenes: `/ordenes?clienteId=${CLIENTE}`,
  verCronologia: `/ordenes/${ordenId}/cronologia`,
  listarAvisos: `/ordenes/${ordenId}/avisos`,
  listarEnviados: `/avisos?clienteId=${CLIENTE}`,
  verPreferencias: `/clientes/${CLIENTE}/preferencias`,
  verWebhook: `/clientes/${CLIENTE}/webhook`,
  verEntrega: `/ordenes/${ordenId}/entrega`,
  listarPendientes: '/entregas/pendientes',
  listarRegresos: '/bodegas/BOG-NORTE/regresos',
  verInventario: '/inventario/BOG-NORTE/CAFE-500',
  listarInventario: '/inventario?bodegaId=BOG-NORTE',
  listarBodegas: '/bodegas',
  listarReservas: '/bodegas/BOG-NORTE/reservas?sku=CAFE-500',
  listarProductos: '/productos',
  verProducto: '/productos/CAFE-500',
  verVehiculo: '/vehiculos/ABC123',
  listarVehiculos: '/vehiculos?bodegaId=BOG-NORTE',
  verRuta: '/vehiculos/ABC123/ruta',
  verPlan: `/vehiculos/ABC123/planes/${dia}`,
  listarPlanes: `/planes?dia=${dia}`,
  listarPlanificaciones: '/rutas/planificaciones?bodegaId=BOG-NORTE',
  listarConductores: '/conductores',
  verAnalitica: `/analitica?desde=${hoy(-1)}&hasta=${hoy(1)}`,
  verCliente: `/clientes/${CLIENTE}`,
  listarClientes: '/clientes',
});

/** What a path names already is not said in the body. */
function sinCliente<E extends { readonly clienteId?: unknown }>({ clienteId: _, ...dicho }: E) {
  return dicho;
}

function hoy(dias: number): string {
  return new Date(sonda.system.grid.clock.now() + dias * 86_400_000).toISOString().slice(0, 10);
}

test.each(Object.keys(consultas))('%s responde lo que su esquema dice, y nada más', async (nombre) => {
  const consulta = consultas[nombre] as AnyQuery;
  const ruta = preguntas()[nombre];
  if (!ruta) throw new Error(`No hay pregunta para ${nombre}: añádala a "preguntas".`);
  await vi.waitFor(async () => {
    const { status, body, headers } = await sonda.ask(`GET ${ruta}`);
    expect(status).toBe(200);
    expect(headers.get('etag')).toMatch(/^".+"$/);
    const { version, ...fila } = body;
    const respuestas = consulta.kind === 'list' ? body.elementos : [consulta.kind === 'row' ? fila : body];
    expect(respuestas.length).toBeGreaterThan(0);
    for (const respuesta of respuestas) expect(consulta.answers.parse(respuesta)).toStrictEqual(respuesta);
    if (consulta.kind === 'row') expect(version).toBeGreaterThan(0);
  }, WAIT);
});

test('un producto se lee en cuanto se registra', async () => {
  const te = { sku: 'TE-100', nombre: 'Té verde', pesoKg: 0.1, volumenM3: 0.0005 };
  const { version } = await sonda.done('/productos', te);
  await sonda.seen(`/productos/TE-100?desdeVersion=${version}`, (visto) => expect(visto).toMatchObject(te));
});

test('una versión que nadie ha escrito se niega en el acto, por muchos que la pidan, y no quita el turno a los demás', async () => {
  const lejos = 'GET /productos/CAFE-500?desdeVersion=999999';
  const { status, body, headers } = await sonda.ask(lejos);
  expect([status, body.codigo, headers.get('retry-after')]).toStrictEqual([503, 'VISTA_ATRASADA', '1']);
  const muchas = Promise.all(Array.from({ length: 200 }, () => sonda.ask(lejos)));
  expect((await sonda.ask('GET /productos/CAFE-500')).status).toBe(200);
  expect(new Set((await muchas).map((respuesta) => respuesta.status))).toStrictEqual(new Set([503]));
});

test('una pregunta con un campo que no se conoce no se adivina', async () => {
  const { status, body } = await sonda.ask('GET /inventario?sku=CAFE-500&color=rojo');
  expect([status, body.errores[0].campo]).toStrictEqual([400, 'color']);
});
