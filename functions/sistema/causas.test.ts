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
  const vistos = tramosDe(trabajos.map((uno) => ({ traza: '1-2-3', trabajo: uno, llamadas: [] })));
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
  test('de una función y una causa se cuentan los intentos; los que siguen a uno bueno son repeticiones', () => {
    const vistos = tramos(trabajo('1', fallido), trabajo('2'), trabajo('3'), trabajo('4', { parent_id: 'otra' }));
    expect(vistos.map(({ id, intento, repetido, fallo }) => [id, intento, repetido, fallo])).toStrictEqual([
      ['1', 1, false, 'Error: no'],
      ['2', 2, false, undefined],
      ['3', 3, true, undefined],
      ['4', 1, false, undefined],
    ]);
  });
  test('sin éxito queda la que falló la última vez', () => {
    expect(sinExito(tramos(trabajo('1', fallido), trabajo('2')))).toStrictEqual([]);
    expect(sinExito(tramos(trabajo('1'), trabajo('2', { ...fallido, parent_id: 'otra' })))).toStrictEqual([
      'cumplimiento',
    ]);
  });
  test('dicen sus llamadas a AWS', () => {
    const hecha = { ...trabajo('5'), name: 'DynamoDB', aws: { operation: 'PutItem', table_name: 'alpes-event-log' } };
    const [uno] = tramosDe([{ traza: 't', trabajo: trabajo('1'), llamadas: [hecha] }]);
    expect(uno?.llamadas).toStrictEqual([
      { servicio: 'DynamoDB', operacion: 'PutItem', tabla: 'alpes-event-log', milisegundos: 250, fallo: false },
    ]);
  });
});
