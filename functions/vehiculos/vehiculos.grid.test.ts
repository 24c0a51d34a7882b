import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { BatchGetTracesCommand, XRayClient } from '@aws-sdk/client-xray';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { registrarBodega } from '../bodegas/commands/registrarBodega.ts';
import { registrarProducto } from '../bodegas/commands/registrarProducto.ts';
import { crearOrden } from '../ordenes/commands/crearOrden.ts';
import { masDias } from './calendario.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';

const { bodegaId } = registrarBodega.example;
const { sku } = registrarProducto.example;
const { vehiculoId, recibidoPor, evidencia } = confirmarEntrega.example;

let sonda: Probe;
let dia: string;
let xray: XRayClient;

beforeAll(async () => {
  sonda = await startProbe();
  dia = tenInTheMorning(sonda.system.grid);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  xray = new XRayClient({ endpoint: sonda.system.endpoint, region: 'us-east-1', credentials });
});

afterAll(async () => {
  xray?.destroy();
  await sonda?.stop();
});

/** A stream's commits, oldest first. */
async function commitsOf(stream: string): Promise<Record<string, any>[]> {
  const { Items = [] } = await sonda.dynamodb.send(
    new QueryCommand({
      TableName: sonda.names.eventLog,
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'stream' },
      ExpressionAttributeValues: { ':s': { S: stream } },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => unmarshall(item));
}

/** The types of a stream's events, oldest first. */
async function typesOf(stream: string): Promise<string[]> {
  return (await commitsOf(stream)).flatMap(({ events }) => JSON.parse(events).map(({ type }: Recorded) => type));
}

/** The traces that commits belong to, as X-Ray names them. */
function tracesOf(commits: readonly Record<string, any>[]): string[] {
  const traceparents = commits.map(({ metadata }) => JSON.parse(metadata).traceparent as string);
  return [...new Set(traceparents.map((text) => `1-${text.slice(3, 11)}-${text.slice(11, 35)}`))];
}

/** The segments of a trace. */
async function segmentsOf(trace: string): Promise<Record<string, any>[]> {
  const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds: [trace] }));
  return (Traces[0]?.Segments ?? []).map(({ Document = '{}' }) => JSON.parse(Document));
}

const until = (stream: string, ...types: string[]) =>
  vi.waitFor(async () => expect(await typesOf(stream)).toStrictEqual(types), WAIT);

test('una orden vive entera: de la petición del cliente a la entrega con prueba', async () => {
  await sonda.done('/bodegas', { ...registrarBodega.example, calendario: undefined });
  await sonda.done('/productos', registrarProducto.example);
  await sonda.done(`/bodegas/${bodegaId}/ingresos`, { sku, cantidad: 10 });
  await sonda.done('/vehiculos', { ...registrarVehiculo.example, calendario: undefined });
  await sonda.seen(`/vehiculos/${vehiculoId}`, ({ estado }) => expect(estado).toBe('disponible'));

  const { id: ordenId } = await sonda.done('/ordenes', crearOrden.example);
  const asignada = ['OrdenCreada', 'OrdenConfirmada', 'OrdenAsignada'];
  await until(`orden#${ordenId}`, ...asignada);

  await sonda.done(`/vehiculos/${vehiculoId}/rutas`);
  await until(`orden#${ordenId}`, ...asignada, 'OrdenEnTransito');
  await until(`reserva#${ordenId}`, 'ReservaHecha', 'ReservaDespachada');
  const { direccion } = crearOrden.example.destino;
  await sonda.seen(`/vehiculos/${vehiculoId}/ruta`, ({ elementos }) =>
    expect(elementos).toMatchObject([{ ordenId, direccion, vehiculoId }]),
  );

  await sonda.done(`/vehiculos/${vehiculoId}/entregas/${ordenId}/confirmacion`, { recibidoPor, evidencia });
  await until(`orden#${ordenId}`, ...asignada, 'OrdenEnTransito', 'OrdenEntregada');

  await sonda.done(`/vehiculos/${vehiculoId}/rutas/finalizacion`);
  expect(await typesOf(`vehiculo#${vehiculoId}`)).toStrictEqual([
    'VehiculoRegistrado',
    'RutaIniciada',
    'ParadaCerrada',
    'RutaFinalizada',
  ]);
  expect(await typesOf(`entrega#${ordenId}`)).toStrictEqual([
    'EntregaEncargada',
    'EntregaPlanificada',
    'EntregaEnRuta',
    'EntregaConfirmada',
  ]);

  // One order is one trace, though a driver's requests have theirs: what the saga sends stays in the customer's.
  const streams = ['orden', 'cumplimiento', 'reserva'].map((kind) => `${kind}#${ordenId}`);
  const commits = (await Promise.all(streams.map(commitsOf))).flat();
  const [trace = '', ...others] = tracesOf(commits);
  expect(others).toEqual([]);
  await vi.waitFor(async () => {
    const segments = await segmentsOf(trace);
    const names = segments.map(({ name }) => name);
    for (const name of [
      'crearOrden',
      'relay',
      'cumplimiento',
      'reservarInventario',
      'iniciarTransito',
      'registrarEntrega',
    ]) {
      expect(names).toContain(sonda.names.of(name));
    }
    const ids = new Set(segments.map(({ id }) => id));
    const first = segments.filter(({ parent_id }) => !ids.has(parent_id));
    expect(first.map(({ origin }) => origin)).toEqual(['AWS::ApiGateway::Stage']);
    expect(segments.some(({ fault }) => fault)).toBe(false);
  }, WAIT);
});

