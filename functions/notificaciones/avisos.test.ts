import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Condicion } from '#events/comun/condicion.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { CambioDeLineasNegado } from '#events/ordenes/CambioDeLineasNegado.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDesasignada } from '#events/ordenes/OrdenDesasignada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { OrdenTransbordada } from '#events/ordenes/OrdenTransbordada.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import type { Fact } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { composing } from '#shared/runtime/notifications/compose.ts';
import { viewOf } from '#shared/testing/views.ts';
import { avisos } from './notifications/avisos.ts';
import { listarAvisos } from './queries/listarAvisos.ts';

const creada = OrdenCreada(OrdenCreada.example);
const orden = 'PED-2030-0117';

async function textos(...hechos: readonly Fact[]) {
  const salida = await viewOf(composing(avisos), `orden#${EJEMPLO.ordenId}`, ...hechos);
  return (salida?.mensajes ?? []).map(({ canal, destino, texto }) => [canal, destino, texto]);
}

/** A unit in each of the conditions. */
const recibidas = (...condiciones: readonly Condicion[]) =>
  condiciones.map((condicion) => ({ sku: EJEMPLO.sku, cantidad: 1, condicion }));

const ultimo = async (hecho: Fact) => (await textos(creada, hecho)).at(-1)?.[2];

