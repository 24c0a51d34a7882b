import { describe, expect, test } from 'vitest';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { ParadaFijada } from '#events/vehiculos/ParadaFijada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { PlanReordenado } from '#events/vehiculos/PlanReordenado.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { given } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { masDias } from './calendario.ts';
import { asignarParada } from './commands/asignarParada.ts';
import { fijarParada } from './commands/fijarParada.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { liberarParada } from './commands/liberarParada.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { reordenarPlan } from './commands/reordenarPlan.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import { plan, planIdDe } from './plan.ts';
import { conMas, HOY, OTRA, ordenN, tras, VAN } from './testing/ejemplos.ts';
import { a, bodegas, entre, flota, partesDe, pedido } from './testing/pedidos.ts';

const [UNA, DOS, TRES] = [ordenN(1), ordenN(2), ordenN(3)];
const MANANA = masDias(HOY, 1);
const PLAN = planIdDe(VAN, HOY);
const esta = { vehiculoId: VAN };
const deVan = { ...esta, dia: HOY };
const base = { ...bodegas(), ...flota({ [VAN]: {}, [OTRA]: {} }) };
const tres = tras(
  base,
  [planificarEntrega, pedido(UNA, { zona: { lat: 4.78, lon: -74.045 } })],
  [planificarEntrega, pedido(DOS, { zona: { lat: 4.72, lon: -74.045 } })],
  [planificarEntrega, pedido(TRES, { zona: { lat: 4.7, lon: -74.045 } })],
  [reordenarPlan, { ...deVan, ordenes: [UNA, DOS, TRES] }],
);
const enTaller = conMas(tres, {
  [`vehiculo#${OTRA}`]: [MantenimientoIniciado({ vehiculoId: OTRA, motivo: 'Frenos' })],
});

const ordenDe = (streams: Streams, planId = PLAN) =>
  new MemoryStore(streams).stateOf(plan, planId).paradas.map(({ ordenId }) => ordenId);

