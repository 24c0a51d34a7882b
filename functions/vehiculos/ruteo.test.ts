import { describe, expect, test } from 'vitest';
import { buscarHueco, type Nueva } from './hueco.ts';
import { cuantasFijas, recogidasDe, type Turno, type Visita } from './recorrido.ts';
import { horario, impedimento } from './ruteo.ts';

/** A moment of a day on the clocks of Colombia. */
const a = (hora: string) => new Date(`2026-12-01T${hora}:00-05:00`).toISOString();
/** The hour and minute of a moment in Colombia. */
const hora = (instante: string) => new Date(Date.parse(instante) - 5 * 3_600_000).toISOString().slice(11, 16);

const BASE = { lat: 4.7, lon: -74.05 };
/** A place so many minutes by road to the north of the base. */
const minutos = (n: number) => ({ lat: 4.7 + (n * 60 * (22 / 3.6)) / 1.3 / 111_195, lon: -74.05 });
const turno = (cambios: Partial<Turno> = {}): Turno => ({
  base: BASE,
  capacidadKg: 100,
  capacidadM3: 1,
  tramos: [{ desde: a('08:00'), hasta: a('17:00') }],
  salida: a('06:00'),
  ...cambios,
});
const CON_ALMUERZO = [
  { desde: a('08:00'), hasta: a('12:00') },
  { desde: a('13:00'), hasta: a('17:00') },
];
const visita = (ordenId: string, min: number, cambios: Partial<Visita> = {}): Visita => ({
  ordenId,
  zona: minutos(min),
  pesoKg: 10,
  volumenM3: 0.1,
  recogidas: [],
  aBordo: false,
  fija: false,
  ...cambios,
});
const nueva = (min: number, cambios: Partial<Nueva> = {}): Nueva => ({
  ...visita('nueva', min),
  prioridad: 'normal',
  ...cambios,
});
const entre = (desde: string, hasta: string) => ({ desde: a(desde), hasta: a(hasta) });
const en = (bodegaId: string, min: number) => ({ bodegaId, zona: minutos(min) });
const horas = (t: Turno, ...visitas: Visita[]) => {
  const { etas, recogidas, regreso } = horario(t, visitas);
  return [...recogidas.map(({ eta }) => eta), ...etas, regreso].map(hora);
};

describe('el horario de un recorrido', () => {
  test('sale cuando empieza la jornada, y cinco minutos cuesta cada entrega', () =>
    expect(horas(turno(), visita('uno', 10), visita('dos', 20))).toStrictEqual(['08:10', '08:25', '08:50']));
  test('el que ya puede salir sale después de la hora en que se pregunta', () =>
    expect(horas(turno({ salida: a('09:30') }), visita('uno', 10))).toStrictEqual(['09:40', '09:55']));
  test('espera a que se abra la ventana', () =>
    expect(horas(turno(), visita('uno', 10, { ventana: entre('09:00', '10:00') }))).toStrictEqual(['09:00', '09:15']));
  test('en una pausa no se entrega ni se avanza', () =>
    expect(
      horas(turno({ tramos: CON_ALMUERZO, salida: a('11:50') }), visita('uno', 5), visita('dos', 15)),
    ).toStrictEqual(['11:55', '13:10', '13:30']));
  test('lo que una ventana abre durante la pausa se entrega después', () =>
    expect(
      horas(turno({ tramos: CON_ALMUERZO }), visita('uno', 10, { ventana: entre('12:30', '14:00') })),
    ).toStrictEqual(['13:00', '13:15']));
  test('primero se recoge en las otras bodegas, la más cercana antes, quince minutos en cada una', () => {
    const [lejos, cerca] = [en('BOG-LEJOS', 30), en('BOG-CERCA', 10)];
    const visitas = [visita('uno', 40, { recogidas: [lejos] }), visita('dos', 50, { recogidas: [cerca, lejos] })];
    expect(recogidasDe(turno(), visitas)).toStrictEqual([cerca, lejos]);
    expect(horas(turno(), ...visitas)).toStrictEqual(['08:10', '08:45', '09:10', '09:25', '10:20']);
  });
  test('mide el camino por las calles, de la base a la base', () =>
    expect(Math.round(horario(turno(), [visita('uno', 10)]).metros)).toBe(7333));
  test('sin visitas no se mueve', () =>
    expect(horario(turno(), [])).toStrictEqual({ recogidas: [], etas: [], regreso: a('08:00'), metros: 0 }));
});