describe('los avisos de una orden', () => {
  test('nombran los productos como se llaman, y por su código si nadie dijo su nombre', async () => {
    const parcial = OrdenEntregada({ ...OrdenEntregada.example, completa: false });
    const confirmada = OrdenConfirmada(OrdenConfirmada.example);
    expect((await textos(creada, confirmada, parcial)).at(-1)?.[2]).toContain(
      ': 2 unidades de Café de origen, 500 g. Lo demás',
    );
    const otros = LineasCambiadas({
      ...LineasCambiadas.example,
      nombres: [{ sku: EJEMPLO.sku, nombre: 'Café en https://malo.example' }],
    });
    expect((await textos(creada, confirmada, otros, parcial)).at(-1)?.[2]).not.toContain('malo');
    const { nombres: _, ...sinNombres } = LineasCambiadas.example;
    const sin = LineasCambiadas(sinNombres);
    expect((await textos(creada, confirmada, sin)).at(-1)?.[2]).toContain('3 unidades de Café de origen, 500 g.');
    expect((await textos(creada, sin)).at(-1)?.[2]).toContain('3 unidades de CAFE-500.');
  });
  test('van por mensaje y, si hay dirección, por correo', async () => {
    const texto = `Hola, Ana Rojas: recibimos su orden y estamos apartando sus productos. Orden ${orden}.`;
    const dichos = await textos(creada);
    expect(dichos).toContainEqual(['sms', '+573001234567', texto]);
    expect(dichos).toContainEqual(['correo', 'ana@example.com', texto]);
    const { correo: _, ...destinatario } = OrdenCreada.example.destinatario;
    const sinDireccion = await textos(OrdenCreada({ ...OrdenCreada.example, destinatario }));
    expect(sinDireccion).toStrictEqual(dichos.filter(([canal]) => canal !== 'correo'));
  });
  test('llaman la orden como su cliente, si no quiere decir otra cosa en nuestro nombre', async () => {
    const { referencia: _, ...sinNombre } = OrdenCreada.example;
    const suId = EJEMPLO.ordenId.slice(0, 8);
    const fin = async (datos: typeof sinNombre & { referencia?: string }) =>
      (await textos(OrdenCreada(datos)))[0]?.[2]?.slice(-30);
    expect(await fin(sinNombre)).toMatch(new RegExp(`Orden ${suId}\\.$`));
    expect(await fin({ ...sinNombre, referencia: 'malo.example' })).toMatch(new RegExp(`Orden ${suId}\\.$`));
    expect(await fin({ ...sinNombre, referencia: 'PED 7' })).toMatch(/Orden PED 7\.$/);
  });
  test('no salen sin saber a quién', async () =>
    expect(await textos(OrdenConfirmada(OrdenConfirmada.example))).toStrictEqual([]));
  test('no llevan lo que otros quieran decir en nuestro nombre', async () => {
    const destinatario = {
      ...OrdenCreada.example.destinatario,
      nombre: personal(z.string()).parse('Gane en\u2028https://malo.example'),
    };
    const detalle = 'Llame a www.malo.example';
    const dichos = await textos(
      OrdenCreada({ ...OrdenCreada.example, destinatario }),
      EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, motivo: 'otro', detalle, final: true }),
    );
    expect(dichos.at(-1)?.[2]).toBe(
      `Hola, Gane en: no pudimos entregar su orden (llame a). La devolveremos a la bodega. Orden ${orden}.`,
    );
  });
  test('no salen cuando el cliente fue olvidado', async () => {
    const nadie = { nombre: null, telefono: null, correo: null } as never;
    expect(await textos(OrdenCreada({ ...OrdenCreada.example, destinatario: nadie }))).toStrictEqual([]);
  });

  const casos: readonly (readonly [string, Fact, string])[] = [
    [
      'confirmada',
      OrdenConfirmada(OrdenConfirmada.example),
      'sus productos están apartados. Le avisaremos cuando salgan.',
    ],
    [
      'rechazada',
      OrdenRechazada(OrdenRechazada.example),
      'lo sentimos, no podemos atender su orden: no hay inventario suficiente de CAFE-500.',
    ],
    [
      'asignada',
      OrdenAsignada(OrdenAsignada.example),
      'su orden ya está en el plan de un vehículo. Llega el 15 de enero entre 8:20 y 10:20 a. m.',
    ],
    [
      'asignada para otro intento',
      OrdenAsignada({ ...OrdenAsignada.example, intento: 2 }),
      'volveremos a llevarle su orden. Llega el 15 de enero entre 8:20 y 10:20 a. m.',
    ],
    [
      'en tránsito',
      OrdenEnTransito(OrdenEnTransito.example),
      'su orden va en camino. Llega el 15 de enero entre 8:50 y 9:50 a. m.',
    ],
    [
      'entregada',
      OrdenEntregada(OrdenEntregada.example),
      'su orden fue entregada el 15 de enero a las 9:20 a. m. Gracias por su compra.',
    ],
    [
      'entregada en parte',
      OrdenEntregada({
        ...OrdenEntregada.example,
        completa: false,
        lineas: [
          { sku: 'CAFE-500', cantidad: 1 },
          { sku: 'TE-100', cantidad: 2 },
        ],
      }),
      'entregamos una parte de su orden el 15 de enero a las 9:20 a. m.: 1 unidad de CAFE-500 y 2 unidades de TE-100. Lo demás vuelve a la bodega.',
    ],
    [
      'el resto de vuelta',
      RestoDevuelto(RestoDevuelto.example),
      'lo que no se entregó de su orden ya está en la bodega.',
    ],
    [
      'el resto de vuelta, en mal estado',
      RestoDevuelto({ ...RestoDevuelto.example, lineas: recibidas('danada') }),
      'lo que no se entregó de su orden ya está en la bodega.',
    ],
    [
      'el resto de vuelta, sin una unidad',
      RestoDevuelto({ ...RestoDevuelto.example, lineas: recibidas('vendible', 'faltante') }),
      'lo que no se entregó de su orden ya está en la bodega, salvo lo que no apareció: 1 unidad de CAFE-500.',
    ],
    [
      'el resto perdido',
      RestoDevuelto({ ...RestoDevuelto.example, lineas: recibidas('faltante') }),
      'lo que no se entregó de su orden no apareció.',
    ],
    [
      'fallida',
      EntregaDeOrdenFallida(EntregaDeOrdenFallida.example),
      'no pudimos entregar su orden porque no había quién recibiera. Lo intentaremos de nuevo.',
    ],
    [
      'que no la quisieron',
      EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, motivo: 'rechazada', final: true }),
      'no pudimos entregar su orden porque usted no quiso recibirla. La devolveremos a la bodega.',
    ],
    [
      'que no la quiso, con lo que añade el conductor',
      EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, motivo: 'rechazada', detalle: 'No era lo pedido' }),
      'no pudimos entregar su orden porque usted no quiso recibirla (no era lo pedido). Lo intentaremos de nuevo.',
    ],
    [
      'fallida, con lo que añade el conductor',
      EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, motivo: 'otro', detalle: 'PIN errado.' }),
      'no pudimos entregar su orden (PIN errado). Lo intentaremos de nuevo.',
    ],
    [
      'aplazada',
      EntregaDeOrdenAplazada(EntregaDeOrdenAplazada.example),
      'esta vez no alcanzamos a visitarlo. Le avisaremos cuándo iremos.',
    ],
    ['devuelta', OrdenDevuelta(OrdenDevuelta.example), 'su orden volvió a la bodega porque no pudimos entregarla.'],
    [
      'devuelta sin una unidad',
      OrdenDevuelta({ ...OrdenDevuelta.example, lineas: recibidas('danada', 'faltante') }),
      'no pudimos entregar su orden. Volvió a la bodega, salvo lo que no apareció: 1 unidad de CAFE-500.',
    ],
    [
      'perdida',
      OrdenDevuelta({ ...OrdenDevuelta.example, lineas: recibidas('faltante') }),
      'no pudimos entregar su orden, y su mercancía no apareció.',
    ],
    ['cancelada', OrdenCancelada(OrdenCancelada.example), 'su orden fue cancelada, como lo pidió.'],
    [
      'abandonada',
      OrdenAbandonada(OrdenAbandonada.example),
      'lo sentimos, no podremos entregar su orden: la vía está cerrada hasta nuevo aviso.',
    ],
    [
      'abandonada, por una sigla y dos frases',
      OrdenAbandonada({ ...OrdenAbandonada.example, motivo: 'SIN ACCESO. Portería cerrada.' }),
      'lo sentimos, no podremos entregar su orden: SIN ACCESO. Portería cerrada.',
    ],
    [
      'reprogramada',
      OrdenReprogramada(OrdenReprogramada.example),
      'cambiamos el tiempo de entrega de su orden, como lo pidió: el 16 de enero entre 8:00 a. m. y 12:00 p. m.',
    ],
    [
      'reprogramada para el otro año',
      OrdenReprogramada({
        ...OrdenReprogramada.example,
        ventana: { desde: '2031-01-02T13:00:00.000Z', hasta: '2031-01-02T14:00:00.000Z' },
      }),
      'cambiamos el tiempo de entrega de su orden, como lo pidió: el 2 de enero de 2031 entre 8:00 y 9:00 a. m.',
    ],
    [
      'con otros productos',
      LineasCambiadas(LineasCambiadas.example),
      'cambiamos los productos de su orden, como lo pidió: 3 unidades de Café de origen, 500 g.',
    ],
    [
      'con los mismos productos',
      CambioDeLineasNegado(CambioDeLineasNegado.example),
      'no fue posible cambiar los productos de su orden; sigue como estaba.',
    ],
  ];
  test.each(casos)('%s', async (_, hecho, texto) =>
    expect(await ultimo(hecho)).toBe(`Hola, Ana Rojas: ${texto} Orden ${orden}.`),
  );
});

