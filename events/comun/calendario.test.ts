import { expect, test } from 'vitest';
import { Calendario } from './calendario.ts';

const dia = { desde: '08:00', hasta: '17:00' };
const noche = { desde: '22:00', hasta: '06:00' };
const VACIA = 'desde y hasta deben ser distintas';
const HORA = 'Debe ser una hora del día de 00:00 a 23:59, como 08:00';
const FUERA = 'Cada pausa debe estar dentro de la jornada, y ser más corta que ella';

test.each([
  { jornada: dia, pausas: [{ desde: '12:00', hasta: '13:00' }] },
  {
    jornada: dia,
    pausas: [
      { desde: '08:00', hasta: '08:15' },
      { desde: '16:30', hasta: '17:00' },
    ],
  },
  {
    jornada: noche,
    pausas: [
      { desde: '23:30', hasta: '00:30' },
      { desde: '02:00', hasta: '02:15' },
    ],
  },
  { pausas: [{ desde: '23:30', hasta: '00:30' }] },
])('%j es un calendario', (calendario) => expect(Calendario.safeParse(calendario).success).toBe(true));

test.each([
  [{ jornada: { desde: '18:00', hasta: '18:00' } }, ['jornada', 'hasta'], VACIA],
  [{ jornada: { desde: '00:00', hasta: '00:00' } }, ['jornada', 'hasta'], VACIA],
  [{ jornada: dia, pausas: [{ desde: 'mediodía', hasta: '13:00' }] }, ['pausas', 0, 'desde'], HORA],
  [{ pausas: [{ desde: '12:00', hasta: '12:00' }] }, ['pausas', 0, 'hasta'], VACIA],
  [{ jornada: dia, pausas: [{ desde: '20:00', hasta: '21:00' }] }, ['pausas'], FUERA],
  [{ jornada: dia, pausas: [{ desde: '07:30', hasta: '08:30' }] }, ['pausas'], FUERA],
  [{ jornada: dia, pausas: [{ desde: '16:30', hasta: '17:30' }] }, ['pausas'], FUERA],
  [{ jornada: dia, pausas: [dia] }, ['pausas'], FUERA],
  [{ jornada: noche, pausas: [{ desde: '12:00', hasta: '13:00' }] }, ['pausas'], FUERA],
])('%j no lo es', (calendario, path, message) =>
  expect(Calendario.safeParse(calendario).error?.issues).toMatchObject([{ path, message }]),
);
