import { describe, expect, test } from 'vitest';
import { ClienteReflejado } from '#events/clientes/ClienteReflejado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { ReferenciaTomada } from '#events/ordenes/ReferenciaTomada.ts';
import { registrarCambioDeLineas as peticionDeCambio } from '#events/ordenes/registrarCambioDeLineas.ts';
import type { Fact } from '#shared/model/event.ts';
import { COMMAND_ID, given, stateAfter } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { noSePromete } from './cambiable.ts';
import { abandonarOrden } from './commands/abandonarOrden.ts';
import { cancelarOrden } from './commands/cancelarOrden.ts';
import { corregirOrden } from './commands/corregirOrden.ts';
import { crearOrden } from './commands/crearOrden.ts';
import { registrarCambioDeLineas } from './commands/registrarCambioDeLineas.ts';
import { reprogramarOrden } from './commands/reprogramarOrden.ts';
import * as e from './ejemplos.ts';
import { orden } from './orden.ts';

const { creada, confirmada, rechazada, asignada, enTransito, entregada, fallida, devuelta, cancelada } = e;
const enCamino = [creada, confirmada, asignada, enTransito] as const;
const enBodega = [...enCamino, fallida, e.reingresada] as const;
const sinMas = EntregaDeOrdenFallida({ ...fallida.data, final: true });
const terminadas: readonly (readonly [string, readonly Fact[]])[] = [
  ['rechazada', [creada, rechazada]],
  ['entregada', [...enCamino, entregada]],
  ['entregada en parte', [...enCamino, e.entregadaEnParte]],
  ['devuelta', [...enCamino, sinMas, devuelta]],
];

