import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { crearOrden } from './ordenes/commands/crearOrden.ts';

const carpeta = mkdtempSync(path.join(tmpdir(), 'alpes-entradas-'));
let probe: Probe;

beforeAll(async () => {
  probe = await startProbe({ dataFolder: carpeta });
}, 120_000);

afterAll(async () => {
  await probe?.stop();
  rmSync(carpeta, { recursive: true });
});

/** Sends a body as it is. */
async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const token = await probe.system.issuer.operator();
  const answer = await fetch(`${probe.system.apiUrl}/ordenes`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, size: text.length, headers: answer.headers, body: JSON.parse(text) };
}

/** An order whose recipient has this name. */
const orden = (nombre: string) =>
  JSON.stringify({ ...crearOrden.example, destinatario: { ...crearOrden.example.destinatario, nombre } });

describe('una petición', () => {
  test.each([
    ['sin token', 'GET /ordenes', '', 401, 'NO_AUTENTICADO', 'Bearer'],
    ['con lo que no tiene forma de token', 'GET /ordenes', 'nada', 401, 'NO_AUTENTICADO', 'Bearer'],
    ['con un token que no vale', 'GET /ordenes', 'no.es.token', 401, 'NO_AUTENTICADO', 'Bearer'],
    ['por una ruta que no hay', 'GET /nada', undefined, 404, 'RUTA_DESCONOCIDA', null],
    ['con un método que la ruta no admite', 'DELETE /ordenes', undefined, 405, 'METODO_NO_PERMITIDO', null],
  ])(
    '%s se responde con un problema, y un 401 dice cómo autenticarse',
    async (_, ruta, token, status, codigo, como) => {
      const { headers, body } = await probe.ask(ruta, { token });
      expect(body).toStrictEqual({
        type: `urn:alpes:problema:${codigo}`,
        title: expect.any(String),
        status,
        codigo,
        instance: expect.stringMatching(/^urn:alpes:peticion:[\w-]+$/),
      });
      expect([headers.get('Content-Type'), headers.get('WWW-Authenticate')]).toStrictEqual([
        'application/problem+json; charset=utf-8',
        como,
      ]);
    },
  );
  test('con un método que la ruta no admite dice cuáles admite', async () => {
    const de = async (ruta: string) => (await probe.ask(ruta)).headers.get('Allow');
    expect([await de('PUT /ordenes'), await de('POST /ordenes/1/cronologia')]).toStrictEqual(['GET, POST', 'GET']);
  });
});

test('la API anota de cada petición de quién es, cuánto tardó y su traza', async () => {
  const archivo = path.join(carpeta, 'logs', `_aws_apigateway_${LOCAL.system}.log`);
  const anotada = async (token?: string) => {
    const { headers } = await probe.ask('GET /productos', { token });
    return vi.waitFor(() => {
      const lineas = readFileSync(archivo, 'utf8').trim().split('\n');
      const una = lineas.find((linea) => linea.includes(String(headers.get('x-amzn-requestid'))));
      return JSON.parse(una as string);
    }, WAIT);
  };
  const suya = {
    httpMethod: 'GET',
    resourcePath: '/productos',
    ip: '127.0.0.1',
    latencyMs: expect.stringMatching(/^\d+$/),
    xrayTraceId: expect.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  };
  const quien = decodeJwt(await probe.system.issuer.operator()).sub;
  expect(await anotada()).toMatchObject({
    ...suya,
    status: '200',
    principal: quien,
    integrationLatencyMs: expect.stringMatching(/^\d+$/),
  });
  expect(await anotada('nada')).toMatchObject({ ...suya, status: '401', principal: '-' });
});