describe('lo que un vehículo no puede hacer', () => {
  test.each<[string, Turno, Visita[], string | undefined]>([
    ['cabe y llega', turno(), [visita('uno', 10), visita('dos', 20)], undefined],
    [
      'lleno hasta el borde',
      turno({ capacidadKg: 0.3 }),
      [0.1, 0.2].map((pesoKg, n) => visita(`${n}`, n, { pesoKg })),
      undefined,
    ],
    ['pesa demasiado', turno({ capacidadKg: 19 }), [visita('uno', 10), visita('dos', 20)], 'SIN_CAPACIDAD'],
    ['ocupa demasiado', turno({ capacidadM3: 0.19 }), [visita('uno', 10), visita('dos', 20)], 'SIN_CAPACIDAD'],
    ['llega tarde', turno(), [visita('uno', 90, { ventana: entre('08:00', '09:00') })], 'VENTANA_IMPOSIBLE'],
    [
      'también a lo fijo',
      turno(),
      [visita('uno', 90, { ventana: entre('08:00', '09:00'), fija: true })],
      'VENTANA_IMPOSIBLE',
    ],
    ['vuelve tarde', turno({ salida: a('15:00') }), [visita('uno', 60)], 'VENTANA_IMPOSIBLE'],
    [
      'la ventana entera es una pausa',
      turno({ tramos: CON_ALMUERZO }),
      [visita('uno', 1, { ventana: entre('12:10', '12:50') })],
      'VENTANA_IMPOSIBLE',
    ],
    ['no trabaja ese día', turno({ tramos: [] }), [visita('uno', 1)], 'VENTANA_IMPOSIBLE'],
  ])('%s', (_, t, visitas, codigo) => expect(impedimento(t, visitas)).toBe(codigo));
});

describe('el hueco para una entrega', () => {
  const visitas = [visita('uno', 10), visita('dos', 30)];
  const hallar = (t: Turno, estas: readonly Visita[], una: Nueva) => {
    const hueco = buscarHueco(t, estas, una);
    return 'codigo' in hueco ? hueco.codigo : [hueco.posicion, hora(hueco.eta), Math.round(hueco.metros) + 0];
  };

  test('donde menos desvía', () => expect(hallar(turno(), visitas, nueva(20))).toStrictEqual([1, '08:25', 0]));
  test('una urgente, donde primero llega', () =>
    expect(hallar(turno(), visitas, nueva(20, { prioridad: 'alta' }))).toStrictEqual([0, '08:20', 7333]));
  test('la ventana la lleva a otro sitio', () =>
    expect(hallar(turno(), visitas, nueva(20, { ventana: entre('09:00', '10:00') }))).toStrictEqual([2, '09:00', 0]));
  test('con el mismo desvío, después de quien no tiene por qué esperar su ventana', () =>
    expect(hallar(turno(), [visita('uno', 10)], nueva(10, { ventana: entre('14:00', '16:00') }))).toStrictEqual([
      1,
      '14:00',
      0,
    ]));
  test('después de lo que está fijo, y de lo que va antes de eso', () => {
    const fijas = [visita('uno', 10), visita('dos', 30, { fija: true }), visita('tres', 40)];
    expect(cuantasFijas(fijas)).toBe(2);
    expect(hallar(turno(), fijas, nueva(5))).toStrictEqual([3, '09:30', 0]);
  });
  test('no cabe', () => expect(hallar(turno({ capacidadKg: 29 }), visitas, nueva(20))).toBe('SIN_CAPACIDAD'));
  test('no llega a tiempo', () =>
    expect(hallar(turno(), visitas, nueva(90, { ventana: entre('08:00', '09:00') }))).toBe('VENTANA_IMPOSIBLE'));
  test('no hace llegar tarde a otra', () => {
    const justa = [visita('uno', 10, { ventana: entre('08:00', '08:12') }), visita('dos', 30)];
    expect(hallar(turno(), justa, nueva(5))).toStrictEqual([2, '09:05', 0]);
  });
  test('lo que ya va tarde puede seguir tan tarde como va, y no más', () => {
    const tarde = [visita('uno', 10, { ventana: entre('07:00', '08:00') })];
    expect(hallar(turno(), tarde, nueva(5))).toStrictEqual([1, '08:20', 0]);
  });
  test('con una recogida, que se cuenta en el desvío y en las horas de todas', () =>
    expect(hallar(turno(), visitas, nueva(20, { recogidas: [en('BOG-OTRA', 20)] }))).toStrictEqual([0, '08:35', 7333]));
  test('a una bodega donde ya recoge no va dos veces', () => {
    const recogidas = [en('BOG-OTRA', 20)];
    const conRecogida = [visita('uno', 20, { recogidas })];
    expect(hallar(turno(), conRecogida, nueva(20, { recogidas }))).toStrictEqual([0, '08:35', 0]);
  });
  test('una recogida que haría llegar tarde a otra no se hace', () => {
    const justa = [visita('uno', 10, { ventana: entre('08:00', '08:20') })];
    expect(hallar(turno(), justa, nueva(20, { recogidas: [en('BOG-OTRA', 5)] }))).toBe('VENTANA_IMPOSIBLE');
    const fija = [visita('uno', 10, { ventana: entre('08:00', '08:20'), fija: true })];
    expect(hallar(turno(), fija, nueva(20, { recogidas: [en('BOG-OTRA', 5)] }))).toBe('VENTANA_IMPOSIBLE');
  });
  test('en un día sin horas no hay', () =>
    expect(hallar(turno({ tramos: [] }), [], nueva(1))).toBe('VENTANA_IMPOSIBLE'));
  test('después de la pausa, si antes no alcanza', () =>
    expect(hallar(turno({ tramos: CON_ALMUERZO, salida: a('11:58') }), [], nueva(10))).toStrictEqual([
      0,
      '13:08',
      7333,
    ]));
});
