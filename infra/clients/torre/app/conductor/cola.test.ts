import { describe, expect, test } from 'vitest';
import {
  type Accion,
  anotada,
  type Cola,
  cuenta,
  esDefinitiva,
  hecha,
  juzgar,
  leida,
  rechazada,
  reintentada,
  siguiente,
  sinConductor,
  terminada,
  VACIA,
} from './cola.ts';

const base = { conductorId: 'luis', vehiculoId: 'ALN000', cuerpo: {}, en: '2026-11-27T15:00:00.000Z', intentos: 0 };
const entrega = (clave: string, ordenId: string, mas: Partial<Accion> = {}): Accion => ({
  ...base,
  clave,
  tipo: 'entrega',
  ordenId,
  ...mas,
});
const fin: Accion = { ...base, clave: 'fin', tipo: 'fin' };
const con = (...acciones: Accion[]): Cola => ({ ...VACIA, acciones });
const nada = { vehiculos: new Set<string>(), claves: new Set<string>() };
const rechazo = { status: 409, codigo: 'MERCANCIA_SIN_RECOGER' };

describe('lo siguiente por enviar', () => {
  test('lo rechazado de una parada no detiene las otras, pero sí el fin de la ruta', () => {
    const cola = con(entrega('a', '1', { rechazo }), entrega('b', '1'), entrega('c', '2'), fin);
    expect(siguiente(cola, 'luis', nada)?.clave).toBe('c');
    expect(siguiente(con(...cola.acciones.slice(0, 2), fin), 'luis', nada)).toBeUndefined();
  });
  test('una vez visto y reintentado, va primero', () =>
    expect(siguiente(reintentada(con(entrega('a', '1', { rechazo }), fin), 'a'), 'luis', nada)?.clave).toBe('a'));
  test('un inicio que no se deshizo no se reintenta, y no detiene nada', () => {
    const deshacer: Accion = { ...base, clave: 'd', tipo: 'deshacer', rechazo };
    const cola = con(deshacer, entrega('a', '1'), fin);
    expect(siguiente(cola, 'luis', nada)?.clave).toBe('a');
    expect(reintentada(cola, 'd')).toStrictEqual(cola);
  });
  test.each([
    ['ENTREGA_REGISTRADA', true],
    ['PARADA_TERMINADA', true],
    ['PARADA_ANULADA', true],
    ['PARADA_NO_EXISTE', true],
    ['RECOGIDA_NO_PENDIENTE', true],
    ['MERCANCIA_SIN_RECOGER', false],
    ['RUTA_NO_INICIADA', false],
    ['CONDUCTOR_AJENO', false],
  ])('con %s no hay más que hacer, ni nada que espere: %s', (codigo, final) => {
    const cola = con(entrega('a', '1', { rechazo: { status: 409, codigo } }), fin);
    expect(cola.acciones.map(esDefinitiva)).toStrictEqual([final, false]);
    expect(siguiente(cola, 'luis', nada)?.clave).toBe(final ? 'fin' : undefined);
  });
  test('se cuenta lo que hay que revisar y lo que solo está por enviar', () =>
    expect(cuenta([entrega('a', '1', { rechazo }), entrega('b', '1'), fin])).toStrictEqual({
      porRevisar: 1,
      porEnviar: 2,
    }));
  test('lo de otro conductor espera a que él entre', () => {
    const cola = con(entrega('a', '1', { conductorId: 'otra' }), entrega('b', '2'));
    expect([siguiente(cola, 'luis', nada)?.clave, siguiente(cola, 'otra', nada)?.clave]).toStrictEqual(['b', 'a']);
  });
});

