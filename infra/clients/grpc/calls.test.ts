import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GrpcServer, startGrpc } from './server.ts';
import { type GrpcJs, grpcJs } from './testing/grpcJs.ts';
import { startUpstream, type Upstream } from './testing/upstream.ts';

let upstream: Upstream;
let server: GrpcServer;
let client: GrpcJs;

beforeAll(async () => {
  upstream = await startUpstream();
  server = await startGrpc({ apiUrl: upstream.url, port: 0, host: '127.0.0.1', onLog: console.error });
  client = grpcJs(server.port);
});
afterAll(async () => {
  client?.close();
  await server?.stop();
  await upstream?.stop();
});

const problem = (status: number, codigo: string, more: object = {}) => ({
  status,
  body: { status, codigo, title: 'Título', detail: 'detalle', instance: 'urn:alpes:peticion:1', ...more },
});

test('a message becomes the JSON of the API, and its answer a message again', async () => {
  upstream.answers(() => ({
    status: 201,
    headers: { 'idempotency-replayed': 'true' },
    body: { id: 'o1', version: 1, flujo: 'orden#o1' },
  }));
  const request = {
    clienteId: 'tienda-42',
    destinatario: { nombre: 'Ana', telefono: '+573001234567' },
    destino: { direccion: 'Calle 1', ciudad: 'Bogotá', coordenadas: { lat: 0, lon: -74 } },
    lineas: [{ sku: 'CAFE-500', cantidad: 2 }],
    ventana: { desde: { seconds: 1_900_000_000 }, hasta: { seconds: 1_900_003_600 } },
    prioridad: 'PRIORIDAD_ALTA',
  };
  const headers = {
    authorization: 'Bearer abc',
    'idempotency-key': 'k1',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  };
  const { answer } = await client.unary('OrdenesService', 'crearOrden', request, { headers });
  expect(answer).toStrictEqual({ id: 'o1', version: 1, repetida: true });
  expect(upstream.came[0]?.route).toBe('POST /ordenes');
  expect(upstream.came[0]?.headers).toMatchObject(headers);
  expect(upstream.came[0]?.body).toStrictEqual({
    ...request,
    ventana: { desde: '2030-03-17T17:46:40Z', hasta: '2030-03-17T18:46:40Z' },
    prioridad: 'alta',
  });
});

test('words of lists are those of the API both ways; what is not known or forgotten is not there', async () => {
  const row = {
    ordenId: 'o1',
    estado: 'enTransito',
    destinatario: { nombre: null },
    deManana: 1,
    prioridad: 'altisima',
  };
  upstream.answers(() => ({ body: { elementos: [row], siguiente: 'c2' } }));
  const { answer } = await client.unary('OrdenesService', 'listarOrdenes', {
    estado: 'ESTADO_DE_ORDEN_ENTREGADA_PARCIAL',
    limite: 1,
  });
  expect(upstream.came.map(({ route }) => route)).toStrictEqual(['GET /ordenes?estado=entregadaParcial&limite=1']);
  expect(answer.siguiente).toBe('c2');
  expect(answer.elementos).toMatchObject([
    { ordenId: 'o1', estado: 'ESTADO_DE_ORDEN_EN_TRANSITO', prioridad: 'PRIORIDAD_UNSPECIFIED' },
  ]);
  expect(answer.elementos[0].destinatario._nombre).toBeUndefined();
});

test('a product of a warehouse is a page of one', async () => {
  upstream.answers(({ route }) => ({
    body: route.includes('?') ? { elementos: [] } : { bodegaId: 'B', sku: 'S/1', existencias: -2 },
  }));
  const ask = (question: object) => client.unary('InventarioService', 'consultarInventario', question);
  expect((await ask({ bodegaId: 'B', sku: 'S/1' })).answer.elementos).toMatchObject([{ existencias: -2 }]);
  await ask({ bodegaId: 'B' });
  expect(upstream.came.map(({ route }) => route)).toStrictEqual([
    'GET /inventario/B/S%2F1',
    'GET /inventario?bodegaId=B',
  ]);
});

