import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { SecretoRotado } from '#events/notificaciones/SecretoRotado.ts';
import { WebhookDesactivado } from '#events/notificaciones/WebhookDesactivado.ts';
import { WebhookFijado } from '#events/notificaciones/WebhookFijado.ts';
import { WebhookProbado } from '#events/notificaciones/WebhookProbado.ts';
import { WebhookRetirado } from '#events/notificaciones/WebhookRetirado.ts';
import { DireccionDeWebhook, EJEMPLO_DE_WEBHOOK } from '#events/notificaciones/webhook.ts';
import type { Fact } from '#shared/model/event.ts';
import { given, NOW } from '#shared/testing/given.ts';
import { viewOf } from '#shared/testing/views.ts';
import { fijarWebhook } from './commands/fijarWebhook.ts';
import { probarWebhook } from './commands/probarWebhook.ts';
import { retirarWebhook } from './commands/retirarWebhook.ts';
import { rotarSecreto } from './commands/rotarSecreto.ts';
import { desactivarWebhook } from './desactivarWebhook.ts';
import { cuerpoDe, hastaElProximo, interesa, segunEstado, trasUnFallo } from './entregas.ts';
import { type VistaWebhook, webhooks } from './projections/webhooks.ts';
import { diceSecreto } from './secreto.ts';

const { clienteId } = EJEMPLO;
const fijado = WebhookFijado(WebhookFijado.example);
const rotado = SecretoRotado(SecretoRotado.example);
const retirado = WebhookRetirado({ clienteId });
const desactivado = WebhookDesactivado({ clienteId, codigo: 'noResponde' });
const dicho = { clienteId, ...EJEMPLO_DE_WEBHOOK };
const ver = (...hechos: readonly Fact[]) => viewOf(webhooks, `webhook#${clienteId}`, ...hechos);
/** Which secret is told after some facts, by its number. */
const dice = (...hechos: readonly Fact[]) => (diceSecreto.of(hechos) as { serie?: number }).serie;

describe('el webhook de un cliente', () => {
  test('se fija, con un secreto; y otra vez, con el mismo', () => {
    given().when(fijarWebhook, dicho).yields(fijado);
    const otra = { ...dicho, url: 'https://otra.example/x' };
    const movido = WebhookFijado({ ...otra, serie: 2, conserva: true });
    given(fijado, rotado).when(fijarWebhook, otra).yields(movido);
    expect([dice(fijado), dice(movido), dice(rotado), dice()]).toStrictEqual([1, undefined, 2, undefined]);
  });
  test('fijado igual no cambia, tampoco con los hitos en otro orden', () => {
    given(fijado)
      .when(fijarWebhook, { ...dicho, hitos: [...dicho.hitos].reverse() })
      .yields();
  });
  test('retirado y fijado de nuevo tiene un secreto que nadie tuvo', () => {
    given(fijado).when(retirarWebhook, { clienteId }).yields(retirado);
    given(fijado, retirado).when(retirarWebhook, { clienteId }).yields();
    given(fijado, retirado)
      .when(fijarWebhook, dicho)
      .yields(WebhookFijado({ ...dicho, serie: 2, conserva: false }));
  });
  test('rota su secreto, y durante un día valen los dos', () => {
    const anteriorHasta = new Date(Date.parse(NOW) + 86_400_000).toISOString();
    given(fijado)
      .when(rotarSecreto, { clienteId })
      .yields(SecretoRotado({ clienteId, serie: 2, anteriorHasta }));
    given().when(rotarSecreto, { clienteId }).rejects('WEBHOOK_NO_EXISTE');
  });
  test('se prueba, si está activo', () => {
    given(fijado).when(probarWebhook, { clienteId }).yields(WebhookProbado({ clienteId }));
    given().when(probarWebhook, { clienteId }).rejects('WEBHOOK_NO_EXISTE');
    given(fijado, desactivado).when(probarWebhook, { clienteId }).rejects('WEBHOOK_NO_EXISTE');
  });
  test('se desactiva una vez, y fijarlo igual lo activa', () => {
    given(fijado).when(desactivarWebhook, { clienteId, codigo: 'noResponde' }).yields(desactivado);
    given(fijado, desactivado).when(desactivarWebhook, { clienteId, codigo: 'yaNoExiste' }).yields();
    given(fijado, desactivado)
      .when(fijarWebhook, dicho)
      .yields(WebhookFijado({ ...dicho, serie: 1, conserva: true }));
  });
  test('se ve, sin su secreto', async () => {
    const visto = { ...dicho, serie: 2, anteriorHasta: rotado.data.anteriorHasta };
    expect(await ver(fijado, rotado)).toStrictEqual({ ...visto, estado: 'activo', desde: '2030-01-15T12:00:00.000Z' });
    expect(await ver(fijado, desactivado)).toMatchObject({ estado: 'desactivado', codigo: 'noResponde' });
    expect(await ver(fijado, retirado)).toBeUndefined();
  });
  test.each([
    ['https://tienda.example/x?y=1', true],
    ['http://127.0.0.1:8080/x', true],
    ['http://localhost/x', true],
    ['http://tienda.example/x', false],
    ['https://usuario:clave@tienda.example/', false],
    ['ftp://tienda.example/', false],
    ['tienda.example', false],
  ])('su dirección %s vale: %s', (url, vale) => expect(DireccionDeWebhook.safeParse(url).success).toBe(vale));
});

