import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import type { AnyQuery } from '#shared/model/query.ts';
import { contextos } from './contextos.ts';
import { crearOrden } from './ordenes/commands/crearOrden.ts';

const consultas = Object.assign({}, ...contextos.map(({ queries }) => queries)) as Record<string, AnyQuery>;
const CLIENTE = 'consultada-1';

let sonda: Probe;
let ordenId: string;

beforeAll(async () => {
  sonda = await startProbe();
  const crear = async (route: string, body: object) => {
    const answer = await sonda.ask(route, { body });
    expect([200, 201]).toContain(answer.status);
    return answer.body.id as string;
  };
  const ejemplo = (nombre: string) => contextos.map(({ commands }) => commands[nombre]?.example).find(Boolean);
  await crear('POST /bodegas', ejemplo('registrarBodega'));
  await crear('POST /productos', ejemplo('registrarProducto'));
  const { bodegaId: _, ...ingreso } = ejemplo('ingresarInventario');
  await crear('POST /bodegas/BOG-NORTE/ingresos', ingreso);
  await crear('POST /vehiculos', ejemplo('registrarVehiculo'));
  await crear('POST /clientes', { ...ejemplo('registrarCliente'), clienteId: CLIENTE });
  ordenId = await crear('POST /ordenes', { ...crearOrden.example, clienteId: CLIENTE });
}, 120_000);

afterAll(() => sonda?.stop());

/** What to ask of each query on that data. */
const preguntas = (): Readonly<Record<string, string>> => ({
  verOrden: `/ordenes/${ordenId}`,
  listarOrdenes: `/ordenes?clienteId=${CLIENTE}`,
  verCronologia: `/ordenes/${ordenId}/cronologia`,
  listarAvisos: `/ordenes/${ordenId}/avisos`,
  verInventario: '/inventario/BOG-NORTE/CAFE-500',
  listarInventario: '/inventario?bodegaId=BOG-NORTE',
  listarBodegas: '/bodegas',
  listarProductos: '/productos',
  verProducto: '/productos/CAFE-500',
  verVehiculo: '/vehiculos/ABC123',
  listarVehiculos: '/vehiculos?bodegaId=BOG-NORTE',
  verRuta: '/vehiculos/ABC123/ruta',
  verAnalitica: `/analitica?desde=${hoy(-1)}&hasta=${hoy(1)}`,
  verCliente: `/clientes/${CLIENTE}`,
  listarClientes: '/clientes',
});

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
  const { body } = await sonda.ask('POST /productos', { body: te });
  await vi.waitFor(async () => {
    expect((await sonda.ask(`GET /productos/TE-100?desdeVersion=${body.version}`)).body).toMatchObject(te);
  }, WAIT);
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
