import { describe, expect, test } from 'vitest';
import { diaDeTrabajo, diaVigente, esFestivo, masDias, siguienteDiaHabil, tramosDelDia } from './calendario.ts';

/** A day's hours as clocks in Colombia show them; those of the day after with a `+1`. */
function horas(dia: string, ...calendarios: readonly object[]): string[] {
  const [vehiculo, bodega] = calendarios;
  const reloj = (instante: string) => {
    const local = new Date(Date.parse(instante) - 5 * 3_600_000).toISOString();
    return `${local.slice(11, 16)}${local.slice(0, 10) === dia ? '' : '+1'}`;
  };
  return tramosDelDia({ vehiculo, bodega }, dia).map(({ desde, hasta }) => `${reloj(desde)}-${reloj(hasta)}`);
}

const festivosDe = (ano: number) =>
  Array.from({ length: 365 }, (_, n) => masDias(`${ano}-01-01`, n)).filter((dia) => esFestivo(dia));

describe('los festivos de Colombia', () => {
  test('de 2026: los que la Ley Emiliani pasa al lunes, los que no se mueven y los de la Pascua', () =>
    expect(festivosDe(2026)).toStrictEqual([
      ...['2026-01-01', '2026-01-12', '2026-03-23', '2026-04-02', '2026-04-03', '2026-05-01'],
      ...['2026-05-18', '2026-06-08', '2026-06-15', '2026-06-29', '2026-07-20', '2026-08-07'],
      ...['2026-08-17', '2026-10-12', '2026-11-02', '2026-11-16', '2026-12-08', '2026-12-25'],
    ]));
  test('de 2027', () =>
    expect(festivosDe(2027)).toStrictEqual([
      ...['2027-01-01', '2027-01-11', '2027-03-22', '2027-03-25', '2027-03-26', '2027-05-01'],
      ...['2027-05-10', '2027-05-31', '2027-06-07', '2027-07-05', '2027-07-20', '2027-08-07'],
      ...['2027-08-16', '2027-10-18', '2027-11-01', '2027-11-15', '2027-12-08', '2027-12-25'],
    ]));
  test('de un año sin Pascua conocida no hay', () => expect(esFestivo('9999-12-25')).toBe(false));
});

describe('las horas de un día', () => {
  const dia = '2026-12-01';
  const jornada = { desde: '08:00', hasta: '17:00' };
  const almuerzo = { desde: '12:00', hasta: '13:00' };

  test('sin calendario se trabaja a cualquier hora', () => expect(horas(dia)).toStrictEqual(['00:00-00:00+1']));
  test('la jornada sin sus pausas', () =>
    expect(horas(dia, { jornada, pausas: [{ desde: '15:00', hasta: '15:15' }, almuerzo] })).toStrictEqual([
      '08:00-12:00',
      '13:00-15:00',
      '15:15-17:00',
    ]));
  test('una pausa al comienzo, una al final y una por fuera', () =>
    expect(
      horas(dia, {
        jornada,
        pausas: [
          { desde: '07:00', hasta: '09:00' },
          { desde: '16:00', hasta: '18:00' },
          { desde: '20:00', hasta: '21:00' },
        ],
      }),
    ).toStrictEqual(['09:00-16:00']));
  test('una noche de trabajo pasa la medianoche, con su pausa', () =>
    expect(
      horas(dia, { jornada: { desde: '22:00', hasta: '06:00' }, pausas: [{ desde: '02:00', hasta: '02:30' }] }),
    ).toStrictEqual(['22:00-02:00+1', '02:30+1-06:00+1']));
  test('las que el vehículo y la bodega tienen en común', () =>
    expect(horas(dia, { jornada }, { jornada: { desde: '09:00', hasta: '20:00' }, pausas: [almuerzo] })).toStrictEqual([
      '09:00-12:00',
      '13:00-17:00',
    ]));
  test('una bodega que no cierra no parte la noche del vehículo', () =>
    expect(horas(dia, { jornada: { desde: '22:00', hasta: '06:00' } }, {})).toStrictEqual(['22:00-06:00+1']));
  test('la noche del vehículo termina donde empieza el descanso de la bodega', () =>
    expect(horas(dia, { jornada: { desde: '22:00', hasta: '06:00' } }, { descansa: ['miercoles'] })).toStrictEqual([
      '22:00-00:00+1',
    ]));
  test('el domingo, un día libre y un festivo no se trabaja', () => {
    expect(horas('2026-12-06', { jornada, descansa: ['domingo'] })).toStrictEqual([]);
    expect(horas(dia, { jornada, libres: [dia] })).toStrictEqual([]);
    expect(horas('2026-12-08', { jornada })).toStrictEqual([]);
    expect(horas('2026-12-08', { jornada, festivos: true })).toStrictEqual(['08:00-17:00']);
    expect(horas('2026-12-08', { jornada, festivos: true }, { jornada })).toStrictEqual([]);
  });
});

describe('el día en que se trabaja', () => {
  const vehiculo = { jornada: { desde: '08:00', hasta: '17:00' }, descansa: ['sabado' as const, 'domingo' as const] };

  test('hoy mientras queden horas, y después el siguiente', () => {
    expect(diaDeTrabajo({ vehiculo }, '2026-12-01T21:59:00Z')).toBe('2026-12-01');
    expect(diaDeTrabajo({ vehiculo }, '2026-12-01T22:00:00.000Z')).toBe('2026-12-02');
    expect(diaDeTrabajo({ vehiculo }, '2026-12-01T17:30:00-05:00')).toBe('2026-12-02');
  });
  test('la madrugada es todavía de la noche de ayer', () =>
    expect(diaDeTrabajo({ vehiculo: { jornada: { desde: '22:00', hasta: '06:00' } } }, '2026-12-02T08:00:00Z')).toBe(
      '2026-12-01',
    ));
  test('el que se entiende si no se dice otro: la noche de ayer mientras dure, y si no, hoy aunque no se trabaje', () => {
    const noche = { jornada: { desde: '22:00', hasta: '06:00' } };
    expect(diaVigente(noche, '2026-12-02T10:59:59Z')).toBe('2026-12-01');
    expect(diaVigente(noche, '2026-12-02T11:00:00.000Z')).toBe('2026-12-02');
    expect(diaVigente({ ...noche, descansa: ['martes'] }, '2026-12-02T08:00:00Z')).toBe('2026-12-02');
    expect(diaVigente(undefined, '2026-12-02T05:00:00.000Z')).toBe('2026-12-02');
    expect(diaVigente(vehiculo, '2026-12-05T12:00:00Z')).toBe('2026-12-05');
  });
  test('el viernes por la noche, el lunes; antes de un puente, el martes', () => {
    expect(diaDeTrabajo({ vehiculo }, '2026-12-05T03:00:00Z')).toBe('2026-12-07');
    expect(siguienteDiaHabil({ vehiculo }, '2026-11-13')).toBe('2026-11-17');
  });
  test('el siguiente día hábil es otro día', () =>
    expect(siguienteDiaHabil({ vehiculo, bodega: {} }, '2026-12-01')).toBe('2026-12-02'));
  test('nunca, cuando el vehículo y la bodega no tienen horas en común', () => {
    const bodega = { jornada: { desde: '18:00', hasta: '20:00' } };
    expect(diaDeTrabajo({ vehiculo, bodega }, '2026-12-01T12:00:00Z')).toBeUndefined();
    expect(siguienteDiaHabil({ vehiculo, bodega }, '2026-12-01')).toBeUndefined();
  });
});
