import { expect, test } from 'vitest';
import { conArticulo, diaYHora, enDia, enFecha, enVentana, enVentanaConFecha, fechaYHora, hora } from './hora.ts';

const A = '2030-01-15T14:20:00.000Z';
const AYER = '2030-01-14T14:00:00.000Z';

test.each([
  [hora('2030-01-15T05:05:00Z'), '12:05 a. m.'],
  [hora('2030-01-15T17:00:00Z'), '12:00 p. m.'],
  [conArticulo('2030-01-15T18:05:00Z'), 'la 1:05 p. m.'],
  [conArticulo('2030-01-15T15:05:00Z'), 'las 10:05 a. m.'],
  [enDia('2030-01-16T04:59:00Z', A), 'hoy'],
  [enDia(A, AYER), 'mañana'],
  [enFecha(A, A), 'el 15 de enero'],
  [enDia(A, '2030-12-31T17:00:00Z'), 'el 15 de enero'],
  [enDia(A, '2029-12-31T17:00:00Z'), 'el 15 de enero de 2030'],
  [enFecha('2031-01-01T04:59:00Z', A), 'el 31 de diciembre'],
  [enFecha('2031-01-01T05:00:00Z', A), 'el 1 de enero de 2031'],
  [enDia('2030-01-01T17:00:00Z', '2029-12-31T17:00:00Z'), 'mañana'],
  [diaYHora(A, A), 'hoy a las 9:20 a. m.'],
  [fechaYHora(A, A), 'el 15 de enero a las 9:20 a. m.'],
  [enVentanaConFecha({ desde: A, hasta: '2030-01-15T16:20:00Z' }, A), 'el 15 de enero entre 9:20 y 11:20 a. m.'],
  [
    enVentanaConFecha({ desde: '2031-12-15T14:20:00Z', hasta: '2031-12-15T16:20:00Z' }, A),
    'el 15 de diciembre de 2031 entre 9:20 y 11:20 a. m.',
  ],
  [enVentana({ desde: A, hasta: '2030-01-15T17:20:00Z' }, AYER), 'mañana entre 9:20 a. m. y 12:20 p. m.'],
  [enVentana({ desde: A, hasta: '2030-01-15T17:20:00Z' }, A), 'hoy entre 9:20 a. m. y 12:20 p. m.'],
  [enVentana({ desde: AYER, hasta: A }, A), 'hoy antes de las 9:20 a. m.'],
  [enVentanaConFecha({ desde: AYER, hasta: A }, AYER), 'el 14 de enero entre 9:00 a. m. y 9:20 a. m. del 15 de enero'],
])('%s', (dicho, esperado) => expect(dicho).toBe(esperado));