test('lo que falla lo lleva otra vez el mismo vehículo, y lo que se cancela en el plan deja libre su mercancía', async () => {
  const { id: ordenId } = await sonda.done('/ordenes', crearOrden.example);
  const { id: cancelada } = await sonda.done('/ordenes', crearOrden.example);
  const planificada = ['EntregaEncargada', 'EntregaPlanificada'];
  await until(`entrega#${ordenId}`, ...planificada);
  await until(`orden#${cancelada}`, 'OrdenCreada', 'OrdenConfirmada', 'OrdenAsignada');
  await sonda.done(`/ordenes/${cancelada}/cancelacion`, { motivo: 'Ya no la necesito' });
  await until(`entrega#${cancelada}`, ...planificada, 'EntregaRetirada');
  await until(`reserva#${cancelada}`, 'ReservaHecha', 'ReservaLiberada');

  await sonda.done(`/vehiculos/${vehiculoId}/rutas`);
  await sonda.done(`/vehiculos/${vehiculoId}/entregas/${ordenId}/fallo`, { motivo: 'ausente' });
  const fallida = [...planificada, 'EntregaEnRuta', 'EntregaFallida'];
  await until(`entrega#${ordenId}`, ...fallida, 'EntregaPlanificada');
  const [{ data }] = (await commitsOf(`entrega#${ordenId}`)).slice(-1).flatMap(({ events }) => JSON.parse(events));
  expect(data).toMatchObject({ vehiculoId, intento: 2 });

  await sonda.done(`/vehiculos/${vehiculoId}/rutas/finalizacion`);
  await sonda.done(`/vehiculos/${vehiculoId}/planes/${data.dia}/paradas/${ordenId}/liberacion`);
  await sonda.seen('/entregas/pendientes', ({ elementos }) =>
    expect(elementos).toMatchObject([{ ordenId, espera: { codigo: 'LIBERADA' } }]),
  );
});

test('lo que espera un vehículo lo tiene en cuanto hay uno, y el planificador mira lo demás', async () => {
  await sonda.done(`/vehiculos/${vehiculoId}/mantenimiento`, { motivo: 'Frenos' });
  const { id: ordenId } = await sonda.done('/ordenes', crearOrden.example);
  await until(`entrega#${ordenId}`, 'EntregaEncargada', 'EntregaSinPlan');
  await sonda.done(`/bodegas/${bodegaId}/correcciones`, { esperaMaximaMin: 30 });
  await until(`entrega#${ordenId}`, 'EntregaEncargada', 'EntregaSinPlan', 'EntregaSinPlan');
  await sonda.done(`/vehiculos/${vehiculoId}/mantenimiento/fin`);
  await until(`entrega#${ordenId}`, 'EntregaEncargada', 'EntregaSinPlan', 'EntregaSinPlan', 'EntregaPlanificada');
  await sonda.seen('/entregas/pendientes', ({ elementos }) => expect(elementos).toHaveLength(1));
  await sonda.seen(`/planes?dia=${dia}`, ({ elementos }) => expect(elementos).toHaveLength(1));

  const { FunctionError, Payload } = await sonda.lambda.send(
    new InvokeCommand({ FunctionName: sonda.names.of('planificador'), Payload: '{}' }),
  );
  expect(FunctionError).toBeUndefined();
  expect(JSON.parse(Buffer.from(Payload as Uint8Array).toString())).toStrictEqual({
    esperan: 1,
    quedaron: 0,
    jornadas: 1,
  });
});