describe('crear una orden', () => {
  const ventana = { desde: '2030-01-15T13:00:00Z', hasta: '2030-01-15T17:00:00Z' };
  const dada = crearOrden.accepts.parse(crearOrden.example);
  const nueva = OrdenCreada({
    ...dada,
    destinatario: dada.destinatario as NonNullable<typeof dada.destinatario>,
    ordenId: COMMAND_ID,
    destino: { ...dada.destino, zona: { lat: 4.711, lon: -74.072 } },
  });

  const flujo = `orden#${COMMAND_ID}`;

  test('la orden toma el id del comando, y su zona es la coordenada redondeada', () =>
    givenStreams({})
      .when(crearOrden, crearOrden.example)
      .yields({ [flujo]: [nueva] }));
  test('crearla otra vez no hace nada', () =>
    givenStreams({ [flujo]: [nueva] })
      .when(crearOrden, crearOrden.example)
      .yields({}));
  test('la ventana no puede haber pasado', () =>
    givenStreams({})
      .when(crearOrden, { ...crearOrden.example, ventana }, { now: ventana.hasta })
      .rejects('VENTANA_PASADA'));
  test('la ventana termina a lo sumo en cinco años', () => {
    const pedida = { ...crearOrden.example, ventana };
    givenStreams({}).when(crearOrden, pedida, { now: '2025-01-15T16:59:59.999Z' }).rejects('VENTANA_LEJANA');
    givenStreams({})
      .when(crearOrden, pedida, { now: '2025-01-15T17:00:00.000Z' })
      .yields({ [flujo]: [OrdenCreada({ ...nueva.data, ventana })] });
  });
  test('la ventana puede haber empezado', () =>
    givenStreams({})
      .when(crearOrden, { ...crearOrden.example, ventana }, { now: '2030-01-15T16:59:59.999Z' })
      .yields({ [flujo]: [OrdenCreada({ ...nueva.data, ventana })] }));
  test('un cliente solo pide para sí', () =>
    expect(crearOrden.owner?.(crearOrden.accepts.parse(crearOrden.example))).toBe(EJEMPLO.clienteId));

  const { destinatario: _, ...sinDestinatario } = crearOrden.example;
  const { clienteId } = dada;
  const deSiMismo = (cliente: Fact, mas: object = {}) => {
    const { nombre, telefono, correo } = { ...cliente.data, ...mas };
    return { [flujo]: [OrdenCreada({ ...nueva.data, destinatario: { nombre, telefono, ...(correo && { correo }) } })] };
  };
  const registrado = ClienteRegistrado({ ...ClienteRegistrado.example, clienteId });
  const reflejado = (mas: object = {}) => ClienteReflejado({ ...ClienteReflejado.example, clienteId, ...mas });
  test('sin destinatario la recibe el cliente, con lo último que se sabe de él', () => {
    const cliente = `cliente#${clienteId}`;
    givenStreams({ [cliente]: [registrado] })
      .when(crearOrden, sinDestinatario)
      .yields(deSiMismo(registrado));
    const ultimo = reflejado({ telefono: '+576015550199' as never, correo: null });
    givenStreams({ [cliente]: [registrado, reflejado(), ultimo] })
      .when(crearOrden, sinDestinatario)
      .yields(deSiMismo(ultimo));
  });
  test.each([
    ['nadie sabe nada', []],
    ['no se sabe el teléfono', [reflejado({ telefono: null })]],
    ['pidió ser olvidado', [registrado, OlvidoPedido({ clienteId })]],
  ])('sin destinatario no hay orden de quien %s', (_caso, hechos) =>
    givenStreams({ [`cliente#${clienteId}`]: hechos })
      .when(crearOrden, sinDestinatario)
      .rejects('CONTACTO_DESCONOCIDO'),
  );

  const conReferencia = { ...crearOrden.example, referencia: 'PED:7 #1' };
  const deReferencia = 'referencia#tienda-de-ejemplo:PED%3A7%20%231';
  const tomada = ReferenciaTomada({ clienteId: EJEMPLO.clienteId, referencia: 'PED:7 #1', ordenId: COMMAND_ID });
  test('el nombre que le da su cliente queda tomado con ella', () =>
    givenStreams({})
      .when(crearOrden, conReferencia)
      .yields({ [flujo]: [OrdenCreada({ ...nueva.data, referencia: 'PED:7 #1' })], [deReferencia]: [tomada] }));
  test('dos órdenes de un cliente no se llaman igual', () =>
    givenStreams({ [deReferencia]: [ReferenciaTomada({ ...tomada.data, ordenId: EJEMPLO.ordenId })] })
      .when(crearOrden, conReferencia)
      .rejects('REFERENCIA_REPETIDA'));
  test('las de dos clientes, sí', () =>
    givenStreams({ 'referencia#otra-tienda:PED%3A7%20%231': [tomada] })
      .when(crearOrden, conReferencia)
      .yields({ [flujo]: [OrdenCreada({ ...nueva.data, referencia: 'PED:7 #1' })], [deReferencia]: [tomada] }));
  test('sin nombre no se lee nada más', () => {
    const contexto = { now: ventana.desde, id: COMMAND_ID, actor: { subject: 'x', scopes: [] }, directories: {} };
    expect(crearOrden.streams(dada, { estado: 'inexistente' }, contexto)).toStrictEqual({});
    expect(crearOrden.creates).toBe(true);
  });

  test.each([
    ['clienteId', { clienteId: 'a b' }],
    ['destinatario.nombre', { destinatario: { nombre: '', telefono: '+57 300 1234567' } }],
    ['destinatario.telefono', { destinatario: { nombre: 'Ana', telefono: 'uno' } }],
    ['destino.coordenadas.lat', { destino: { ...crearOrden.example.destino, coordenadas: { lat: 91, lon: 0 } } }],
    ['lineas', { lineas: [] }],
    [
      'lineas',
      {
        lineas: [
          { sku: 'CAFE-500', cantidad: 1 },
          { sku: 'CAFE-500', cantidad: 2 },
        ],
      },
    ],
    ['lineas.0.cantidad', { lineas: [{ sku: 'CAFE-500', cantidad: 1.5 }] }],
    ['lineas.0.cantidad', { lineas: [{ sku: 'CAFE-500', cantidad: 1001 }] }],
    ['lineas.0.sku', { lineas: [{ sku: 'café', cantidad: 1 }] }],
    ['ventana.hasta', { ventana: { desde: ventana.hasta, hasta: ventana.desde } }],
    ['ventana.desde', { ventana: { desde: 'mañana', hasta: ventana.hasta } }],
    ['prioridad', { prioridad: 'urgente' }],
    ['referencia', { referencia: ' ' }],
    ['notas', { notas: 'a'.repeat(501) }],
    ['', { desconocido: 1 }],
  ])('un dato malo se nombra: %s', (campo, cambio) => {
    const parsed = crearOrden.accepts.safeParse({ ...crearOrden.example, ...cambio });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(campo);
  });
});