test('una dirección de la propia máquina se fija solo donde la instalación lo permite', () => {
  for (const url of ['http://localhost:8080/x', 'http://127.0.0.1/x', 'http://[::1]/x', 'https://127.9.9.9/x']) {
    const local = { ...dicho, url };
    given().when(fijarWebhook, local).rejects('DIRECCION_NO_PERMITIDA');
    given()
      .when(fijarWebhook, local, { settings: { loopback: false } })
      .rejects('DIRECCION_NO_PERMITIDA');
    given()
      .when(fijarWebhook, local, { settings: { loopback: true } })
      .yields(WebhookFijado({ ...local, serie: 1, conserva: false }));
  }
});

describe('lo que se le dice', () => {
  const w = async () => (await ver(fijado)) as VistaWebhook;
  const noticia = {
    id: 'e3b0c442-98fc-4c14-9afb-f4c8996fb924',
    tipo: 'OrdenEntregada',
    ocurrio: NOW,
    version: 5,
    ordenId: EJEMPLO.ordenId,
    referencia: 'PED-7',
  };
  test('es qué pasó con qué orden, y nada de nadie', async () => {
    expect(JSON.parse(cuerpoDe(noticia, await w()))).toStrictEqual({
      type: 'OrdenEntregada',
      timestamp: NOW,
      data: { clienteId, ordenId: EJEMPLO.ordenId, referencia: 'PED-7', version: 5 },
    });
  });
  test('es lo que pidió, y las pruebas; si está activo', async () => {
    const { ordenId: _, ...prueba } = { ...noticia, tipo: 'WebhookProbado' };
    expect(interesa(await w(), noticia)).toBe(true);
    expect(interesa(await w(), { ...noticia, tipo: 'OrdenCreada' })).toBe(false);
    expect(interesa(await w(), prueba)).toBe(true);
    expect(interesa({ ...(await w()), estado: 'desactivado' }, noticia)).toBe(false);
    expect(interesa(undefined, noticia)).toBe(false);
  });
  test.each([
    [200, 'entregada'],
    [204, 'entregada'],
    [302, 'otraVez'],
    [404, 'otraVez'],
    [410, 'yaNoExiste'],
    [500, 'otraVez'],
  ])('con un %d queda: %s', (status, queda) => expect(segunEstado(status)).toBe(queda));
  test('se intenta cada vez más tarde, durante unos dos días', () => {
    const pausas: number[] = [];
    let segundos = 0;
    for (let pausa = hastaElProximo(0); pausa !== undefined; pausa = hastaElProximo(segundos)) {
      pausas.push(pausa);
      segundos += pausa;
    }
    expect(pausas).toHaveLength(11);
    expect(pausas).toStrictEqual([...pausas].sort((a, b) => a - b));
    expect([pausas[0], pausas.at(-1)]).toStrictEqual([60, 36_000]);
    const dias = pausas.reduce((suma, s) => suma + s, 0) / 86_400;
    expect(dias).toBeCloseTo(1.9, 1);
  });
  test('lo que se intentó entre dos intentos no los aplaza', () => {
    expect([0, 0.5, 59.1, 60, 60.2].map(hastaElProximo)).toStrictEqual([60, 60, 1, 300, 300]);
  });
});

describe('un webhook que falla', () => {
  const dia = (n: number) => new Date(Date.parse(NOW) + n * 86_400_000).toISOString();
  test.each([
    ['empieza', {}, dia(0)],
    ['sigue', { fallaDesde: dia(0) }, dia(2.9)],
    ['basta', { fallaDesde: dia(0) }, dia(3)],
    ['empieza', { fallaDesde: dia(0), exitoEn: dia(1) }, dia(3)],
    ['basta', { fallaDesde: dia(1), exitoEn: dia(0) }, dia(4)],
    ['empieza', { fallaDesde: dia(-2) }, dia(3)],
  ])('%s, con %o', (queda, salud, now) => expect(trasUnFallo(salud, dia(-1), now)).toBe(queda));
});
