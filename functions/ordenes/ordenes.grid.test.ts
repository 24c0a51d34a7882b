import { createHmac } from 'node:crypto';
import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';
import { digestOf, uuidOf } from '#shared/runtime/ids.ts';
import { crearOrden } from './commands/crearOrden.ts';
import { RespuestaVersiones } from './versiones.ts';

const TIENDA = 'tienda-42';
const OTRA = 'otra-tienda-7';

let sonda: Probe;
const pedir: Probe['ask'] = (...asked) => sonda.ask(...asked);

async function crear(clienteId = TIENDA): Promise<string> {
  const { status, body } = await pedir('POST /ordenes', { body: { ...crearOrden.example, clienteId } });
  expect(status).toBe(201);
  return body.id;
}

/** The orders of a customer, page by page. */
async function paginas(search: string, token?: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor = ''; ; ) {
    const { body } = await pedir(`GET /ordenes?${search}${cursor && `&cursor=${cursor}`}`, { token });
    pages.push(body.elementos.map(({ ordenId }: { ordenId: string }) => ordenId));
    if (!body.siguiente) return pages;
    cursor = encodeURIComponent(body.siguiente);
  }
}

/** An order once it is seen. While what brings it to the view starts for the first time, one has to ask again. */
function leida(ordenId: string) {
  return vi.waitFor(async () => {
    const respuesta = await pedir(`GET /ordenes/${ordenId}?desdeVersion=1`);
    expect(respuesta.status).toBe(200);
    return respuesta;
  }, WAIT);
}

async function confirmada(ordenId: string): Promise<void> {
  await vi.waitFor(async () => expect((await pedir(`GET /ordenes/${ordenId}`)).body.estado).toBe('confirmada'), WAIT);
}

beforeAll(async () => {
  sonda = await startProbe();
  const bodega = { bodegaId: 'BOG-NORTE', nombre: 'Norte', ciudad: 'Bogotá', coordenadas: { lat: 4.76, lon: -74.045 } };
  await pedir('POST /bodegas', { body: bodega });
  await pedir('POST /productos', { body: { sku: 'CAFE-500', nombre: 'Café', pesoKg: 0.5, volumenM3: 0.001 } });
  await pedir('POST /bodegas/BOG-NORTE/ingresos', { body: { sku: 'CAFE-500', cantidad: 1_000 } });
}, 120_000);

afterAll(() => sonda?.stop());

