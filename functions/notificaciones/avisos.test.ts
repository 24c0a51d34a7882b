import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import type { Fact } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { composing } from '#shared/runtime/notifications/compose.ts';
import { viewOf } from '#shared/testing/views.ts';
import { avisos } from './notifications/avisos.ts';
import { listarAvisos } from './queries/listarAvisos.ts';

const creada = OrdenCreada(OrdenCreada.example);
const orden = EJEMPLO.ordenId.slice(0, 8);

async function textos(...hechos: readonly Fact[]) {
  const salida = await viewOf(composing(avisos), `orden#${EJEMPLO.ordenId}`, ...hechos);
  return (salida?.mensajes ?? []).map(({ canal, destino, texto }) => [canal, destino, texto]);
}

const ultimo = async (hecho: Fact) => (await textos(creada, hecho)).at(-1)?.[2];

describe('los avisos de una orden', () => {
  test('van por mensaje y, si hay dirección, por correo', async () => {
    const texto = `Hola, Ana Rojas: recibimos su orden y estamos apartando sus productos. Orden ${orden}.`;
    expect(await textos(creada)).toStrictEqual([
      ['sms', '+573001234567', texto],
      ['correo', 'ana@example.com', texto],
    ]);
    const { correo: _, ...destinatario } = OrdenCreada.example.destinatario;
    expect(await textos(OrdenCreada({ ...OrdenCreada.example, destinatario }))).toHaveLength(1);
  });
  test('no salen sin saber a quién', async () =>
    expect(await textos(OrdenConfirmada(OrdenConfirmada.example))).toStrictEqual([]));
  test('no llevan lo que otros quieran decir en nuestro nombre', async () => {
    const destinatario = {
      ...OrdenCreada.example.destinatario,
      nombre: personal(z.string()).parse('Gane en\u2028https://malo.example'),
    };
    const motivo = 'Llame a www.malo.example';
    const dichos = await textos(
      OrdenCreada({ ...OrdenCreada.example, destinatario }),
      EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, motivo, final: true }),
    );
    expect(dichos.at(-1)?.[2]).toBe(
      `Hola, Gane en: no pudimos entregar su orden: llame a. La devolveremos a la bodega. Orden ${orden}.`,
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
      'su orden ya está en el plan de un vehículo. Llegada prevista: 15/01/2030 a las 09:20.',
    ],
    ['en tránsito', OrdenEnTransito(OrdenEnTransito.example), 'su orden salió de la bodega y va en camino.'],
    [
      'entregada',
      OrdenEntregada(OrdenEntregada.example),
      'su orden fue entregada el 15/01/2030 a las 09:20. Gracias por su compra.',
    ],
    [
      'fallida',
      EntregaDeOrdenFallida(EntregaDeOrdenFallida.example),
      'no pudimos entregar su orden: no había quién recibiera. Lo intentaremos de nuevo.',
    ],
    [
      'fallida por última vez',
      EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, motivo: 'SIN ACCESO.', final: true }),
      'no pudimos entregar su orden: SIN ACCESO. La devolveremos a la bodega.',
    ],
    [
      'fallida, con una sigla y dos frases',
      EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, motivo: 'PIN errado. Portería cerrada.' }),
      'no pudimos entregar su orden: PIN errado. Portería cerrada. Lo intentaremos de nuevo.',
    ],
    ['devuelta', OrdenDevuelta(OrdenDevuelta.example), 'su orden volvió a la bodega porque no pudimos entregarla.'],
    ['cancelada', OrdenCancelada(OrdenCancelada.example), 'su orden fue cancelada, como lo pidió.'],
  ];
  test.each(casos)('%s', async (_, hecho, texto) =>
    expect(await ultimo(hecho)).toBe(`Hola, Ana Rojas: ${texto} Orden ${orden}.`),
  );
});

test('los avisos de una orden se muestran a su cliente, sin decir a dónde fueron', () => {
  const { ordenId, clienteId } = EJEMPLO;
  expect(listarAvisos.where({ ordenId })).toStrictEqual({ value: ordenId });
  expect(listarAvisos.guard?.key({ ordenId })).toBe(ordenId);
  expect(listarAvisos.guard?.owner({ clienteId })).toBe(clienteId);
  const en = '2030-01-15T12:00:00.000Z';
  const visible = { hito: 'OrdenCreada', canal: 'sms', estado: 'enviada', en, asunto: 'A', texto: 'T' } as const;
  const aviso = { ...visible, destino: '+573001234567' };
  expect(listarAvisos.shape(aviso, { ordenId })).toStrictEqual(visible);
});
