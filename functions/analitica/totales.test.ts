import { describe, expect, test } from 'vitest';
import { aporte, leerFila } from './medidas.ts';
import { resumir } from './resumen.ts';

describe('lo que se dibuja', () => {
  const filas = [
    { key: '2030-01-15|ordenes||Cali', creada: 2, h07: 2 },
    { key: '2030-01-15|ordenes||Chía', creada: 1, h23: 1, 't:entregada': 4 },
    { key: '2030-01-15|plazo|0|Cali', m0: 1, m30: 1, m31: 1 },
    { key: '2030-01-15|plazo|50|Cali', m0: 2 },
  ];
  const { porHora, plazos, ordenes } = resumir(filas, { top: 1 });
  test('las órdenes de cada hora', () => {
    expect([porHora.length, porHora[7], porHora[23], ordenes]).toStrictEqual([24, 2, 1, 3]);
    expect(porHora.reduce((suma, n) => suma + n)).toBe(3);
  });
  test('las entregas por lo que tardaron, cada una en un tramo', () =>
    expect(plazos.map(({ hastaMinutos, entregas }) => [hastaMinutos, entregas])).toStrictEqual([
      [30, 2],
      [60, 1],
      [120, 0],
      [240, 0],
      [480, 0],
      [1_440, 0],
      [2_880, 0],
      [null, 2],
    ]));
});

describe('las filas de totales', () => {
  test('una ciudad puede llevar una barra', () => {
    const [fila = ''] = Object.keys(aporte({ estado: 'creada', dia: '2030-01-15', ciudad: 'A|B' }));
    expect(leerFila(fila)).toStrictEqual({ dia: '2030-01-15', clase: 'ordenes', sub: '', ciudad: 'A|B' });
  });
  const fila = { estado: 'creada', dia: '2030-01-15', ciudad: 'Cali' } as const;
  const deOrdenes = '2030-01-15|ordenes||Cali';
  test.each(['estado', 'dia', 'ciudad'])('sin %s no hay ninguna', (falta) =>
    expect(aporte({ ...fila, [falta]: undefined })).toStrictEqual({}),
  );
  test('lo que no se ha entregado no tiene plazo', () =>
    expect(aporte({ ...fila, creadaEn: '2030-01-15T12:00:00Z' })).toStrictEqual({
      [deOrdenes]: { creada: 1, h07: 1 },
    }));
  test('lo que terminó otro día se cuenta también en ese, por cómo terminó', () => {
    const terminadaEn = '2030-01-17T03:00:00Z';
    const { '2030-01-16|ordenes||Cali': ese, [deOrdenes]: suyo } = aporte({ ...fila, estado: 'devuelta', terminadaEn });
    expect([ese, suyo]).toStrictEqual([{ 't:devuelta': 1 }, { devuelta: 1, exigibles: 1 }]);
    expect(aporte({ ...fila, estado: 'cancelada', terminadaEn: '2030-01-15T13:00:00Z' })[deOrdenes]).toStrictEqual({
      cancelada: 1,
      't:cancelada': 1,
    });
  });
});