describe('lo que ya se sabe no se dice otra vez', () => {
  const asignada = (eta: string, cambio = 0) => OrdenAsignada({ ...OrdenAsignada.example, eta, cambio });
  const salida = OrdenEnTransito(OrdenEnTransito.example);
  const dichos = async (...hechos: readonly Fact[]) =>
    (await textos(creada, ...hechos))
      .filter(([canal]) => canal === 'sms')
      .slice(1)
      .map(([, , texto]) => /: (.*?)[.;]/.exec(texto ?? '')?.[1]);
  const primera = asignada(EJEMPLO.eta);

  test('otro vehículo a casi la misma hora', async () =>
    expect(await dichos(primera, asignada('2030-01-15T15:19:59.000Z', 1))).toStrictEqual([
      'su orden ya está en el plan de un vehículo',
    ]));
  test('pero sí otra hora, antes o después', async () => {
    const otra = 'cambió la hora de entrega de su orden';
    const [primero, ...demas] = await dichos(
      primera,
      asignada('2030-01-15T15:20:01.000Z', 1),
      asignada('2030-01-15T14:20:00.000Z', 2),
    );
    expect([primero, demas]).toStrictEqual(['su orden ya está en el plan de un vehículo', [otra, otra]]);
  });
  test('una salida que se deshizo: que no ha salido, y cuándo llega', async () => {
    const enCamino = 'su orden va en camino';
    const noHaSalido = 'su orden todavía no ha salido de la bodega';
    const dichas = await dichos(primera, salida, asignada(EJEMPLO.eta, 1), salida);
    expect(dichas.slice(1)).toStrictEqual([enCamino, noHaSalido, enCamino]);
    const deshecha = (await textos(creada, primera, salida, asignada('2030-01-16T14:20:00.000Z', 1))).at(-1);
    expect(deshecha?.[2]).toContain(`${noHaSalido}. Llega el 16 de enero`);
  });
  test('otro intento en la misma ruta, que no estuvo en ningún plan: una vez, con su hora', async () => {
    const fallida = EntregaDeOrdenFallida(EntregaDeOrdenFallida.example);
    const otra = OrdenEnTransito({ ...OrdenEnTransito.example, intento: 2, eta: '2030-01-15T18:00:00.000Z' });
    const hechos = [primera, salida, fallida, otra] as const;
    expect((await dichos(...hechos)).slice(2)).toStrictEqual([
      'no pudimos entregar su orden porque no había quién recibiera',
      'volveremos a llevarle su orden',
    ]);
    expect((await textos(creada, ...hechos)).at(-1)?.[2]).toContain('Llega el 15 de enero entre 12:30 y 1:30 p. m.');
  });
  test('un transbordo, si no cambia la hora', async () => {
    const { example } = OrdenTransbordada;
    expect(await dichos(primera, salida, OrdenTransbordada(example))).toHaveLength(2);
    const tarde = OrdenTransbordada({ ...example, eta: '2030-01-15T16:00:00.000Z' });
    expect((await dichos(primera, salida, tarde)).at(-1)).toBe('cambió la hora de entrega de su orden');
  });
  test.each([
    EntregaDeOrdenFallida(EntregaDeOrdenFallida.example),
    EntregaDeOrdenAplazada(EntregaDeOrdenAplazada.example),
    OrdenReprogramada(OrdenReprogramada.example),
  ])('tras $type, todo es nuevo', async (fin) =>
    expect(await dichos(primera, salida, fin, primera, salida)).toHaveLength(5),
  );
  test('que no llegará a la hora que se le dijo, si se le dijo alguna', async () => {
    const desasignada = OrdenDesasignada(OrdenDesasignada.example);
    const espera = 'su orden ya no llegará a la hora que le dijimos';
    const llegada = 'su orden ya está en el plan de un vehículo';
    expect((await dichos(primera, desasignada, primera)).slice(1)).toStrictEqual([espera, llegada]);
    expect(await dichos(desasignada)).toStrictEqual([]);
    expect(await dichos(primera, OrdenReprogramada(OrdenReprogramada.example), desasignada)).toHaveLength(2);
  });
  test('que nadie puede llevarla a su nueva dirección, y por qué, también si no tenía hora', async () => {
    const motivo = 'Ninguna bodega atiende un lugar tan lejano';
    const lejos = OrdenDesasignada({ ...OrdenDesasignada.example, motivo });
    expect((await textos(creada, lejos)).at(-1)?.[2]).toContain(
      'por ahora no podemos llevar su orden a su nueva dirección: ninguna bodega atiende un lugar tan lejano. Si está equivocada, pida que la corrijan; si no, le avisaremos cómo sigue.',
    );
  });
  test('la hora que se dice está en la ventana, y no ha pasado', async () => {
    const { ventana: _, ...sinVentana } = OrdenCreada.example;
    const ventana = { desde: '2030-01-15T09:00:00-05:00', hasta: '2030-01-15T11:00:00-05:00' };
    const dicho = async (creada: Fact, ...hechos: readonly Fact[]) =>
      /Llega .*?(?= Orden)/.exec((await textos(creada, ...hechos, primera)).at(-1)?.[2] ?? '')?.[0];
    expect(await dicho(creada)).toBe('Llega el 15 de enero entre 8:20 y 10:20 a. m.');
    expect(await dicho(OrdenCreada({ ...sinVentana, ventana }))).toBe('Llega el 15 de enero entre 9:00 y 10:20 a. m.');
    const { destinatario: __, ...cambio } = OrdenCorregida.example;
    const corregida = (nueva: typeof ventana | null) => OrdenCorregida({ ...cambio, ventana: nueva });
    expect(await dicho(creada, corregida(ventana))).toBe('Llega el 15 de enero entre 9:00 y 10:20 a. m.');
    expect(await dicho(OrdenCreada({ ...sinVentana, ventana }), corregida(null))).toBe(
      'Llega el 15 de enero entre 8:20 y 10:20 a. m.',
    );
    expect(await dichos(primera, corregida(ventana), primera)).toHaveLength(2);
    expect(await dichos(primera, OrdenCorregida(OrdenCorregida.example), primera)).toHaveLength(2);
  });
  test('sin saber a quién, nada', async () => expect(await textos(primera, salida)).toStrictEqual([]));
});