describe('una orden', () => {
  test('se lee en cuanto se crea, si se pide su versión', async () => {
    const ordenId = await crear();
    expect((await leida(ordenId)).body).toMatchObject({
      ordenId,
      clienteId: TIENDA,
      destinatario: crearOrden.example.destinatario,
      destino: crearOrden.example.destino,
      lineas: crearOrden.example.lineas,
    });
  });

  test('no se vuelve a enviar si no ha cambiado', async () => {
    const ordenId = await crear();
    await confirmada(ordenId);
    const etag = (await pedir(`GET /ordenes/${ordenId}`)).headers.get('etag') ?? '';
    for (const tags of [etag, `W/${etag}`, `"otra", ${etag}`, '*']) {
      const again = await pedir(`GET /ordenes/${ordenId}`, { headers: { 'If-None-Match': tags } });
      expect([again.status, again.body]).toStrictEqual([304, undefined]);
    }
    await pedir(`POST /ordenes/${ordenId}/cancelacion`, { body: { motivo: 'Prueba' } });
    await vi.waitFor(async () => {
      expect((await pedir(`GET /ordenes/${ordenId}`, { headers: { 'If-None-Match': etag } })).body?.estado).toBe(
        'cancelada',
      );
    }, WAIT);
  });

  test('es de su cliente: nadie más la ve, ni la pide en su nombre', async () => {
    const ordenId = await crear();
    const { issuer } = sonda.system;
    const [tienda, otra] = await Promise.all([issuer.customer(TIENDA), issuer.customer(OTRA)]);
    await leida(ordenId);
    const ver = async (token: string, path = `/ordenes/${ordenId}`) => (await pedir(`GET ${path}`, { token })).status;
    expect(await ver(tienda)).toBe(200);
    expect(await ver(otra)).toBe(404);
    expect(await ver(otra, `/ordenes/${ordenId}/cronologia`)).toBe(404);
    expect(await ver(otra, `/ordenes/${ordenId}/avisos`)).toBe(404);
    expect(await ver(otra, `/ordenes?clienteId=${TIENDA}`)).toBe(403);
    expect(await ver(otra, '/inventario?sku=CAFE-500')).toBe(403);
    expect((await pedir('POST /ordenes', { token: otra, body: crearOrden.example })).status).toBe(403);
    expect(await ver('')).toBe(401);
    expect(await ver('no.es.token')).toBe(401);
    expect((await pedir(`GET /ordenes/${crypto.randomUUID()}`)).body.codigo).toBe('NO_EXISTE');
  });

  test('ajena se responde en todo como la que no existe', async () => {
    const ordenId = await crear();
    const token = await sonda.system.issuer.customer(OTRA);
    await leida(ordenId);
    const responde = async (id: string, pedido: (id: string) => string, body?: object) => {
      const { status, body: problema, headers } = await pedir(pedido(id), { token, body });
      const { instance: _, ...igual } = problema;
      return { status, igual, tipo: headers.get('content-type') };
    };
    const pedidos: readonly (readonly [(id: string) => string, object?])[] = [
      [(id) => `GET /ordenes/${id}`],
      [(id) => `GET /ordenes/${id}?desdeVersion=1`],
      [(id) => `GET /ordenes/${id}?desdeVersion=999`],
      [(id) => `GET /ordenes/${id}/cronologia`],
      [(id) => `GET /ordenes/${id}/avisos`],
      [(id) => `POST /ordenes/${id}/cancelacion`, { motivo: 'Curiosidad' }],
    ];
    const ninguna = crypto.randomUUID();
    await Promise.all(
      pedidos.map(async ([pedido, body]) => {
        const [ajena, inexistente] = await Promise.all([
          responde(ordenId, pedido, body),
          responde(ninguna, pedido, body),
        ]);
        expect(ajena).toStrictEqual(inexistente);
        expect([404, 503]).toContain(ajena.status);
      }),
    );
    expect((await pedir(`GET /ordenes/${ordenId}`)).body.estado).not.toBe('cancelada');
  });

  test('lo que no dice de quién es no es para clientes, tengan los permisos que tengan', async () => {
    const token = await sonda.system.issuer.customer(TIENDA, {
      scopes: ['bodegas:escribir', 'bodegas:leer', 'analitica:leer'],
    });
    const bodega = { bodegaId: 'MIA', nombre: 'Mía', ciudad: 'Bogotá', coordenadas: { lat: 4.76, lon: -74.045 } };
    for (const [ruta, body] of [
      ['POST /bodegas', bodega],
      ['GET /productos/CAFE-500'],
      ['GET /inventario/BOG-NORTE/CAFE-500'],
      ['GET /analitica?desde=2030-01-01&hasta=2030-01-02'],
    ] as const) {
      const respuesta = await pedir(ruta, { token, body });
      expect([ruta, respuesta.status, respuesta.body.codigo]).toStrictEqual([ruta, 403, 'SIN_PERMISO']);
    }
  });

  test('repetida con su clave es la misma, y su identificador no se calcula desde fuera', async () => {
    const pedido = { body: crearOrden.example, headers: { 'Idempotency-Key': 'pedido-1' } };
    const [una, otra] = [await pedir('POST /ordenes', pedido), await pedir('POST /ordenes', pedido)];
    expect(otra.body).toStrictEqual(una.body);
    const conocido = [['crearOrden', 'operador', 'pedido-1'], ['pedido-1'], 'pedido-1'];
    expect(conocido.map((texto) => uuidOf(digestOf(texto)))).not.toContain(una.body.id);
    const secreto = Buffer.from((await sonda.key('#instalacion'))?.key?.B as Uint8Array);
    expect(secreto).toHaveLength(32);
    const nombrado = createHmac('sha256', secreto).update(JSON.stringify(conocido[0])).digest('base64url');
    expect(una.body.id).toBe(uuidOf(nombrado));
  });

  test('se lista con las de su cliente, la última primero, por páginas', async () => {
    const clienteId = 'paginada-1';
    const token = await sonda.system.issuer.customer(clienteId);
    const creadas: string[] = [];
    for (let n = 0; n < 5; n++) creadas.push(await crear(clienteId));
    const esperadas = creadas.toReversed();
    await vi.waitFor(async () => expect((await paginas('', token)).flat()).toStrictEqual(esperadas), WAIT);
    expect((await paginas('limite=2', token)).slice(0, 3)).toStrictEqual([
      esperadas.slice(0, 2),
      esperadas.slice(2, 4),
      esperadas.slice(4),
    ]);
    await confirmada(creadas[0] as string);
    expect((await paginas(`clienteId=${clienteId}&estado=entregada`)).flat()).toStrictEqual([]);
    expect((await paginas(`clienteId=${clienteId}&hasta=2020-01-01T00:00:00Z`)).flat()).toStrictEqual([]);
    const malo = await pedir('GET /ordenes?estado=creada&cursor=abc');
    expect([malo.status, malo.body.codigo]).toStrictEqual([400, 'CURSOR_INVALIDO']);
    const malas = await pedir('GET /ordenes?cursor=abc');
    expect([malas.status, malas.body.codigo]).toStrictEqual([400, 'CURSOR_INVALIDO']);
  });

  test('la ve un operador entre las de todos, sin preguntar por nada', async () => {
    const creadas: string[] = [];
    for (const clienteId of ['todos-1', 'todos-2', 'todos-1']) creadas.push(await crear(clienteId));
    await confirmada(creadas[0] as string);
    await pedir(`POST /ordenes/${creadas[1]}/cancelacion`, { body: { motivo: 'Prueba' } });
    const lasUltimas = async () => (await paginas('limite=2')).flat().slice(0, 3);
    await vi.waitFor(async () => expect(await lasUltimas()).toStrictEqual(creadas.toReversed()), WAIT);
    const todas = (await paginas('limite=2')).flat();
    expect(new Set(todas).size).toBe(todas.length);
    expect((await paginas('bodegaId=NINGUNA')).flat()).toStrictEqual([]);
    expect((await paginas('ciudad=bogota')).flat()).toStrictEqual(todas);
  });

  test('tiene el nombre que le da su cliente, que es de ella sola', async () => {
    const pedido = (clienteId: string) => ({ body: { ...crearOrden.example, clienteId, referencia: 'PED 7#1' } });
    const [una, otra] = [await pedir('POST /ordenes', pedido('nombra-1')), await pedir('POST /ordenes', pedido(OTRA))];
    expect([una.status, una.headers.get('location'), otra.status]).toStrictEqual([201, `ordenes/${una.body.id}`, 201]);
    const repetida = await pedir('POST /ordenes', pedido('nombra-1'));
    expect([repetida.status, repetida.body.codigo]).toStrictEqual([409, 'REFERENCIA_REPETIDA']);
    expect(repetida.body.detail).toMatch(new RegExp(`^Es de la orden ${una.body.id}, `));
    const buscar = async (token?: string) => (await paginas('referencia=PED%207%231', token)).flat();
    await vi.waitFor(
      async () => expect((await buscar()).toSorted()).toStrictEqual([una.body.id, otra.body.id].toSorted()),
      WAIT,
    );
    expect(await buscar(await sonda.system.issuer.customer(OTRA))).toStrictEqual([otra.body.id]);
  });

  test('se corrige, se reprograma y se abandona', async () => {
    const ordenId = await crear();
    await confirmada(ordenId);
    const cambiar = async (ruta: string, body: object, token?: string) =>
      (await pedir(`POST /ordenes/${ordenId}/${ruta}`, { body, token })).status;
    const lineas = [{ sku: 'CAFE-500', cantidad: 3 }];
    expect(await cambiar('correcciones', { notas: 'Timbrar', lineas })).toBe(200);
    const en = (horas: number) => new Date(Date.now() + horas * 3_600_000).toISOString();
    const ventana = { desde: en(24), hasta: en(26) };
    expect(await cambiar('reprogramacion', { ventana: { ...ventana, hasta: en(24 * 1_830) } })).toBe(422);
    expect(await cambiar('reprogramacion', { ventana })).toBe(200);
    await vi.waitFor(async () => {
      const { body } = await pedir(`GET /ordenes/${ordenId}`);
      expect(body).toMatchObject({ notas: 'Timbrar', lineas, ventana, fuera: false });
    }, WAIT);
    const motivo = 'La vía está cerrada';
    expect(await cambiar('abandono', { motivo }, await sonda.system.issuer.customer(TIENDA))).toBe(403);
    expect(await cambiar('abandono', { motivo })).toBe(200);
    expect(await cambiar('correcciones', { notas: 'Tarde' })).toBe(409);
  });

  test('cuenta su historia en todas las bodegas y contextos, sin nada personal', async () => {
    const ordenId = await crear();
    await vi.waitFor(async () => {
      const { body } = await pedir(`GET /ordenes/${ordenId}/cronologia`);
      const tipos = body.elementos.map(({ tipo }: { tipo: string }) => tipo);
      expect(tipos).toStrictEqual(expect.arrayContaining(['ReservaHecha', 'OrdenConfirmada']));
      expect(tipos[0]).toBe('OrdenCreada');
      expect(body.elementos[0]).toMatchObject({
        titulo: 'Orden recibida',
        detalle: '2 unidades de CAFE-500 para Bogotá',
      });
      expect(JSON.stringify(body)).not.toMatch(/Ana|Carrera|300 1234567|cifrado/);
    }, WAIT);
  });
});