test('planificar una jornada responde lo que cambió, y queda en la lista', async () => {
  const otro = EJEMPLO.otroVehiculoId;
  const { id: ordenId } = await sonda.done('/ordenes', crearOrden.example);
  await until(`entrega#${ordenId}`, 'EntregaEncargada', 'EntregaPlanificada');
  await sonda.done('/vehiculos', { ...registrarVehiculo.example, calendario: undefined, vehiculoId: otro });
  await sonda.seen(`/vehiculos/${otro}`, ({ estado }) => expect(estado).toBe('disponible'));
  await sonda.done(`/vehiculos/${otro}/planes/${dia}/paradas`, { ordenId });
  await sonda.seen(`/planes?dia=${dia}&bodegaId=${bodegaId}`, ({ elementos }) =>
    expect(elementos).toMatchObject([
      { vehiculoId, paradas: [{}] },
      { vehiculoId: otro, paradas: [{ ordenId }] },
    ]),
  );

  const hecha = await sonda.done('/rutas/planificacion', { bodegaId });
  const { id, version, flujo, ...balance } = hecha;
  expect([version, flujo]).toStrictEqual([1, `planificacion#${id}`]);
  expect(balance).toMatchObject({ movidas: 1, vehiculosAntes: 2, vehiculosDespues: 1 });
  expect(balance.metrosDespues).toBeLessThan(balance.metrosAntes);
  await sonda.seen(`/rutas/planificaciones?bodegaId=${bodegaId}`, ({ elementos }) =>
    expect(elementos).toStrictEqual([
      { planificacionId: id, bodegaId, dia, hechaEn: expect.stringMatching(/^20.*Z$/), ...balance },
    ]),
  );
  await sonda.seen(`/planes?dia=${dia}&bodegaId=${bodegaId}`, ({ elementos }) =>
    expect(elementos.map(({ paradas }: { paradas: unknown[] }) => paradas.length)).toStrictEqual([2]),
  );
  expect((await sonda.done('/rutas/planificacion', { bodegaId })).movidas).toBe(0);
});

test('lo de un vehículo que va al taller va en otro enseguida; sin otro, espera y se dice por qué', async () => {
  const otro = EJEMPLO.otroVehiculoId;
  let lleno = vehiculoId;
  await sonda.seen(`/planes?dia=${dia}&bodegaId=${bodegaId}`, ({ elementos: [uno] }) => {
    lleno = uno.vehiculoId;
  });
  const libre = lleno === otro ? vehiculoId : otro;
  await sonda.done(`/vehiculos/${lleno}/mantenimiento`, { motivo: 'Frenos' });
  await sonda.seen(`/planes?dia=${dia}&bodegaId=${bodegaId}`, (planes) =>
    expect(planes.elementos).toMatchObject([{ vehiculoId: libre, paradas: [{}, {}] }]),
  );
  await sonda.done(`/vehiculos/${libre}/mantenimiento`, { motivo: 'Frenos' });
  await sonda.seen('/entregas/pendientes', (pendientes) =>
    expect(pendientes.elementos.map(({ espera }: any) => espera.codigo).sort()).toStrictEqual([
      'LIBERADA',
      'SIN_VEHICULOS',
      'SIN_VEHICULOS',
    ]),
  );
  await sonda.done(`/vehiculos/${libre}/mantenimiento/fin`);
  await sonda.seen(`/planes?dia=${dia}&bodegaId=${bodegaId}`, (planes) =>
    expect(planes.elementos).toMatchObject([{ vehiculoId: libre, paradas: [{}, {}] }]),
  );

  const sur = {
    ...registrarBodega.example,
    calendario: undefined,
    bodegaId: 'BOG-SUR',
    coordenadas: { lat: 4.58, lon: -74.14 },
  };
  await sonda.done('/bodegas', sur);
  await sonda.done(`/vehiculos/${libre}/correcciones`, { bodegaId: sur.bodegaId, base: sur.coordenadas });
  await sonda.seen(`/planes?dia=${dia}&bodegaId=${sur.bodegaId}`, (planes) =>
    expect(planes.elementos).toMatchObject([
      { vehiculoId: libre, paradas: [{ recogidas: [{ bodegaId }] }, { recogidas: [{ bodegaId }] }] },
    ]),
  );
});