describe('poner una orden en un plan', () => {
  test('la saca del que tenía, y el cambio es mayor', () => {
    const otra = { vehiculoId: OTRA, dia: MANANA, ordenId: UNA };
    const hechos = new MemoryStore(tres).run(asignarParada, otra) as Streams;
    const eta = '2030-01-16T13:07:53.084Z';
    expect(hechos[`entrega#${UNA}`]).toStrictEqual([
      EntregaPlanificada({ ordenId: UNA, vehiculoId: OTRA, dia: MANANA, eta, intento: 1, cambio: 1 }),
    ]);
    expect(hechos[`plan#${PLAN}`]).toStrictEqual([ParadaQuitada({ planId: PLAN, ordenId: UNA, causa: 'movida' })]);
    expect(hechos[`plan#${planIdDe(OTRA, MANANA)}`]?.map(({ type }) => type)).toStrictEqual([
      'PlanAbierto',
      'ParadaPlanificada',
    ]);
  });
  test('en la posición que se dice, y fija si se dice', () => {
    const despues = tras(
      tres,
      [liberarParada, { ...deVan, ordenId: UNA }],
      [asignarParada, { ...deVan, ordenId: UNA, posicion: 1, fija: true }],
    );
    expect(ordenDe(despues)).toStrictEqual([DOS, UNA, TRES]);
    expect(new MemoryStore(despues).stateOf(plan, PLAN).paradas[1]?.fija).toBe(true);
  });
  test('sin posición va donde menos desvía; más allá del final, al final', () => {
    const libre = tras(tres, [liberarParada, { ...deVan, ordenId: DOS }]);
    expect(ordenDe(tras(libre, [asignarParada, { ...deVan, ordenId: DOS }]))).toStrictEqual([UNA, DOS, TRES]);
    expect(ordenDe(tras(libre, [asignarParada, { ...deVan, ordenId: DOS, posicion: 9 }]))).toStrictEqual([
      UNA,
      TRES,
      DOS,
    ]);
  });
  test('la que ya está cambia de posición o se fija, y dos veces es como una', () => {
    const movida = tras(tres, [asignarParada, { ...deVan, ordenId: TRES, posicion: 0, fija: true }]);
    expect(ordenDe(movida)).toStrictEqual([TRES, UNA, DOS]);
    expect(movida[`plan#${PLAN}`]?.slice(-2).map(({ type }) => type)).toStrictEqual(['PlanReordenado', 'ParadaFijada']);
    givenStreams(movida)
      .when(asignarParada, { ...deVan, ordenId: TRES, posicion: 0, fija: true })
      .yields({});
    givenStreams(movida)
      .when(asignarParada, { ...deVan, ordenId: TRES })
      .yields({});
  });
  test('un plan que se conoce como era antes de tenerla se escribe una vez', () => {
    const hechos = new MemoryStore({ ...tres, [`plan#${PLAN}`]: [] }).decide(asignarParada, { ...deVan, ordenId: UNA });
    expect(hechos).toMatchObject({ [`plan#${PLAN}`]: [{ type: 'PlanAbierto' }, { type: 'ParadaPlanificada' }] });
  });
  test('fuera de la jornada decide la persona', () => {
    const tarde = { vehiculoId: OTRA, dia: HOY, ordenId: UNA };
    const hechos = new MemoryStore(tres).run(asignarParada, tarde, { now: a('20:00') }) as Streams;
    expect(Object.keys(hechos)).toHaveLength(3);
  });
  test('el taller de hoy no impide el plan de mañana', () =>
    expect(
      ordenDe(tras(enTaller, [asignarParada, { vehiculoId: OTRA, dia: MANANA, ordenId: UNA }]), planIdDe(OTRA, MANANA)),
    ).toStrictEqual([UNA]));

  const enRuta = tras(tres, [iniciarRuta, esta]);
  const fallida = tras(enRuta, [reportarEntregaFallida, { ...esta, ordenId: UNA, motivo: 'ausente' }]);
  const aBordo = tras(fallida, [finalizarRuta, esta], [planificarEntrega, { ordenId: UNA, intento: 2 }]);
  const retirado = conMas(tres, {
    [`vehiculo#${OTRA}`]: [VehiculoRetirado({ vehiculoId: OTRA, motivo: 'Se vendió' })],
  });
  const lejana = tras(base, [planificarEntrega, pedido(UNA, { partes: partesDe('BOG-NADA') })]);
  const enOtra = { vehiculoId: OTRA, dia: HOY, ordenId: UNA };

  test('un vehículo que no existe, retirado o en el taller se rechaza', () => {
    const nadie = { ...enOtra, vehiculoId: 'NAD000' };
    givenStreams(tres).when(asignarParada, nadie).rejects('VEHICULO_NO_EXISTE');
    givenStreams(retirado).when(asignarParada, enOtra).rejects('VEHICULO_RETIRADO');
    givenStreams(enTaller).when(asignarParada, enOtra).rejects('VEHICULO_EN_MANTENIMIENTO');
  });
  test('un día pasado se rechaza, y lo que no cabe también', () => {
    givenStreams(tres)
      .when(asignarParada, { ...enOtra, dia: masDias(HOY, -1) })
      .rejects('DIA_PASADO');
    const grande = tras(base, [planificarEntrega, pedido(UNA, { pesoKg: 101 })]);
    givenStreams(grande).when(asignarParada, enOtra).rejects('VEHICULO_SIN_CUPO');
  });
  test('lo que va otro día no sale con el plan de uno anterior; en el suyo sí, y tarde también', () => {
    const conVentana = (dia: string, desde: string, hasta: string) =>
      tras(base, [planificarEntrega, pedido(UNA, { ventana: { desde: a(desde, dia), hasta: a(hasta, dia) } })]);
    const deManana = conVentana(MANANA, '15:00', '16:00');
    givenStreams(deManana).when(asignarParada, enOtra).rejects('VENTANA_POSTERIOR');
    const manana = { ...enOtra, dia: MANANA };
    expect(ordenDe(tras(deManana, [asignarParada, manana]), planIdDe(OTRA, MANANA))).toStrictEqual([UNA]);
    const deHoy = conVentana(HOY, '15:00', '16:00');
    expect(ordenDe(tras(deHoy, [asignarParada, manana]), planIdDe(OTRA, MANANA))).toStrictEqual([UNA]);
  });
  test('un día en que el vehículo o su bodega no trabajan se rechaza; otro no', () => {
    const martes = { jornada: { desde: '08:00', hasta: '17:00' }, descansa: ['martes' as const], festivos: true };
    const [suyo, deLaBodega] = [
      { ...bodegas(), ...flota({ [OTRA]: { calendario: martes } }) },
      { ...bodegas(martes), ...flota({ [OTRA]: {} }) },
    ];
    for (const unos of [suyo, deLaBodega]) {
      const encargada = tras(unos, [planificarEntrega, pedido(UNA)]);
      givenStreams(encargada).when(asignarParada, enOtra).rejects('DIA_SIN_HORAS');
      expect(
        ordenDe(tras(encargada, [asignarParada, { ...enOtra, dia: MANANA }]), planIdDe(OTRA, MANANA)),
      ).toStrictEqual([UNA]);
    }
  });
  test('el plan de mañana empieza cuando vuelve quien aún está en ruta', () => {
    const noche = a('23:50');
    const deNoche = {
      ...tres,
      [`vehiculo#${VAN}`]: flota({ [VAN]: { calendario: undefined } })[`vehiculo#${VAN}`] ?? [],
    };
    const salio = tras(
      deNoche,
      [iniciarRuta, esta, { now: noche }],
      [planificarEntrega, pedido(ordenN(4)), { now: noche }],
    );
    const deManana = { ...esta, dia: MANANA, ordenId: ordenN(4) };
    const con = tras(salio, [asignarParada, deManana, { now: noche }]);
    const [parada] = new MemoryStore(con).stateOf(plan, planIdDe(VAN, MANANA)).paradas;
    // 8 min to the door at 4.78, 24 to 4.72, 8 to 4.70, 24 back, 5 at each door, and 6 to the next one.
    expect(Math.round((Date.parse(parada?.eta ?? '') - Date.parse(noche)) / 60_000)).toBe(84);
  });
  test('una entrega que nadie encargó, o que terminó, se rechaza', () => {
    givenStreams(tres)
      .when(asignarParada, { ...enOtra, ordenId: ordenN(9) })
      .rejects('ENTREGA_NO_EXISTE');
    const retirada = tras(tres, [retirarEntrega, { ordenId: UNA, motivo: 'No' }]);
    givenStreams(retirada).when(asignarParada, enOtra).rejects('ENTREGA_TERMINADA');
  });
  test('una que está en camino o acaba de fallar se rechaza', () => {
    givenStreams(enRuta).when(asignarParada, enOtra).rejects('ENTREGA_EN_RUTA');
    givenStreams(fallida).when(asignarParada, enOtra).rejects('ENTREGA_EN_RUTA');
  });
  test('solo va con quien tiene su mercancía, o de donde se pueda recoger', () => {
    givenStreams(aBordo).when(asignarParada, enOtra).rejects('MERCANCIA_EN_OTRO_VEHICULO');
    givenStreams(lejana).when(asignarParada, enOtra).rejects('BODEGA_DESCONOCIDA');
  });
});