describe('cancelar una orden', () => {
  const cancelar = cancelarOrden.example;
  test.each<[string, readonly Fact[]]>([
    ['recién creada', [creada]],
    ['confirmada', [creada, confirmada]],
    ['asignada', [creada, confirmada, asignada]],
    ['con la salida deshecha', [...enCamino, OrdenAsignada({ ...asignada.data, cambio: 1 })]],
    ['con la mercancía otra vez en la bodega', enBodega],
  ])('%s', (_, hechos) =>
    given(...hechos)
      .when(cancelarOrden, cancelar)
      .yields(cancelada),
  );
  test('dos veces no hace nada', () => given(creada, cancelada).when(cancelarOrden, cancelar).yields());
  test('que no existe', () => given().when(cancelarOrden, cancelar).rejects('ORDEN_NO_EXISTE'));
  const segundo = OrdenAsignada({ ...asignada.data, intento: 2 });
  test.each<[string, readonly Fact[]]>([
    ['en la calle', enCamino],
    ['tras un intento fallido', [...enCamino, fallida]],
    ['asignada de nuevo a quien tiene la mercancía', [...enCamino, fallida, segundo]],
    ['no visitada, con la mercancía a bordo', [...enCamino, e.aplazada]],
    ['en la calle otra vez', [...enBodega, segundo, OrdenEnTransito({ ...enTransito.data, intento: 2 })]],
  ])('%s, no', (_, hechos) =>
    given(...hechos)
      .when(cancelarOrden, cancelar)
      .rejects('ORDEN_EN_TRANSITO'),
  );
  test.each(terminadas)('ya %s, tampoco', (_, hechos) =>
    given(...hechos)
      .when(cancelarOrden, cancelar)
      .rejects('ORDEN_TERMINADA'),
  );
  test('solo su cliente', () =>
    expect(cancelarOrden.owner?.(cancelar, stateAfter(orden, [creada]))).toBe(EJEMPLO.clienteId));
});

describe('abandonar una orden', () => {
  const abandonar = abandonarOrden.example;
  test.each<[string, readonly Fact[]]>([
    ['en la bodega', [creada, confirmada]],
    ['en la calle', enCamino],
    ['entre dos intentos', [...enCamino, fallida]],
  ])('%s', (_, hechos) =>
    given(...hechos)
      .when(abandonarOrden, abandonar)
      .yields(e.abandonada),
  );
  test.each<[string, readonly Fact[]]>([
    ['cancelada', [creada, cancelada]],
    ['abandonada', [creada, e.abandonada]],
    ['que ya viene de regreso', [...enCamino, sinMas]],
  ])('%s no hace nada', (_, hechos) =>
    given(...hechos)
      .when(abandonarOrden, abandonar)
      .yields(),
  );
  test.each(terminadas)('ya %s, no', (_, hechos) =>
    given(...hechos)
      .when(abandonarOrden, abandonar)
      .rejects('ORDEN_TERMINADA'),
  );
  test('que no existe', () => given().when(abandonarOrden, abandonar).rejects('ORDEN_NO_EXISTE'));
  test('es cosa de operadores', () => expect(abandonarOrden).not.toHaveProperty('owner'));
});