describe('lo que no es un pedido se rechaza diciendo por qué', () => {
  test.each([
    ['un sustituto suelto', orden('X').replace('"X"', '"Bad \\ud83d"')],
    ['un carácter NUL', orden('A\0B')],
    ['un salto de línea', orden('A\nB')],
    ['nada que se vea', orden('\u200b')],
    ['algo que no se ve', orden('Ana\u200b')],
  ])('%s en el nombre', async (_, cuerpo) => {
    const { status, body } = await post(cuerpo);
    expect([status, body.codigo, body.errores[0].campo]).toStrictEqual([
      400,
      'ENTRADA_INVALIDA',
      'destinatario.nombre',
    ]);
  });

  test('un sustituto suelto en la ciudad', async () => {
    const { destino } = crearOrden.example;
    const cuerpo = JSON.stringify({ ...crearOrden.example, destino: { ...destino, ciudad: 'Bog\ud800' } });
    expect((await post(cuerpo)).body.errores).toMatchObject([{ campo: 'destino.ciudad' }]);
  });

  test('un cuerpo que no es UTF-8', async () => {
    const bytes = Buffer.from(orden('A\u0001B').replace('\\u0001', '\u0001'));
    bytes[bytes.indexOf(1)] = 0xff;
    expect((await post(new Uint8Array(bytes))).status).toBe(400);
  });

  test.each(['text/xml', 'multipart/form-data; boundary=x', 'application/json; charset=latin1'])(
    'un cuerpo de tipo %s',
    async (tipo) => {
      const { status, body } = await post(orden('Ana'), { 'Content-Type': tipo });
      expect([status, body.codigo]).toStrictEqual([415, 'TIPO_NO_ADMITIDO']);
    },
  );

  test('cien mil campos que nadie conoce', async () => {
    const campos = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n.toString(36)}`, 1]));
    const { status, size, body } = await post(JSON.stringify(campos));
    expect([status, body.errores.length]).toStrictEqual([400, 20]);
    expect(size).toBeLessThan(5_000);
  });

  test('más de lo que cabe', async () => {
    const { status, body } = await post(orden('A'.repeat(1_100_000)));
    expect([status, body.codigo]).toStrictEqual([413, 'PETICION_DEMASIADO_GRANDE']);
  });
});

test('lo que se ve igual se guarda igual', async () => {
  const { body } = await post(orden('  Jose\u0301 '));
  const esperado = { nombre: 'José', telefono: '+573001234567' };
  await vi.waitFor(async () => {
    expect((await probe.ask(`GET /ordenes/${body.id}?desdeVersion=1`)).body.destinatario).toMatchObject(esperado);
  }, WAIT);
});

describe('X-Correlation-Id', () => {
  test.each(['con espacios', 'ñ', 'x'.repeat(256)])('"%s" no se puede guardar', async (id) => {
    const { status, headers, body } = await post(orden('Ana'), { 'X-Correlation-Id': id });
    expect([status, body.errores[0].campo]).toStrictEqual([400, 'X-Correlation-Id']);
    expect(headers.get('X-Correlation-Id')).toMatch(/^[\x21-\x7e]+$/);
  });
  test('vuelve en la respuesta', async () =>
    expect((await post(orden('Ana'), { 'X-Correlation-Id': 'pedido-7' })).headers.get('X-Correlation-Id')).toBe(
      'pedido-7',
    ));
});

describe('una pregunta no se adivina', () => {
  test.each([
    ['un campo dos veces', 'GET /ordenes?estado=creada&estado=confirmada', 'estado'],
    ['un número con exponente', 'GET /ordenes?estado=creada&limite=1e2', 'limite'],
    ['un número con signo', 'GET /analitica?desde=2026-01-01&hasta=2026-01-02&top=%2B5', 'top'],
    ['una versión en hexadecimal', 'GET /productos/CAFE-500?desdeVersion=0x1', 'desdeVersion'],
    ['un cursor en blanco', 'GET /productos?cursor=', 'cursor'],
    ['un campo de un mandato en la ruta', 'POST /ordenes?clienteId=tienda-42', 'clienteId'],
  ])('%s', async (_, ruta, campo) => {
    const { status, body } = await probe.ask(ruta, ruta.startsWith('POST') ? { body: crearOrden.example } : {});
    expect([status, body.codigo, body.errores[0].campo]).toStrictEqual([400, 'ENTRADA_INVALIDA', campo]);
  });
  test('un número escrito como tal se toma', async () =>
    expect((await probe.ask('GET /productos?limite=2')).body.elementos).toStrictEqual([]));
});

describe.each(['crearOrden', 'verOrden', 'listarOrdenes', 'verAnalitica'])('una invocación a mano de %s', (nombre) => {
  test.each(['null', '5', '"texto"', '[]'])('con %s se rechaza diciendo por qué', async (entrada) => {
    const respuesta = await probe.lambda.send(
      new InvokeCommand({ FunctionName: LOCAL.of(nombre), Payload: Buffer.from(entrada) }),
    );
    expect(respuesta.Payload?.transformToString()).toContain('Debe ser un objeto JSON');
  });
});

test('un rango al revés se rechaza, en toda consulta que lo tiene', async () => {
  for (const ruta of [
    'GET /ordenes?clienteId=tienda-42&desde=2026-02-01T00:00:00Z&hasta=2025-02-01T00:00:00Z',
    'GET /analitica?desde=2026-02-01&hasta=2025-02-01',
  ]) {
    const { status, body } = await probe.ask(ruta);
    expect([status, body.detail]).toStrictEqual([400, 'hasta: hasta no puede ser anterior a desde']);
  }
});