describe('ordenar un plan', () => {
  test('cambia el orden y las horas', () => {
    const despues = tras(tres, [reordenarPlan, { ...deVan, ordenes: [TRES, UNA, DOS] }]);
    const { paradas } = new MemoryStore(despues).stateOf(plan, PLAN);
    expect(paradas.map(({ ordenId }) => ordenId)).toStrictEqual([TRES, UNA, DOS]);
    expect(paradas.map(({ eta }) => eta)).toStrictEqual(paradas.map(({ eta }) => eta).sort());
    givenStreams(despues)
      .when(reordenarPlan, { ...deVan, ordenes: [TRES, UNA, DOS] })
      .yields({});
  });
  test('dice a cada entrega que llega a otra hora cuál es, y a las demás nada', () => {
    const deTarde = tras(
      base,
      [planificarEntrega, pedido(UNA)],
      [planificarEntrega, pedido(DOS, { ventana: entre('14:00', '16:00') })],
    );
    expect(ordenDe(deTarde)).toStrictEqual([UNA, DOS]);
    const store = new MemoryStore(deTarde);
    const hechos = store.run(reordenarPlan, { ...deVan, ordenes: [DOS, UNA] }) as Streams;
    const { paradas } = store.stateOf(plan, PLAN);
    expect(paradas.map(({ ordenId, cambio }) => [ordenId, cambio])).toStrictEqual([
      [DOS, 0],
      [UNA, 1],
    ]);
    const [dos, una] = paradas;
    expect([dos?.eta, una?.eta]).toStrictEqual([a('14:00'), a('14:05')]);
    expect(hechos).toStrictEqual({
      [`plan#${PLAN}`]: [
        PlanReordenado({
          planId: PLAN,
          paradas: [
            { ordenId: DOS, eta: a('14:00') },
            { ordenId: UNA, eta: a('14:05'), cambio: 1 },
          ],
        }),
      ],
      [`entrega#${UNA}`]: [
        EntregaPlanificada({ ordenId: UNA, vehiculoId: VAN, dia: HOY, eta: a('14:05'), intento: 1, cambio: 1 }),
      ],
    });
    const movida = tras(deTarde, [asignarParada, { ...deVan, ordenId: DOS, posicion: 0 }]);
    expect(movida[`entrega#${UNA}`]?.at(-1)).toStrictEqual(hechos[`entrega#${UNA}`]?.[0]);
  });
  test('de unos minutos no dice nada, hasta que suman más de lo que se dijo', () => {
    const store = new MemoryStore(tres);
    const dichas = (now: string, ...ordenes: readonly string[]) =>
      Object.keys(store.run(reordenarPlan, { ...deVan, ordenes }, { now: a(now) })).filter((flujo) =>
        flujo.startsWith('entrega'),
      );
    expect(dichas('08:20', UNA, TRES, DOS)).toStrictEqual([]);
    expect(dichas('09:20', UNA, DOS, TRES)).toHaveLength(3);
    expect(dichas('09:25', UNA, TRES, DOS)).toStrictEqual([]);
  });
  test('la que se mete antes de otras les dice su hora, si es muy otra', () => {
    const deTarde = tras(base, [planificarEntrega, pedido(UNA)]);
    const nueva = tras(
      base,
      [planificarEntrega, pedido(DOS, { ventana: entre('14:00', '16:00') })],
      [liberarParada, { ...deVan, ordenId: DOS }],
    );
    const hechos = new MemoryStore({ ...nueva, ...deTarde }).run(asignarParada, {
      ...deVan,
      ordenId: DOS,
      posicion: 0,
    });
    expect((hechos as Streams)[`entrega#${UNA}`]).toStrictEqual([
      EntregaPlanificada({ ordenId: UNA, vehiculoId: VAN, dia: HOY, eta: a('14:05'), intento: 1, cambio: 1 }),
    ]);
  });
  test.each([
    ['falta una', [TRES, UNA]],
    ['una se repite', [TRES, UNA, UNA]],
    ['una es de otro plan', [TRES, UNA, ordenN(9)]],
    ['sobra una', [TRES, UNA, DOS, DOS]],
  ])('si %s, se rechaza', (_, ordenes) =>
    givenStreams(tres)
      .when(reordenarPlan, { ...deVan, ordenes })
      .rejects('PARADAS_DISTINTAS'),
  );
  test('sin vehículo no hay plan', () =>
    givenStreams(tres)
      .when(reordenarPlan, { ...deVan, vehiculoId: 'NAD000', ordenes: [] })
      .rejects('VEHICULO_NO_EXISTE'));
});

