import { describe, expect, test } from 'vitest';
import { alrededorDe, cuandoLlega, enQueFechaLlega, esOtraHora, esperada } from './llegada.ts';

const a = (hora: string) => new Date(`2030-01-15T${hora}:00-05:00`).toISOString();
const entre = (desde: string, hasta: string) => ({ desde: a(desde), hasta: a(hasta) });
const DE_9_A_11 = { desde: '2030-01-15T09:00:00-05:00', hasta: '2030-01-15T11:00:00-05:00' };

describe('cuándo se espera', () => {
  test.each([
    ['sin ventana', '09:00', undefined, entre('08:00', '10:00'), entre('08:30', '09:30')],
    ['al abrir la ventana, no antes', '09:00', DE_9_A_11, entre('09:00', '10:00'), entre('09:00', '09:30')],
    ['en medio', '10:10', DE_9_A_11, entre('09:10', '11:00'), entre('09:40', '10:40')],
    ['al cerrar, no después', '11:00', DE_9_A_11, entre('10:00', '11:00'), entre('10:30', '11:00')],
    ['tarde, desde que se cerró', '11:20', DE_9_A_11, entre('11:00', '12:20'), entre('11:00', '11:50')],
    ['muy tarde', '15:00', DE_9_A_11, entre('14:00', '16:00'), entre('14:30', '15:30')],
    [
      'planeada para después de medianoche, no la víspera',
      '00:18',
      undefined,
      entre('00:00', '01:18'),
      { desde: a('00:00').replace('05:00:00', '04:48:00'), hasta: a('00:48') },
    ],
    ['nadie está antes de que abra', '07:00', DE_9_A_11, entre('09:00', '10:00'), entre('09:00', '09:30')],
  ])('%s', (_, eta, ventana, asignada, enTransito) => {
    expect(alrededorDe({ eta: a(eta), ventana }, 'asignada')).toStrictEqual(asignada);
    expect(alrededorDe({ eta: a(eta), ventana }, 'enTransito')).toStrictEqual(enTransito);
  });
});

describe('otra hora', () => {
  const dicha = { eta: a('09:30'), ventana: DE_9_A_11 };
  test.each([
    ['10:30', 'asignada', false],
    ['10:31', 'asignada', true],
    ['10:01', 'enTransito', true],
    ['09:00', 'asignada', false],
  ] as const)('a las %s, %s: %s', (hora, estado, es) => expect(esOtraHora(dicha, a(hora), estado)).toBe(es));
  test('no por unos minutos, aunque se cierre la ventana', () => {
    const alCerrar = { eta: a('10:58'), ventana: DE_9_A_11 };
    expect(esOtraHora(alCerrar, a('11:12'), 'asignada')).toBe(false);
    expect(esOtraHora(alCerrar, a('11:13'), 'asignada')).toBe(true);
  });
});

test('no se espera antes de pedirse', () => {
  const orden = { estado: 'asignada', eta: a('10:00') } as const;
  expect(esperada({ ...orden, creadaEn: a('09:40') })).toStrictEqual(entre('09:40', '11:00'));
  expect(esperada({ ...orden, creadaEn: a('08:40') })).toStrictEqual(entre('09:00', '11:00'));
});

test('la víspera no se dice que llega hoy', () => {
  const orden = { estado: 'asignada', eta: a('00:18'), creadaEn: a('00:00') } as const;
  expect(cuandoLlega(orden, '2030-01-14T20:00:00-05:00')).toBe('Llega mañana entre 12:00 y 1:18 a. m.');
});

test.each([
  ['05:00', 'Llega hoy entre 5:59 y 7:59 a. m.', 'Llega el 15 de enero entre 5:59 y 7:59 a. m.'],
  ['06:32', 'Llega hoy antes de las 7:59 a. m.', 'Llega el 15 de enero antes de las 7:59 a. m.'],
  ['08:00', undefined, 'Llega más tarde de lo previsto'],
])('a las %s no se dice una hora pasada', (ahora, hoy, enFecha) => {
  const eta = a('06:59');
  expect(cuandoLlega({ estado: 'asignada', eta, creadaEn: a('00:00') }, a(ahora))).toBe(hoy);
  expect(enQueFechaLlega({ eta }, 'asignada', a(ahora))).toBe(enFecha);
});
