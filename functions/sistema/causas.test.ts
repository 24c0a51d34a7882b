import { describe, expect, test } from 'vitest';
import { RespuestaCausas, sinExito, type Trabajo, tramosDe } from './causas.ts';

const trabajo = (id: string, cambios: Partial<Trabajo> = {}): Trabajo => ({
  id,
  parent_id: 'causa',
  name: 'alpes-cumplimiento',
  start_time: 1_900_000_000 + Number(id),
  end_time: 1_900_000_000.25 + Number(id),
  ...cambios,
});
const fallido = { fault: true, cause: { exceptions: [{ type: 'Error', message: 'no' }] } };
const tramos = (...trabajos: Trabajo[]) => {
  const vistos = tramosDe(
    trabajos.map((uno) => ({ traza: '1-2-3', trabajo: uno, llamadas: [] })),
    'alpes-',
  );
  RespuestaCausas.shape.tramos.parse(vistos);
  return vistos;
};

describe('los tramos', () => {
  test('van por tiempo, con su función, su duración y su petición', () => {
    const http = { request: { method: 'POST', url: '/ordenes' }, response: { status: 201 } };
    expect(
      tramos(trabajo('2'), trabajo('1', { name: 'alpes-api', http })).map(({ llamadas: _, ...uno }) => uno),
    ).toEqual([
      {
        ...{ id: '1', padre: 'causa', traza: '1-2-3', funcion: 'api', peticion: 'POST /ordenes 201' },
        ...{ inicio: '2030-03-17T17:46:41.000Z', milisegundos: 250, intento: 1, repetido: false },
      },
      expect.objectContaining({ id: '2', funcion: 'cumplimiento', intento: 1 }),
    ]);
  });
  const de = (mensajes: readonly string[], invocacion: string) => ({ metadata: { alpes: { mensajes, invocacion } } });
  const intentos = (...trabajos: Trabajo[]) =>
    tramos(...trabajos).map(({ id, intento, repetido }) => [Number(id), intento, repetido]);

  test('de una función y un mensaje se cuentan los intentos; el que sigue a uno bueno es una repetición', () =>
    expect(
      intentos(
        trabajo('1', { ...fallido, ...de(['a'], 'i1') }),
        trabajo('2', de(['a'], 'i2')),
        trabajo('3', de(['a'], 'i3')),
        trabajo('4', { name: 'alpes-avisos', ...de(['a'], 'i4') }),
      ),
    ).toStrictEqual([
      [1, 1, false],
      [2, 2, false],
      [3, 3, true],
      [4, 1, false],
    ]));

  test('varios mensajes de una causa, y dos trabajos por uno en la misma invocación, no son repeticiones', () =>
    expect(
      intentos(
        // One request wrote three facts: each comes by itself, or two of them together with one that had failed.
        trabajo('1', de(['a'], 'i1')),
        trabajo('2', de(['a'], 'i1')),
        trabajo('3', { ...fallido, ...de(['b'], 'i2') }),
        trabajo('4', de(['b', 'c'], 'i3')),
        trabajo('5', de(['a', 'd'], 'i4')),
        trabajo('6', de(['b', 'c'], 'i5')),
      ),
    ).toStrictEqual([
      [1, 1, false],
      [2, 1, false],
      [3, 1, false],
      [4, 2, false],
      [5, 2, false],
      [6, 3, true],
    ]));

  test('lo que pide una persona, o no dice su mensaje, no es intento de nada', () => {
    const peticion = { parent_id: undefined, name: 'alpes-api' } as unknown as Partial<Trabajo>;
    expect(intentos(trabajo('1', peticion), trabajo('2', peticion), trabajo('3'), trabajo('4'))).toStrictEqual(
      [1, 2, 3, 4].map((id) => [id, 1, false]),
    );
  });

  test('sin éxito queda la función que falló la última vez con un mensaje', () => {
    const sin = (...trabajos: Trabajo[]) =>
      sinExito(
        trabajos.map((uno) => ({ traza: '1-2-3', trabajo: uno, llamadas: [] })),
        'alpes-',
      );
    const mal = trabajo('1', { ...fallido, ...de(['a'], 'i1') });
    expect(sin(mal, trabajo('2', de(['a'], 'i2')))).toStrictEqual([]);
    expect(sin(mal, trabajo('2', de(['b'], 'i2')))).toStrictEqual(['cumplimiento']);
    expect(sin(mal, trabajo('2', de(['a'], 'i1')))).toStrictEqual(['cumplimiento']);
  });
  test('dicen sus llamadas a AWS', () => {
    const hecha = { ...trabajo('5'), name: 'DynamoDB', aws: { operation: 'PutItem', table_name: 'alpes-event-log' } };
    const [uno] = tramosDe([{ traza: 't', trabajo: trabajo('1'), llamadas: [hecha] }], 'alpes-');
    expect(uno?.llamadas).toStrictEqual([
      { servicio: 'DynamoDB', operacion: 'PutItem', tabla: 'alpes-event-log', milisegundos: 250, fallo: false },
    ]);
  });
});