test('los avisos van a quien se corrigió', async () => {
  const fin = OrdenCancelada(OrdenCancelada.example);
  const destinos = async (corregida: ReturnType<typeof OrdenCorregida>, por: string) =>
    (await textos(creada, corregida, fin)).filter(([canal]) => canal === por).map(([, destino]) => destino);
  const otro = OrdenCorregida(OrdenCorregida.example);
  expect(await destinos(otro, 'sms')).toStrictEqual(['+573001234567', '+573007654321']);
  expect(await destinos(otro, 'correo')).toStrictEqual(['ana@example.com']);
  const { destinatario: _, ...sinDestinatario } = OrdenCorregida.example;
  const elMismo = OrdenCorregida(sinDestinatario);
  expect(await destinos(elMismo, 'sms')).toStrictEqual(['+573001234567', '+573001234567']);
  expect(await destinos(elMismo, 'correo')).toStrictEqual(['ana@example.com', 'ana@example.com']);
});

test('los avisos de una orden se muestran a su cliente, sin decir a dónde fueron', () => {
  const { ordenId, clienteId } = EJEMPLO;
  expect(listarAvisos.where({ ordenId })).toStrictEqual({ value: ordenId });
  expect(listarAvisos.guard?.key({ ordenId })).toBe(ordenId);
  expect(listarAvisos.guard?.owner?.({ clienteId })).toBe(clienteId);
  const en = '2030-01-15T12:00:00.000Z';
  const visible = { hito: 'OrdenCreada', canal: 'sms', estado: 'enviada', en, asunto: 'A', texto: 'T' } as const;
  const aviso = { ...visible, destino: '+573001234567' };
  expect(listarAvisos.shape(aviso, { ordenId })).toStrictEqual(visible);
});