describe('fijar una parada', () => {
  const suyos = tres[`plan#${PLAN}`] ?? [];
  const fija = { ...deVan, ordenId: UNA, fija: true };
  const fijada = ParadaFijada({ planId: PLAN, ordenId: UNA, fija: true });

  test('se fija y se suelta, y dos veces es como una', () => {
    given(...suyos)
      .when(fijarParada, fija)
      .yields(fijada);
    given(...suyos, fijada)
      .when(fijarParada, fija)
      .yields();
    given(...suyos, fijada)
      .when(fijarParada, { ...fija, fija: false })
      .yields(ParadaFijada({ ...fijada.data, fija: false }));
  });
  test('la que no está se rechaza', () =>
    given(...suyos)
      .when(fijarParada, { ...fija, ordenId: ordenN(9) })
      .rejects('PARADA_NO_EXISTE'));
});

describe('liberar una parada', () => {
  const libera = { ...deVan, ordenId: UNA };

  test('sale de su plan y espera a una persona', () =>
    givenStreams(tres)
      .when(liberarParada, libera)
      .yields({
        [`plan#${PLAN}`]: [ParadaQuitada({ planId: PLAN, ordenId: UNA, causa: 'liberada' })],
        [`entrega#${UNA}`]: [
          EntregaSinPlan({ ordenId: UNA, intento: 1, codigo: 'LIBERADA', porDecidirDesde: a('07:00') }),
        ],
      }));
  test('dos veces es como una; la que no está se rechaza', () => {
    givenStreams(tras(tres, [liberarParada, libera]))
      .when(liberarParada, libera)
      .yields({});
    givenStreams(tres)
      .when(liberarParada, { ...libera, ordenId: ordenN(9) })
      .rejects('PARADA_NO_EXISTE');
  });
});