test('los planes siguen a una bodega corregida, suya o de donde se recoge, y al cliente se le dice', async () => {
  const sur = 'BOG-SUR';
  const manana = masDias(dia, 1);
  const corregir = (bodega: string, calendario: object) =>
    sonda.done(`/bodegas/${bodega}/correcciones`, { calendario: { festivos: true, ...calendario } });
  const paradas = (cuando: string, ordenes: readonly string[]) =>
    sonda.seen(`/planes?dia=${cuando}&bodegaId=${sur}`, ({ elementos }) =>
      expect(
        elementos.flatMap((plan: any) => plan.paradas.map((parada: any) => parada.ordenId)).toSorted(),
      ).toStrictEqual(ordenes.toSorted()),
    );
  const ordenes = (ids: readonly string[], es: object) =>
    Promise.all(ids.map((id) => sonda.seen(`/ordenes/${id}`, (body) => expect(body).toMatchObject(es))));
  const esperan = (ids: readonly string[], codigo: string) =>
    sonda.seen('/entregas/pendientes', ({ elementos }) => {
      const suyas = elementos.filter(({ ordenId }: any) => ids.includes(ordenId));
      expect(suyas.map(({ espera }: any) => espera.codigo)).toStrictEqual(ids.map(() => codigo));
    });
  let dos: string[] = [];
  await sonda.seen(`/planes?dia=${dia}&bodegaId=${sur}`, ({ elementos: [plan] }) => {
    dos = plan.paradas.map(({ ordenId }: any) => ordenId);
    expect(dos).toHaveLength(2);
  });

  const ventana = { desde: `${dia}T22:00:00.000Z`, hasta: `${manana}T00:00:00.000Z` };
  const { id: deTarde } = await sonda.done('/ordenes', { ...crearOrden.example, ventana });
  await paradas(dia, [...dos, deTarde]);
  await ordenes([deTarde], { estado: 'asignada', dia });
  await corregir(sur, { jornada: { desde: '06:00', hasta: '12:00' } });
  await esperan([deTarde], 'VENTANA_IMPOSIBLE');
  await ordenes([deTarde], { estado: 'confirmada' });
  await paradas(dia, dos);
  await corregir(sur, {});
  await paradas(dia, [...dos, deTarde]);
  await ordenes([deTarde], { estado: 'asignada', dia });
  await sonda.done(`/ordenes/${deTarde}/cancelacion`, { motivo: 'Ya no la necesito' });
  await paradas(dia, dos);

  await corregir(sur, { libres: [dia] });
  await paradas(manana, dos);
  await paradas(dia, []);
  await ordenes(dos, { estado: 'asignada', dia: manana });

  await corregir(bodegaId, { libres: [dia, manana] });
  await esperan(dos, 'DIA_POR_PLANIFICAR');
  await ordenes(dos, { estado: 'confirmada' });
  await corregir(bodegaId, {});
  await paradas(manana, dos);
  await ordenes(dos, { estado: 'asignada', dia: manana });
});

test('cuando una parada sale de un plan, las que quedan vuelven a la hora que tenían', async () => {
  const manana = masDias(dia, 1);
  const ventana = { desde: `${manana}T22:00:00.000Z`, hasta: `${masDias(manana, 1)}T00:00:00.000Z` };
  const elPlan = (mira: (plan: { vehiculoId: string; paradas: { ordenId: string; eta: string }[] }) => void) =>
    sonda.seen(`/planes?dia=${manana}&bodegaId=BOG-SUR`, ({ elementos: [plan] }) => mira(plan));
  let dos: { ordenId: string; eta: string }[] = [];
  let suyo = '';
  await elPlan(({ vehiculoId: suVehiculo, paradas }) => {
    expect(paradas).toHaveLength(2);
    dos = paradas;
    suyo = suVehiculo;
  });
  const { id: deTarde } = await sonda.done('/ordenes', { ...crearOrden.example, ventana });
  await elPlan(({ paradas }) => expect(paradas.map(({ ordenId }) => ordenId)).toContain(deTarde));
  const ordenes = [deTarde, ...dos.map(({ ordenId }) => ordenId)];
  await sonda.done(`/vehiculos/${suyo}/planes/${manana}/orden`, { ordenes });
  await elPlan(({ paradas }) => {
    expect(paradas.map(({ ordenId }) => ordenId)).toStrictEqual(ordenes);
    expect(paradas.every(({ eta }) => eta >= ventana.desde)).toBe(true);
  });
  await sonda.done(`/ordenes/${deTarde}/cancelacion`, { motivo: 'Ya no la necesito' });
  await elPlan(({ paradas }) =>
    expect(paradas.map(({ ordenId, eta }) => [ordenId, eta])).toStrictEqual(
      dos.map(({ ordenId, eta }) => [ordenId, eta]),
    ),
  );
});