describe('una orden con un campo malo', () => {
  const buena = { ...crearOrden.example, clienteId: 'nadie-1' };
  const { destinatario, destino } = buena;
  const ventana = { desde: '2030-01-15T13:00:00Z', hasta: '2030-01-15T17:00:00Z' };
  const linea = { sku: 'CAFE-500', cantidad: 2 };
  const malas: readonly (readonly [campo: string, cambio: object])[] = [
    ['clienteId', { clienteId: '#' }],
    ['destinatario.apodo', { destinatario: { ...destinatario, apodo: 'Anita' } }],
    ['destino.coordenadas.lat', { destino: { ...destino, coordenadas: { lat: 91, lon: 0 } } }],
    ['lineas.1.cantidad', { lineas: [linea, { sku: 'TE-100', cantidad: 0 }] }],
    ['ventana.hasta', { ventana: { ...ventana, hasta: ventana.desde } }],
    ['descuento', { descuento: 1 }],
  ];

  test.each(malas)('%s', async (campo, cambio) => {
    const { status, body, headers } = await pedir('POST /ordenes', { body: { ...buena, ...cambio } });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.codigo).toBe('ENTRADA_INVALIDA');
    expect(body.errores.map((error: { campo: string }) => error.campo)).toContain(campo);
  });

  test('no deja nada escrito', async () => {
    const { Items } = await sonda.dynamodb.send(
      new ScanCommand({
        TableName: sonda.names.eventLog,
        FilterExpression: 'contains(events, :c)',
        ExpressionAttributeValues: { ':c': { S: 'nadie-1' } },
      }),
    );
    expect([Items, await sonda.key('nadie-1')]).toStrictEqual([[], undefined]);
  });
});