describe('lo que la central ya tiene', () => {
  const salida: Accion = { ...base, clave: 's', tipo: 'salida' };
  const deshacer: Accion = { ...base, clave: 'd', tipo: 'deshacer' };
  test.each([
    [salida, 'VEHICULO_EN_RUTA', 'hecha'],
    [salida, 'RUTA_SIN_PARADAS', 'rechazada'],
    [salida, 'CONDUCTOR_AJENO', 'rechazada'],
    [deshacer, 'RUTA_NO_INICIADA', 'hecha'],
    [deshacer, 'RUTA_EMPEZADA', 'rechazada'],
    [fin, 'RUTA_NO_INICIADA', 'hecha'],
    [entrega('a', '1'), 'RUTA_NO_INICIADA', 'rechazada'],
  ])('%j con %s: %s', (accion, codigo, juicio) => expect(juzgar(accion, { status: 409, codigo })).toBe(juicio));
  test.each(['RUTA_EMPEZADA', 'SALIDA_LEJANA'])('la ruta que no se deshizo (%s) sigue: no se inicia otra', (codigo) => {
    const cola = rechazada(con(deshacer, salida, entrega('a', '1'), fin), 'd', { status: 409, codigo });
    expect(cola.acciones.map(({ clave }) => clave)).toStrictEqual(['d', 'a', 'fin']);
    expect(siguiente(cola, 'luis', nada)?.clave).toBe('a');
  });
  test('la de otro vehículo, la de otra ruta y la que nadie sabe si sigue se quedan', () => {
    const otra = { ...salida, vehiculoId: 'ALN001' };
    const antes = { ...salida, clave: 'antes' };
    const claves = (codigo: string, ...todas: Accion[]) =>
      rechazada(con(...todas), 'd', { status: 409, codigo }).acciones.map(({ clave }) => clave);
    expect(claves('RUTA_EMPEZADA', deshacer, otra)).toStrictEqual(['d', 's']);
    expect(claves('RUTA_EMPEZADA', antes, deshacer)).toStrictEqual(['antes', 'd']);
    expect(claves('RUTA_EMPEZADA', deshacer, salida, fin, { ...salida, clave: 's2' })).toStrictEqual([
      'd',
      'fin',
      's2',
    ]);
    expect(claves('CONDUCTOR_AJENO', deshacer, salida)).toStrictEqual(['d', 's']);
  });
});

describe('una respuesta', () => {
  test.each([
    [200, undefined, 'hecha'],
    [0, undefined, 'espera'],
    [304, undefined, 'espera'],
    [429, 'DEMASIADAS_PETICIONES', 'espera'],
    [503, 'FLUJO_OCUPADO', 'espera'],
    [409, 'RESERVA_EN_CAMBIO', 'espera'],
    [401, 'NO_AUTENTICADO', 'sesion'],
    [403, 'CONDUCTOR_AJENO', 'rechazada'],
    [409, 'PARADA_ANULADA', 'rechazada'],
    [422, 'HORA_IMPOSIBLE', 'rechazada'],
  ])('%i %s: %s', (status, codigo, juicio) =>
    expect(juzgar(entrega('a', '1'), { status, ...(codigo && { codigo }) })).toBe(juicio),
  );
  test('una hora imposible cambia por la del servidor', () =>
    expect(juzgar(entrega('a', '1', { cuerpo: { entregadaEn: 'x' } }), { status: 422, codigo: 'HORA_IMPOSIBLE' })).toBe(
      'hora',
    ));
  test('lo que no acaba de pasar se le dice a la persona', () =>
    expect(juzgar(entrega('a', '1', { intentos: 8 }), { status: 409, codigo: 'RESERVA_EN_CAMBIO' })).toBe('rechazada'));
  test('la foto de una parada que las vistas aún no muestran espera', () => {
    const conFoto = entrega('a', '1', { foto: true, intentos: 1 });
    expect(juzgar(conFoto, { status: 404, codigo: 'NO_EXISTE' })).toBe('espera');
    expect(juzgar({ ...conFoto, intentos: 8 }, { status: 404, codigo: 'NO_EXISTE' })).toBe('rechazada');
  });
});

test('quien deja el teléfono se lleva solo lo suyo', () => {
  const otra = entrega('b', '2', { conductorId: 'otra' });
  expect(sinConductor(con(fin, otra), 'luis').acciones).toStrictEqual([otra]);
});

test('una ruta terminó cuando la central sabe todo lo suyo', () => {
  const sabida = hecha(con(fin), 'fin', base.en);
  expect([terminada(con(fin), 'luis'), terminada(sabida, 'luis'), terminada(sabida, 'otra')]).toStrictEqual([
    false,
    true,
    false,
  ]);
  expect(terminada(anotada(sabida, entrega('a', '1')), 'luis')).toBe(false);
});

test('una acción que se anota dos veces está una', () =>
  expect(anotada(anotada(VACIA, fin), fin).acciones).toStrictEqual([fin]));

test('una cola de una página más nueva no se toca', () => {
  expect(leida(undefined)).toStrictEqual(VACIA);
  expect(() => leida({ version: 2, acciones: [] })).toThrow('version 2');
});