describe('reprogramar una orden', () => {
  const reprogramar = reprogramarOrden.example;
  test.each<[string, readonly Fact[]]>([
    ['recién creada', [creada]],
    ['asignada', [creada, confirmada, asignada]],
    ['entre dos intentos', [...enCamino, fallida]],
  ])('%s', (_, hechos) =>
    given(...hechos)
      .when(reprogramarOrden, reprogramar)
      .yields(e.reprogramada),
  );
  test('en la calle, no', () =>
    given(...enCamino)
      .when(reprogramarOrden, reprogramar)
      .rejects('ORDEN_EN_TRANSITO'));
  test.each([...terminadas, ['fallida por última vez', [...enCamino, sinMas]] as const])('ya %s, no', (_, hechos) =>
    given(...hechos)
      .when(reprogramarOrden, reprogramar)
      .rejects('ORDEN_TERMINADA'),
  );
  test('para un tiempo que ya pasó, no', () =>
    given(creada).when(reprogramarOrden, reprogramar, { now: reprogramar.ventana.hasta }).rejects('VENTANA_PASADA'));
  test('para dentro de más de cinco años, no: y se dice hasta cuándo', () => {
    given(creada).when(reprogramarOrden, reprogramar, { now: '2024-01-15T13:00:00.000Z' }).rejects('VENTANA_LEJANA');
    expect(noSePromete(reprogramar.ventana, '2024-01-15T13:00:00.000Z')).toStrictEqual({
      rejected: 'VENTANA_LEJANA',
      detail: 'Puede terminar a más tardar el 14 de enero de 2029 a las 8:00 a. m.',
    });
  });
  test('que no existe', () => given().when(reprogramarOrden, reprogramar).rejects('ORDEN_NO_EXISTE'));
  test('solo su cliente', () =>
    expect(reprogramarOrden.owner?.(reprogramar, stateAfter(orden, [creada]))).toBe(EJEMPLO.clienteId));
});

