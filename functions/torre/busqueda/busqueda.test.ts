import { describe, expect, test } from 'vitest';
import type { VistaOrden } from '#functions/ordenes/projections/ordenes.ts';
import { resultados, sentidosDe } from './busqueda.ts';
import { MAS_RESULTADOS } from './respuesta.ts';

const orden = (ordenId: string, creadaEn: string, telefono: string | null = '+57 300 123 4567') =>
  ({
    ordenId,
    clienteId: 'tienda-7',
    estado: 'creada',
    creadaEn,
    destinatario: { nombre: null, telefono },
  }) as VistaOrden;
const nada = { recientes: [], porReferencia: [], porCliente: [] };

test.each([
  ['0f8f', { orden: '0f8f', telefono: undefined, placa: undefined }],
  ['4567', { orden: '4567', telefono: '4567', placa: undefined }],
  ['+57 300 123-4567', { orden: undefined, telefono: '573001234567', placa: undefined }],
  ['abc 123', { orden: undefined, telefono: undefined, placa: 'ABC123' }],
  ['567', { orden: undefined, telefono: undefined, placa: undefined }],
])('%s', (q, esperado) => expect(sentidosDe(q)).toStrictEqual(esperado));

describe('lo hallado', () => {
  const [vieja, nueva] = [orden('0f8f-1', '2030-01-14T00:00:00.000Z'), orden('0f8f-2', '2030-01-15T00:00:00.000Z')];
  const olvidada = orden('1234-5', '2030-01-15T00:00:00.000Z', null);
  test('por el comienzo de su identificador, lo más nuevo primero', () =>
    expect(
      resultados(sentidosDe('0F8F'), { ...nada, recientes: [vieja, olvidada, nueva] }).map(({ ordenId, por }) => [
        ordenId,
        por,
      ]),
    ).toStrictEqual([
      ['0f8f-2', 'orden'],
      ['0f8f-1', 'orden'],
    ]));
  test('por el final del teléfono, no de quien fue olvidado, y sin decir el teléfono', () => {
    const hallados = resultados(sentidosDe('34567'), { ...nada, recientes: [vieja, olvidada] });
    expect(hallados).toMatchObject([{ ordenId: '0f8f-1', por: 'telefono' }]);
    expect(JSON.stringify(hallados)).not.toContain('4567');
  });
  test('cada orden una vez, por lo más seguro; antes el vehículo', () =>
    expect(
      resultados(
        {},
        { ...nada, exacta: vieja, porReferencia: [vieja], porCliente: [nueva, vieja], placa: 'ABC123' },
      ).map(({ por }) => por),
    ).toStrictEqual(['placa', 'orden', 'cliente']));
  test('no más de los que caben', () =>
    expect(
      resultados({}, { ...nada, porCliente: Array.from({ length: 30 }, (_, n) => orden(`x-${n}`, '2030')) }),
    ).toHaveLength(MAS_RESULTADOS));
});