test.each([
  [problem(401, 'NO_AUTENTICADO'), 'UNAUTHENTICATED'],
  [problem(403, 'SIN_PERMISO'), 'PERMISSION_DENIED'],
  [problem(404, 'NO_EXISTE'), 'NOT_FOUND'],
  [problem(404, 'RUTA_DESCONOCIDA'), 'UNIMPLEMENTED'],
  [problem(409, 'ORDEN_EN_TRANSITO'), 'FAILED_PRECONDITION'],
  [problem(413, 'PETICION_DEMASIADO_GRANDE'), 'RESOURCE_EXHAUSTED'],
  [problem(422, 'CLAVE_REUTILIZADA'), 'FAILED_PRECONDITION'],
  [problem(500, 'ERROR_INTERNO'), 'INTERNAL'],
  [problem(503, 'TIEMPO_AGOTADO'), 'UNAVAILABLE'],
])('a problem is a status with its code: %j', async (reply, code) => {
  upstream.answers(() => reply);
  const said = await client.unary('OrdenesService', 'verOrden', { ordenId: 'o1' });
  expect(said).toStrictEqual({ code, message: 'Título. detalle', reason: reply.body.codigo });
});

test('the fields that are refused are those of the message, and when to come again is said', async () => {
  const errores = [
    { campo: 'lineas.0.cantidad', mensaje: 'Debe ser mayor' },
    { campo: 'clienteId', mensaje: 'Falta' },
    { campo: 'Idempotency-Key', mensaje: 'Mal' },
  ];
  const detail = 'lineas.0.cantidad: Debe ser mayor; clienteId: Falta; Idempotency-Key: Mal; … y 3 más';
  upstream.answers(() => problem(400, 'ENTRADA_INVALIDA', { detail, errores }));
  expect(await client.unary('OrdenesService', 'crearOrden', {})).toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: 'Título. lineas[0].cantidad: Debe ser mayor; cliente_id: Falta; idempotency-key: Mal; … y 3 más',
    fields: [
      ['lineas[0].cantidad', 'Debe ser mayor'],
      ['cliente_id', 'Falta'],
      ['idempotency-key', 'Mal'],
    ],
  });
  upstream.answers(() => ({ ...problem(503, 'VISTA_ATRASADA'), headers: { 'retry-after': '3' } }));
  expect(await client.unary('OrdenesService', 'verOrden', { ordenId: 'o1' })).toMatchObject({
    code: 'UNAVAILABLE',
    retrySeconds: 3,
  });
});

test.each(['', '.', '..'])('an id that would make another path never reaches the API: "%s"', async (ordenId) => {
  upstream.answers(() => ({ body: {} }));
  const { code, fields } = await client.unary('OrdenesService', 'cancelarOrden', { ordenId, motivo: 'x' });
  expect([code, fields?.[0]?.[0], upstream.came.length]).toStrictEqual(['INVALID_ARGUMENT', 'orden_id', 0]);
});

test('what is not of the API is told without its text', async () => {
  upstream.answers(() => ({ status: 502, body: '<html>' }));
  expect(await client.unary('OrdenesService', 'verOrden', { ordenId: 'o1' })).toStrictEqual({
    code: 'UNAVAILABLE',
    message: 'La API respondió 502',
  });
});

test('a deadline and a cancellation end the request of the API too', async () => {
  upstream.answers(() => undefined);
  const late = await client.unary('OrdenesService', 'verOrden', { ordenId: 'o1' }, { timeoutMs: 300 });
  expect(late.code).toBe('DEADLINE_EXCEEDED');
  await upstream.came[0]?.gone;
});

test('a message that is too large is refused', async () => {
  const { code } = await client.unary('OrdenesService', 'crearOrden', { notas: 'x'.repeat(300 * 1024) });
  expect(code).toBe('RESOURCE_EXHAUSTED');
});