describe('una vista', () => {
  test('que se vacía se llena otra vez desde el archivo, igual que antes', async () => {
    await sonda.drained('ordenes', 'cumplimiento', 'confirmarOrden');
    const TableName = sonda.names.view('ordenes');
    const antes = await sonda.rows(TableName);
    expect(antes.length).toBeGreaterThan(5);
    const filas = antes.filter(({ key }) => (key as { S: string }).S !== '#');
    for (const { key } of filas) {
      await sonda.dynamodb.send(new DeleteItemCommand({ TableName, Key: { key: key as never } }));
    }
    await sonda.replay('ordenes');
    expect(await sonda.rows(TableName)).toStrictEqual(antes);
  });

  test('de sumas no cambia cuando se repite toda la historia', async () => {
    await sonda.drained('analitica');
    const dia = new Date(sonda.system.grid.clock.now() - 5 * 3_600_000).toISOString().slice(0, 10);
    const ver = async () => (await pedir(`GET /analitica?desde=${dia}&hasta=${dia}&ciudad=Bogotá`)).body;
    const antes = await ver();
    expect(antes).toMatchObject({ tasaDeSurtido: 1, topSkus: [{ sku: 'CAFE-500', ordenes: antes.ordenes }] });
    await sonda.replay('analitica');
    expect(await ver()).toStrictEqual(antes);
    const headers = { Authorization: `Bearer ${await sonda.system.issuer.operator()}` };
    const tabla = `${sonda.system.apiUrl}/analitica?desde=${dia}&hasta=${dia}&ciudad=Bogot%C3%A1&formato=csv&tabla=productos`;
    const respuesta = await fetch(tabla, { headers });
    expect(respuesta.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const { ordenes, unidades } = antes.topSkus[0];
    expect(await respuesta.text()).toBe(`sku,ordenes,unidades\r\nCAFE-500,${ordenes},${unidades}\r\n`);
    const muchos = await pedir('GET /analitica?desde=2030-01-01&hasta=2030-12-31');
    expect([muchos.status, muchos.body.errores[0].campo]).toStrictEqual([400, 'hasta']);
  });
});

test('una orden se ve en cada una de sus versiones, como la vista la mostraba, y solo su cliente además de quien opera', async () => {
  const ordenId = await crear();
  await confirmada(ordenId);
  const [{ body }, { body: ahora }] = [
    await pedir(`GET /ordenes/${ordenId}/versiones`),
    await pedir(`GET /ordenes/${ordenId}`),
  ];
  expect(RespuestaVersiones.parse(body)).toStrictEqual(body);
  expect(body.versiones.slice(0, 2)).toMatchObject([
    { version: 1, hecho: 'OrdenCreada', orden: { estado: 'creada', destinatario: { nombre: 'Ana Rojas' } } },
    { version: 2, hecho: 'OrdenConfirmada', titulo: 'Orden confirmada', orden: { estado: 'confirmada' } },
  ]);
  const { version, ...orden } = ahora;
  expect(body.versiones[version - 1].orden).toStrictEqual(orden);
  const como = async (cliente: string) =>
    pedir(`GET /ordenes/${ordenId}/versiones`, { token: await sonda.system.issuer.customer(cliente) });
  expect([(await como(TIENDA)).status, (await como(OTRA)).status]).toStrictEqual([200, 404]);
});

describe('un cliente olvidado', () => {
  test('desaparece de todas las vistas, y no vuelve cuando se repite la historia', async () => {
    const clienteId = 'olvidada-9';
    const datos = { clienteId, nombre: 'Tienda Olvidada', correo: 'a@olvidada.example', telefono: '+576015550199' };
    await pedir('POST /clientes', { body: datos });
    const ordenId = await crear(clienteId);
    const avisos = async () => (await pedir(`GET /ordenes/${ordenId}/avisos`)).body.elementos;
    await vi.waitFor(async () => expect(await avisos()).toHaveLength(2), WAIT);
    await vi.waitFor(
      async () => expect((await pedir(`GET /clientes/${clienteId}`)).body.nombre).toBe(datos.nombre),
      WAIT,
    );

    const olvidar = () => pedir(`POST /clientes/${clienteId}/olvido`);
    expect([(await olvidar()).status, (await olvidar()).status]).toStrictEqual([200, 200]);
    expect((await pedir(`GET /ordenes/${ordenId}`)).body.destinatario.nombre).toBe('Ana Rojas');
    const blanca = async () => {
      const { body } = await pedir(`GET /ordenes/${ordenId}`);
      expect(body.destinatario).toStrictEqual({ nombre: null, telefono: null });
      expect(body.destino).toStrictEqual({ direccion: null, ciudad: 'Bogotá', coordenadas: null });
      expect(JSON.stringify((await pedir(`GET /ordenes/${ordenId}/versiones`)).body)).not.toContain('Ana Rojas');
      const cliente = (await pedir(`GET /clientes/${clienteId}`)).body;
      expect(cliente).toMatchObject({ estado: 'olvidado', nombre: null, correo: null, telefono: null });
      for (const { asunto, texto } of await avisos()) expect([asunto, texto]).toStrictEqual([null, null]);
    };
    const pendientes = async () => {
      const { estado, ordenesAbiertas } = (await pedir(`GET /clientes/${clienteId}`)).body;
      return { estado, ordenesAbiertas };
    };
    await vi.waitFor(async () => expect(await pendientes()).toEqual({ estado: 'olvidando', ordenesAbiertas: 1 }), WAIT);
    await pedir(`POST /ordenes/${ordenId}/cancelacion`, { body: { motivo: 'Ya no existe' } });
    await vi.waitFor(async () => expect(await pendientes()).toEqual({ estado: 'olvidando', ordenesAbiertas: 0 }), WAIT);
    await sonda.closed(clienteId);
    expect((await sonda.key(clienteId))?.key).toBeDefined();
    // The key is closed for two minutes before it is deleted, every five.
    sonda.system.grid.clock.advance(420_000);
    await vi.waitFor(blanca, WAIT);
    expect((await sonda.key(clienteId))?.key).toBeUndefined();
    // Views are told once more when no instance can hold the key any longer; nothing is left after that.
    sonda.system.grid.clock.advance(91_000);
    const colas = ['ordenes', 'avisos', 'clientes'].flatMap((name) => [name, `${name}-dlq`]);
    await sonda.drained(...colas);
    expect((await pedir('POST /ordenes', { body: { ...crearOrden.example, clienteId } })).body.codigo).toBe(
      'CLIENTE_OLVIDADO',
    );
    await sonda.replay('ordenes');
    await blanca();
    const tablas = await Promise.all(
      ['ordenes', 'avisos', 'clientes', 'cronologia'].map((name) => sonda.rows(sonda.names.view(name))),
    );
    const suyas = tablas
      .flat()
      .filter((fila) => JSON.stringify(fila).includes(ordenId) || JSON.stringify(fila).includes(clienteId));
    expect(suyas.length).toBeGreaterThan(4);
    expect(JSON.stringify(suyas)).not.toMatch(/Ana Rojas|1234567|Tienda Olvidada|5550199|Carrera/);
  });
});
