import { expect, test } from 'vitest';
import { conArticulo, diaYHora, enDia, enVentana, hora } from './hora.ts';

const A = '2030-01-15T14:20:00.000Z';
const AYER = '2030-01-14T14:00:00.000Z';

test.each([
  [hora('2030-01-15T05:05:00Z'), '12:05 a. m.'],
  [hora('2030-01-15T17:00:00Z'), '12:00 p. m.'],
  [conArticulo('2030-01-15T18:05:00Z'), 'la 1:05 p. m.'],
  [conArticulo('2030-01-15T15:05:00Z'), 'las 10:05 a. m.'],
  [enDia('2030-01-16T04:59:00Z', A), 'hoy'],
  [enDia(A, AYER), 'mañana'],
  [enDia(A), 'el 15 de enero'],
  [diaYHora(A), 'el 15 de enero a las 9:20 a. m.'],
  [enVentana({ desde: A, hasta: '2030-01-15T16:20:00Z' }), 'el 15 de enero entre 9:20 y 11:20 a. m.'],
  [enVentana({ desde: A, hasta: '2030-01-15T17:20:00Z' }, AYER), 'mañana entre 9:20 a. m. y 12:20 p. m.'],
  [enVentana({ desde: A, hasta: '2030-01-15T17:20:00Z' }, A), 'hoy entre 9:20 a. m. y 12:20 p. m.'],
  [enVentana({ desde: AYER, hasta: A }, A), 'hoy antes de las 9:20 a. m.'],
  [enVentana({ desde: AYER, hasta: A }), 'el 14 de enero entre 9:00 a. m. y 9:20 a. m. del 15 de enero'],
])('%s', (dicho, esperado) => expect(dicho).toBe(esperado));
