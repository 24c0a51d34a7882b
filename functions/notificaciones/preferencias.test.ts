import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { PreferenciasFijadas } from '#events/notificaciones/PreferenciasFijadas.ts';
import { EJEMPLO_DE_PREFERENCIAS } from '#events/notificaciones/preferencias.ts';
import { given } from '#shared/testing/given.ts';
import { viewOf } from '#shared/testing/views.ts';
import { fijarPreferencias } from './commands/fijarPreferencias.ts';
import { cuandoEnviar } from './cuando.ts';
import { preferencias } from './projections/preferencias.ts';

const { clienteId } = EJEMPLO;
const fijadas = PreferenciasFijadas(PreferenciasFijadas.example);
/** A moment of a day on clocks in Colombia. */
const a = (hora: string, dia = '2030-01-15') => new Date(`${dia}T${hora}:00-05:00`).toISOString();

describe('las preferencias de un cliente', () => {
  test('se fijan, y decir lo mismo, en otro orden también, no hace nada', () => {
    const dichas = { clienteId, ...EJEMPLO_DE_PREFERENCIAS };
    given().when(fijarPreferencias, dichas).yields(fijadas);
    const { canales } = dichas;
    const alReves = { sms: [...canales.sms].reverse(), correo: [...canales.correo].reverse() };
    given(fijadas)
      .when(fijarPreferencias, { ...dichas, canales: alReves })
      .yields();
  });
  test('reemplazan las anteriores: sin horas de silencio ya no las hay', async () => {
    const canales = { sms: [], correo: [] };
    given(fijadas).when(fijarPreferencias, { clienteId, canales }).yields(PreferenciasFijadas({ clienteId, canales }));
    const vista = await viewOf(
      preferencias,
      `preferencia#${clienteId}`,
      fijadas,
      PreferenciasFijadas({ clienteId, canales }),
    );
    expect(vista).toStrictEqual({ clienteId, canales, fijadasEn: '2030-01-15T12:01:00.000Z' });
  });
  test.each(['24:00', '7:00', '07:60', ''])('no se callan desde las %s', (desde) => {
    const dichas = { ...EJEMPLO_DE_PREFERENCIAS, clienteId, silencio: { desde, hasta: '08:00' } };
    expect(fijarPreferencias.accepts.safeParse(dichas).success).toBe(false);
  });
});

describe('un aviso', () => {
  const de = (silencio?: { desde: string; hasta: string }) => ({
    canales: EJEMPLO_DE_PREFERENCIAS.canales,
    ...(silencio && { silencio }),
  });
  const aviso = { canal: 'sms', grupo: 'camino' };

  test('sale, si el cliente no ha dicho nada', () => expect(cuandoEnviar(undefined, aviso, a('03:00'))).toBe('now'));
  test('no sale por el canal por el que no se quiere, y por el otro sí', () => {
    expect(cuandoEnviar(de(), { canal: 'sms', grupo: 'pedido' }, a('12:00'))).toBe('never');
    expect(cuandoEnviar(de(), { canal: 'correo', grupo: 'pedido' }, a('12:00'))).toBe('now');
  });
  const noche = { desde: '21:00', hasta: '07:00' };
  const siesta = { desde: '12:30', hasta: '14:00' };
  test.each([
    [noche, a('20:59'), 'now'],
    [noche, a('21:00'), a('07:00', '2030-01-16')],
    [noche, a('23:59'), a('07:00', '2030-01-16')],
    [noche, a('00:00'), a('07:00')],
    [noche, a('06:59'), a('07:00')],
    [noche, a('07:00'), 'now'],
    [siesta, a('12:29'), 'now'],
    [siesta, a('13:00'), a('14:00')],
    [siesta, a('14:00'), 'now'],
  ])('con silencio de %o, a las %s, sale: %s', (silencio, now, cuando) =>
    expect(cuandoEnviar(de(silencio), aviso, now)).toBe(cuando),
  );
  test('urgente no espera, pero si no se quiere no sale', () => {
    expect(cuandoEnviar(de(noche), { ...aviso, urgente: true }, a('23:00'))).toBe('now');
    expect(cuandoEnviar(de(noche), { canal: 'sms', grupo: 'entrega', urgente: true }, a('23:00'))).toBe('never');
  });
  test('que no se quiere no espera a que termine el silencio', () =>
    expect(cuandoEnviar(de(noche), { canal: 'sms', grupo: 'pedido' }, a('23:00'))).toBe('never'));
});