test('positions go together while the API is busy, and a refused one is named by its place in the stream', async () => {
  const at = (n: number, vehiculoId = 'ALN001') => ({
    vehiculoId,
    coordenadas: { lat: 4, lon: -74 },
    registradaEn: { seconds: 1_900_000_000 + n },
  });
  upstream.answers(({ body }) => ({ body: { guardadas: body.posiciones.length } }));
  const many = [...Array.from({ length: 250 }, (_, n) => at(n)), at(0, 'ALN002')];
  const { answer } = await client.sending('UbicacionesService', 'registrarUbicaciones', many);
  expect(answer).toStrictEqual({ recibidas: 251, guardadas: 251 });
  const sent = upstream.came.filter(({ route }) => route === 'POST /vehiculos/ALN001/ubicaciones');
  expect(sent.flatMap(({ body }) => body.posiciones)).toHaveLength(250);
  expect(Math.max(...sent.map(({ body }) => body.posiciones.length))).toBeLessThanOrEqual(100);

  const errores = [{ campo: 'posiciones.0.coordenadas.lat', mensaje: 'Fuera' }];
  upstream.answers(({ route }) =>
    route.includes('ALN002') ? problem(400, 'ENTRADA_INVALIDA', { errores }) : { body: { guardadas: 1 } },
  );
  expect(
    await client.sending('UbicacionesService', 'registrarUbicaciones', [at(1), at(2), at(3, 'ALN002')]),
  ).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [['[2].coordenadas.lat', 'Fuera']] });

  const malo = { campo: 'vehiculoId', mensaje: 'No lo es' };
  upstream.answers(({ route }) =>
    route.includes('ALN002')
      ? problem(400, 'ENTRADA_INVALIDA', { detail: 'vehiculoId: No lo es', errores: [malo] })
      : { body: { guardadas: 1 } },
  );
  expect(
    await client.sending('UbicacionesService', 'registrarUbicaciones', [at(1), at(2), at(3, 'ALN002')]),
  ).toMatchObject({ message: 'Título. [2].vehiculo_id: No lo es', fields: [['[2].vehiculo_id', 'No lo es']] });
  expect(await client.sending('UbicacionesService', 'registrarUbicaciones', [at(1), at(2, '')])).toMatchObject({
    message: '[1].vehiculo_id: Falta',
    fields: [['[1].vehiculo_id', 'Falta']],
  });
});

const TOO_LATE = { seconds: 10 ** 15 };
const NO_MOMENT = 'Debe ser un momento de los años 0001 a 9999';

test.each([
  ['crearOrden', { ventana: { desde: TOO_LATE } }, [['ventana.desde', NO_MOMENT]]],
  ['crearOrden', { ventana: { hasta: { seconds: -62_135_596_801 } } }, [['ventana.hasta', NO_MOMENT]]],
  ['crearOrden', { ventana: { desde: { nanos: -1 } } }, [['ventana.desde', NO_MOMENT]]],
  ['crearOrden', { ventana: { desde: { nanos: 1_000_000_000 } } }, [['ventana.desde', NO_MOMENT]]],
  ['crearOrden', { prioridad: 77 }, [['prioridad', 'No tiene un valor 77']]],
  [
    'listarOrdenes',
    { estado: -1, desde: TOO_LATE },
    [
      ['estado', 'No tiene un valor -1'],
      ['desde', NO_MOMENT],
    ],
  ],
])('a value that its schema does not allow never reaches the API: %s %j', async (method, request, fields) => {
  upstream.answers(() => ({ body: {} }));
  const said = await client.unary('OrdenesService', method, request);
  const message = fields.map(([campo, mensaje]) => `${campo}: ${mensaje}`).join('; ');
  expect(said).toStrictEqual({ code: 'INVALID_ARGUMENT', reason: 'ENTRADA_INVALIDA', message, fields });
  expect(upstream.came).toStrictEqual([]);
});

test('a value that its schema does not allow is named by the place of its message in the stream', async () => {
  upstream.answers(() => ({ body: { guardadas: 1 } }));
  const good = { vehiculoId: 'ALN001', coordenadas: { lat: 4, lon: -74 } };
  const sent = [good, good, { ...good, registradaEn: TOO_LATE }];
  expect(await client.sending('UbicacionesService', 'registrarUbicaciones', sent)).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: [['[2].registrada_en', NO_MOMENT]],
  });
});

test.each(['lineas: Debe tener, como mínimo, 1; ¿sí? @a/b & c=d + $5 #1', '100 % “raro” %3A \u{1f69a}\n'])(
  'a message comes as it was said: %j',
  async (title) => {
    upstream.answers(() => ({ status: 409, body: { title } }));
    expect((await client.unary('OrdenesService', 'verOrden', { ordenId: 'o1' })).message).toBe(title);
  },
);