describe('corregir una orden', () => {
  const { ordenId, clienteId } = EJEMPLO;
  const { destinatario, destino } = corregirOrden.example;
  const lineas = [...e.cambioPedido.data.lineas];
  const corregida = OrdenCorregida({
    ordenId,
    clienteId,
    ...(corregirOrden.accepts.parse({ ordenId, destinatario }) as object),
    destino: { ...destino, zona: { lat: 4.686, lon: -74.055 } } as never,
  });

  test('el destinatario y el destino, con su zona', () =>
    given(creada).when(corregirOrden, corregirOrden.example).yields(corregida));
  test('la ventana se puede quitar', () =>
    given(creada)
      .when(corregirOrden, { ordenId, ventana: null })
      .yields(OrdenCorregida({ ordenId, clienteId, ventana: null })));
  test('entre dos intentos, también la dirección', () =>
    given(...enCamino, fallida)
      .when(corregirOrden, corregirOrden.example)
      .yields(corregida));
  test('las líneas se piden a las bodegas', () =>
    given(creada, confirmada).when(corregirOrden, { ordenId, lineas }).yields(e.cambioPedido));
  test('las líneas y lo demás a la vez', () =>
    given(creada, confirmada)
      .when(corregirOrden, { ordenId, lineas, ventana: null })
      .yields(OrdenCorregida({ ordenId, clienteId, ventana: null }), e.cambioPedido));
  test('las líneas, con la mercancía otra vez en la bodega', () =>
    given(...enBodega)
      .when(corregirOrden, { ordenId, lineas })
      .yields(e.cambioPedido));
  test('las líneas, antes de que haya reserva, no', () =>
    given(creada).when(corregirOrden, { ordenId, lineas }).rejects('ORDEN_SIN_CONFIRMAR'));
  test('las líneas, con la mercancía fuera, no', () =>
    given(...enCamino, fallida)
      .when(corregirOrden, { ordenId, lineas })
      .rejects('ORDEN_EN_TRANSITO'));
  test('las líneas, mientras otro cambio espera respuesta, no', () =>
    given(creada, confirmada, e.cambioPedido).when(corregirOrden, { ordenId, lineas }).rejects('CAMBIO_EN_CURSO'));
  test.each([e.lineasCambiadas, e.cambioNegado])('tras la respuesta $type se puede pedir otro cambio', (respuesta) =>
    given(creada, confirmada, e.cambioPedido, respuesta)
      .when(corregirOrden, { ordenId, lineas })
      .yields(e.cambioPedido),
  );
  test('en la calle, no', () =>
    given(...enCamino)
      .when(corregirOrden, corregirOrden.example)
      .rejects('ORDEN_EN_TRANSITO'));
  test.each(terminadas)('ya %s, no', (_, hechos) =>
    given(...hechos)
      .when(corregirOrden, corregirOrden.example)
      .rejects('ORDEN_TERMINADA'),
  );
  test('que no existe', () => given().when(corregirOrden, corregirOrden.example).rejects('ORDEN_NO_EXISTE'));
  test('a una ventana que ya pasó, no', () => {
    const { ventana } = EJEMPLO;
    given(creada).when(corregirOrden, { ordenId, ventana }, { now: ventana.hasta }).rejects('VENTANA_PASADA');
  });
  test('a una ventana de dentro de más de cinco años, no', () => {
    const { ventana } = EJEMPLO;
    const now = '2024-01-15T13:00:00.000Z';
    given(creada).when(corregirOrden, { ordenId, ventana }, { now }).rejects('VENTANA_LEJANA');
  });
  test('solo su cliente', () =>
    expect(corregirOrden.owner?.({ ordenId }, stateAfter(orden, [creada]))).toBe(EJEMPLO.clienteId));
  test.each([
    [{}, 'Diga qué se corrige: destinatario, destino, ventana, notas o lineas'],
    [{ destino: { ...destino, coordenadas: { lat: -74.055, lon: 4.686 } } }, 'lat y lon parecen cambiadas entre sí'],
  ])('un dato malo se dice: %j', (cambio, mensaje) => {
    const { error } = corregirOrden.accepts.safeParse({ ordenId, ...cambio });
    expect(error?.issues.map(({ message }) => message)).toContain(mensaje);
  });
});

describe('la respuesta de las bodegas a un cambio de líneas', () => {
  const hecho = peticionDeCambio.example;
  const { ordenId, ...negacion } = e.cambioNegado.data;
  const negado = { ordenId, lineas: hecho.lineas, negacion };
  const pedido = [creada, confirmada, e.cambioPedido] as const;
  test('que sí', () =>
    given(...pedido)
      .when(registrarCambioDeLineas, hecho)
      .yields(e.lineasCambiadas));
  test('que no', () =>
    given(...pedido)
      .when(registrarCambioDeLineas, negado)
      .yields(e.cambioNegado));
  test('dos veces no hace nada', () =>
    given(...pedido, e.lineasCambiadas)
      .when(registrarCambioDeLineas, hecho)
      .yields());
  test.each([
    [[{ sku: EJEMPLO.sku, cantidad: 4 }]],
    [[{ sku: 'OTRO-1', cantidad: 3 }]],
    [
      [
        { sku: EJEMPLO.sku, cantidad: 3 },
        { sku: 'OTRO-1', cantidad: 1 },
      ],
    ],
  ])('la de un cambio anterior, %j, no es la de este', (lineas) =>
    given(...pedido)
      .when(registrarCambioDeLineas, { ...hecho, lineas })
      .yields(),
  );
  test('de una orden que no existe', () => given().when(registrarCambioDeLineas, hecho).rejects('ORDEN_NO_EXISTE'));
});
