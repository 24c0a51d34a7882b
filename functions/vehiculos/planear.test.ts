import { describe, expect, test } from 'vitest';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { EntregaEncargada } from '#events/vehiculos/EntregaEncargada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { ParadaFijada } from '#events/vehiculos/ParadaFijada.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { isRejection } from '#shared/model/rejection.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { rowsOf } from '#shared/testing/directories.ts';
import { contextOf, NOW } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { bodega } from './bodega.ts';
import { masDias } from './calendario.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { entrega } from './entrega.ts';
import { plan, planIdDe } from './plan.ts';
import { horario } from './ruteo.ts';
import { BASE, conMas, HOY, NORTE, OTRA, ordenN, SUR, tras, VAN, ZONA_SUR } from './testing/ejemplos.ts';
import { a, bodegas, CERCA, DE_DIA, entre, flota, MEDELLIN, partesDe, pedido } from './testing/pedidos.ts';
import { turnoDe } from './turno.ts';
import { type Ficha, vehiculo } from './vehiculo.ts';

const UNA = ordenN(1);
const MANANA = masDias(HOY, 1);
/** An island that lies farther than any warehouse serves. */
const PROVIDENCIA = { lat: 13.37, lon: -81.37 };
const enTaller = MantenimientoIniciado({ vehiculoId: VAN, motivo: 'Frenos' });

/** Where an order is after it was asked for: the vehicle and the day of its plan, or the reason why it has none. */
function queda(streams: Streams, peticion: ReturnType<typeof pedido>, now?: string): string {
  const store = new MemoryStore(streams);
  store.run(planificarEntrega, peticion, now === undefined ? {} : { now });
  return dondeEsta(store, peticion.ordenId);
}

function dondeEsta(store: MemoryStore, ordenId: string): string {
  const e = store.stateOf(entrega, ordenId);
  return e.plan ? `${e.plan.vehiculoId} ${e.plan.dia}` : (e.sinPlan?.codigo ?? e.estado);
}

/** A van full to the brim on both days that are planned. */
function llena(kg = 100): Streams {
  const base = { ...bodegas(), ...flota({ [VAN]: {} }) };
  const grande = { pesoKg: kg };
  return tras(base, [planificarEntrega, pedido(ordenN(91), grande)], [planificarEntrega, pedido(ordenN(92), grande)]);
}

describe('un pedido con lugar', () => {
  test('queda encargado y planificado, en un plan que se abre con él', () => {
    const { encargo } = pedido(UNA);
    const eta = '2030-01-15T13:05:54.813Z';
    const { pesoKg, volumenM3, prioridad, zona } = encargo;
    const parada = { ordenId: UNA, bodegaId: NORTE, zona, pesoKg, volumenM3, prioridad, intento: 1, cambio: 0, eta };
    const suyo = { planId: planIdDe(VAN, HOY), vehiculoId: VAN, dia: HOY };
    givenStreams({ ...bodegas(), ...flota({ [VAN]: {} }) })
      .when(planificarEntrega, pedido(UNA))
      .yields({
        [`entrega#${UNA}`]: [
          EntregaEncargada({ ordenId: UNA, ...encargo }),
          EntregaPlanificada({ ordenId: UNA, vehiculoId: VAN, dia: HOY, eta, intento: 1, cambio: 0 }),
        ],
        [`plan#${suyo.planId}`]: [
          PlanAbierto({ ...suyo, bodegaId: NORTE }),
          ParadaPlanificada({ ...suyo, posicion: 0, ...parada, recogidas: [], aBordo: false, fija: false }),
        ],
      });
  });
  test('las horas de las que ya estaban en el plan son las de después', () => {
    const plena = tras({ ...bodegas(), ...flota({ [VAN]: {} }) }, [planificarEntrega, pedido(ordenN(9))]);
    const store = new MemoryStore(plena);
    const urgente = { prioridad: 'alta' as const, zona: { ...CERCA, lat: CERCA.lat - 0.001 } };
    store.run(planificarEntrega, pedido(UNA, urgente));
    const { paradas } = store.stateOf(plan, planIdDe(VAN, HOY));
    expect(paradas.map(({ ordenId }) => ordenId)).toStrictEqual([UNA, ordenN(9)]);
    const { ficha } = store.stateOf(vehiculo, VAN);
    const turno = turnoDe(ficha as Ficha, HOY, { now: a('08:00') });
    expect(paradas.map(({ eta }) => eta)).toStrictEqual(horario(turno, paradas).etas);
  });
  test('va con quien ya sale, aunque otro esté más desocupado', () => {
    const uno = tras({ ...bodegas(), ...flota({ [OTRA]: {} }) }, [planificarEntrega, pedido(ordenN(9))]);
    expect(queda({ ...uno, ...flota({ [VAN]: {} }) }, pedido(UNA))).toBe(`${OTRA} ${HOY}`);
  });
  test('un vehículo libre de su bodega va antes que uno de otra que ya sale', () => {
    const deSur = { bodegaId: SUR, base: ZONA_SUR };
    const base = { ...bodegas(), ...flota({ [OTRA]: deSur }) };
    const sale = tras(base, [planificarEntrega, pedido(ordenN(9), { bodegaId: SUR, partes: partesDe(SUR) })]);
    expect(queda({ ...sale, ...flota({ [VAN]: {} }) }, pedido(UNA))).toBe(`${VAN} ${HOY}`);
  });
  test('si no cabe hoy, va mañana', () => {
    const uno = tras({ ...bodegas(), ...flota({ [VAN]: {} }) }, [planificarEntrega, pedido(ordenN(9), { pesoKg: 95 })]);
    expect(queda(uno, pedido(UNA))).toBe(`${VAN} ${MANANA}`);
  });
  test('después de la jornada va al día siguiente', () =>
    expect(queda({ ...bodegas(), ...flota({ [VAN]: {} }) }, pedido(UNA), a('17:30'))).toBe(`${VAN} ${MANANA}`));
  test('de madrugada va con la noche que empezó ayer', () => {
    const noche = { calendario: { ...DE_DIA, jornada: { desde: '22:00', hasta: '06:00' } } };
    const streams = { ...bodegas(), ...flota({ [VAN]: noche }) };
    expect(queda(streams, pedido(UNA), a('02:00'))).toBe(`${VAN} ${masDias(HOY, -1)}`);
    expect(queda(streams, pedido(UNA, { ventana: entre('02:00', '05:00', MANANA) }))).toBe(`${VAN} ${HOY}`);
    const ayer = { now: a('22:30', masDias(HOY, -1)) };
    const fuera = tras(streams, [planificarEntrega, pedido(ordenN(9)), ayer], [iniciarRuta, { vehiculoId: VAN }, ayer]);
    expect(queda(fuera, pedido(UNA), a('02:00'))).toBe(`${VAN} ${HOY}`);
  });
});

describe('cada orden en su día', () => {
  const DIAS = Array.from({ length: 12 }, (_, n) => masDias(HOY, n + 2));

  test('doce pedidos de doce días no ocupan el vehículo de hoy', () => {
    const pasos = DIAS.map(
      (dia, n) => [planificarEntrega, pedido(ordenN(n), { ventana: entre('15:00', '17:00', dia) })] as const,
    );
    const store = new MemoryStore(tras({ ...bodegas(), ...flota({ [VAN]: {} }) }, ...pasos));
    for (const n of DIAS.keys()) expect(dondeEsta(store, ordenN(n))).toBe('DIA_POR_PLANIFICAR');
    expect(queda(store.streams(), pedido(ordenN(50)))).toBe(`${VAN} ${HOY}`);
    for (const [n, dia] of DIAS.entries()) {
      store.run(buscarPlan, { ordenId: ordenN(n) }, { now: a('08:00', masDias(dia, -1)) });
      expect(dondeEsta(store, ordenN(n))).toBe(`${VAN} ${dia}`);
    }
  });
  test('lo de pasado mañana no se anuncia para decidir, ni se dice dos veces', () => {
    const tarde = pedido(UNA, { ventana: entre('15:00', '17:00', masDias(HOY, 2)) });
    const streams = tras({ ...bodegas(), ...flota({ [VAN]: {} }) }, [planificarEntrega, tarde]);
    expect(streams[`entrega#${UNA}`]?.at(-1)).toStrictEqual(
      EntregaSinPlan({ ordenId: UNA, intento: 1, codigo: 'DIA_POR_PLANIFICAR' }),
    );
    givenStreams(streams).when(buscarPlan, { ordenId: UNA }).yields({});
  });
  test('si su vehículo no salió en su día, va otro día, aunque estuviera fija', () => {
    const base = tras({ ...bodegas(), ...flota({ [VAN]: {} }) }, [planificarEntrega, pedido(UNA)]);
    const streams = conMas(base, {
      [`plan#${planIdDe(VAN, HOY)}`]: [ParadaFijada({ planId: planIdDe(VAN, HOY), ordenId: UNA, fija: true })],
    });
    givenStreams(streams).when(buscarPlan, { ordenId: UNA }).yields({});
    const store = new MemoryStore(streams);
    store.run(buscarPlan, { ordenId: UNA }, { now: a('00:15', MANANA) });
    expect(dondeEsta(store, UNA)).toBe(`${VAN} ${MANANA}`);
    expect(store.stateOf(plan, planIdDe(VAN, HOY)).paradas).toStrictEqual([]);
  });
  test('si su ventana pasó con su día, decide una persona', () => {
    const tarde = pedido(UNA, { ventana: entre('15:00', '17:00', HOY) });
    const store = new MemoryStore(tras({ ...bodegas(), ...flota({ [VAN]: {} }) }, [planificarEntrega, tarde]));
    store.run(buscarPlan, { ordenId: UNA }, { now: a('00:15', MANANA) });
    expect(dondeEsta(store, UNA)).toBe('VENTANA_IMPOSIBLE');
  });
  test('un fin de semana sin vehículos espera su víspera', () => {
    const semana = { calendario: { ...DE_DIA, descansa: ['sabado' as const, 'domingo' as const] } };
    const streams = { ...bodegas(), ...flota({ [VAN]: semana }) };
    const sabado = '2030-01-19';
    expect(queda(streams, pedido(UNA), a('07:00', sabado))).toBe('DIA_POR_PLANIFICAR');
    expect(queda(streams, pedido(UNA), a('07:00', masDias(sabado, 1)))).toBe(`${VAN} ${masDias(sabado, 2)}`);
  });
  test('quien está en ruta recibe lo de mañana, no lo de hoy', () => {
    const base = { ...bodegas(), ...flota({ [VAN]: {} }) };
    const fuera = tras(base, [planificarEntrega, pedido(ordenN(9))], [iniciarRuta, { vehiculoId: VAN }]);
    expect(queda(fuera, pedido(UNA), a('09:00'))).toBe(`${VAN} ${MANANA}`);
  });
});

describe('la razón por la que no hay plan', () => {
  const una = (cambios: Parameters<typeof flota>[0][string]) => ({ ...bodegas(), ...flota({ [VAN]: cambios }) });
  const conTaller = conMas(una({}), { [`vehiculo#${VAN}`]: [enTaller] });
  const retirado = VehiculoRetirado({ vehiculoId: VAN, motivo: 'Se vendió' });
  const hoy = { ventana: entre('09:00', '11:00') };
  const enRuta = tras(una({}), [planificarEntrega, pedido(ordenN(9))], [iniciarRuta, { vehiculoId: VAN }]);
  const domingo = { ...DE_DIA, descansa: ['martes' as const] };

  test.each([
    ['no hay vehículos', bodegas(), {}, 'SIN_VEHICULOS'],
    ['el único está en el taller', conTaller, {}, 'SIN_VEHICULOS'],
    ['el único se retiró', conMas(una({}), { [`vehiculo#${VAN}`]: [retirado] }), {}, 'SIN_VEHICULOS'],
    ['el único está en otra ciudad', una({ base: MEDELLIN }), {}, 'SIN_VEHICULOS'],
    ['el destino queda más lejos de lo que alcanza una jornada', una({}), { zona: MEDELLIN }, 'SIN_VEHICULOS'],
    [
      'el destino queda más lejos de lo que atiende cualquier bodega',
      una({}),
      { zona: PROVIDENCIA },
      'FUERA_DE_COBERTURA',
    ],
    ['el vehículo descansa el día de la ventana', una({ calendario: domingo }), hoy, 'SIN_VEHICULOS'],
    ['no cabe en ningún vehículo', una({}), { pesoKg: 5_000 }, 'CARGA_GRANDE'],
    [
      'cabe solo en uno que está en el taller',
      { ...conTaller, ...flota({ [OTRA]: { capacidadKg: 5 } }) },
      {},
      'SIN_VEHICULOS',
    ],
    ['los planes están llenos', llena(), {}, 'SIN_CAPACIDAD'],
    ['los planes están llenos, con ventana', llena(), hoy, 'SIN_CAPACIDAD'],
    ['el vehículo está en ruta y la ventana es de hoy', enRuta, hoy, 'SIN_CAPACIDAD'],
    ['la ventana cae fuera de la jornada', una({}), { ventana: entre('19:00', '20:00') }, 'VENTANA_IMPOSIBLE'],
    ['la ventana ya pasó', una({}), { ventana: entre('05:00', '06:00') }, 'VENTANA_IMPOSIBLE'],
    ['la ventana fue ayer', una({}), { ventana: entre('09:00', '11:00', masDias(HOY, -1)) }, 'VENTANA_IMPOSIBLE'],
    ['la bodega no abre ese día', { ...una({}), ...bodegas(domingo) }, hoy, 'BODEGA_CERRADA'],
  ])('%s', (_, streams, cambios, codigo) => expect(queda(streams, pedido(UNA, cambios))).toBe(codigo));

  test('se dice una vez, y otra solo cuando cambia', () => {
    const espera = tras(llena(), [planificarEntrega, pedido(UNA)]);
    expect(espera[`entrega#${UNA}`]?.at(-1)).toStrictEqual(
      EntregaSinPlan({ ordenId: UNA, intento: 1, codigo: 'SIN_CAPACIDAD', porDecidirDesde: a('11:00') }),
    );
    givenStreams(espera).when(planificarEntrega, pedido(UNA)).yields({});
    givenStreams(espera).when(buscarPlan, { ordenId: UNA }).yields({});
    givenStreams(conMas(espera, { [`vehiculo#${VAN}`]: [enTaller] }))
      .when(buscarPlan, { ordenId: UNA }, { now: a('08:00') })
      .yields({
        [`entrega#${UNA}`]: [
          EntregaSinPlan({ ordenId: UNA, intento: 1, codigo: 'SIN_VEHICULOS', porDecidirDesde: a('11:00') }),
        ],
      });
  });
  test('otro límite de espera vale también para lo que ya espera, desde que espera', () => {
    const limite = (esperaMaximaMin: number): Streams => ({
      [`bodega#${NORTE}`]: [BodegaCorregida({ bodegaId: NORTE, esperaMaximaMin })],
    });
    const hasta = (porDecidirDesde: string) =>
      EntregaSinPlan({ ordenId: UNA, intento: 1, codigo: 'SIN_CAPACIDAD', porDecidirDesde });
    const espera = tras(llena(), [planificarEntrega, pedido(UNA)]);
    for (const [minutos, hora] of [
      [60, '08:00'],
      [480, '15:00'],
    ] as const) {
      const otra = conMas(espera, limite(minutos));
      givenStreams(otra)
        .when(buscarPlan, { ordenId: UNA }, { now: a('07:30') })
        .yields({ [`entrega#${UNA}`]: [hasta(a(hora))] });
      givenStreams(conMas(otra, { [`entrega#${UNA}`]: [hasta(a(hora))] }))
        .when(buscarPlan, { ordenId: UNA }, { now: a('07:45') })
        .yields({});
    }
  });
  test('cuando llega un vehículo, hay lugar', () => {
    const store = new MemoryStore({ ...tras(bodegas(), [planificarEntrega, pedido(UNA)]), ...flota({ [VAN]: {} }) });
    store.run(buscarPlan, { ordenId: UNA });
    expect(dondeEsta(store, UNA)).toBe(`${VAN} ${HOY}`);
  });
});

describe('mercancía de otra bodega', () => {
  const parada = (streams: Streams, cambios: Parameters<typeof pedido>[1]) => {
    const store = new MemoryStore(streams);
    store.run(planificarEntrega, pedido(UNA, cambios));
    return store.stateOf(plan, planIdDe(VAN, HOY)).paradas[0];
  };
  const deSur = { ...bodegas(), ...flota({ [VAN]: { bodegaId: SUR, base: ZONA_SUR } }) };

  test('el vehículo de otra bodega pasa a recogerla, y eso cuesta tiempo', () => {
    const lejos = parada(deSur, {});
    expect(lejos?.recogidas).toStrictEqual([{ bodegaId: NORTE, zona: BASE }]);
    const suya = parada(deSur, { bodegaId: SUR, partes: partesDe(SUR) });
    expect(suya?.recogidas).toStrictEqual([]);
    expect(Date.parse(lejos?.eta ?? '')).toBeGreaterThan(Date.parse(suya?.eta ?? '') + 15 * 60_000);
  });
  test('la de una orden repartida se recoge donde el vehículo no sale', () =>
    expect(
      parada({ ...bodegas(), ...flota({ [VAN]: {} }) }, { partes: partesDe(SUR, NORTE) })?.recogidas,
    ).toStrictEqual([{ bodegaId: SUR, zona: ZONA_SUR }]));
  test('una bodega que nadie conoce no se puede visitar', () =>
    expect(queda(deSur, pedido(UNA, { partes: partesDe('BOG-NADA') }))).toBe('SIN_VEHICULOS'));
});

describe('hasta donde llega una bodega', () => {
  /** Twenty-two kilometres lie between the two warehouses, two between the northern one and the door. */
  const hasta = (alcanceKm: number, streams: Streams) =>
    conMas(
      streams,
      Object.fromEntries([NORTE, SUR].map((id) => [`bodega#${id}`, [BodegaCorregida({ bodegaId: id, alcanceKm })]])),
    );
  const conVan = { ...bodegas(), ...flota({ [VAN]: {} }) };
  const delSur = pedido(UNA, { bodegaId: SUR, partes: partesDe(SUR) });

  test('llegan sus vehículos, también por la mercancía de otra', () => {
    expect(queda(hasta(30, conVan), delSur)).toBe(`${VAN} ${HOY}`);
    expect(queda(hasta(10, conVan), pedido(UNA))).toBe(`${VAN} ${HOY}`);
  });
  test('y no más lejos: si nadie alcanza destino y mercancía, decide enseguida una persona', () => {
    expect(tras(hasta(10, conVan), [planificarEntrega, delSur])[`entrega#${UNA}`]?.at(-1)).toStrictEqual(
      EntregaSinPlan({ ordenId: UNA, intento: 1, codigo: 'FUERA_DE_COBERTURA', porDecidirDesde: NOW }),
    );
    const decide = tras(hasta(10, conVan), [planificarEntrega, delSur]);
    givenStreams(decide)
      .when(buscarPlan, { ordenId: UNA }, { now: a('08:00') })
      .yields({});
    givenStreams(conMas(conMas(decide, hasta(30, {})), { [`vehiculo#${VAN}`]: [enTaller] }))
      .when(buscarPlan, { ordenId: UNA }, { now: a('08:00') })
      .yields({
        [`entrega#${UNA}`]: [
          EntregaSinPlan({ ordenId: UNA, intento: 1, codigo: 'SIN_VEHICULOS', porDecidirDesde: NOW }),
        ],
      });
  });
  test('alcanzar no es tener con qué ir', () => {
    expect(queda(hasta(10, bodegas()), pedido(UNA))).toBe('SIN_VEHICULOS');
    const deSur = { ...bodegas(), ...flota({ [VAN]: { bodegaId: SUR, base: ZONA_SUR } }) };
    expect(queda(hasta(10, deSur), pedido(UNA))).toBe('SIN_VEHICULOS');
  });
});

test('una orden urgente va con quien llega antes', () => {
  const base = { ...bodegas(), ...flota({ [OTRA]: { base: CERCA } }) };
  const sale = tras(base, [planificarEntrega, pedido(ordenN(9), { zona: ZONA_SUR })]);
  const streams = { ...sale, ...flota({ [VAN]: {} }) };
  expect(queda(streams, pedido(UNA, { zona: BASE }))).toBe(`${OTRA} ${HOY}`);
  expect(queda(streams, pedido(UNA, { zona: BASE, prioridad: 'alta' }))).toBe(`${VAN} ${HOY}`);
});

describe('las vistas pueden ir atrasadas', () => {
  const AAA = 'AAA111';
  const streams = { ...bodegas(), ...flota({ [VAN]: {}, [OTRA]: {}, [AAA]: {} }) };
  const lleno = { pesoKg: 95 };
  const llenos = tras(
    streams,
    [planificarEntrega, pedido(ordenN(9), lleno)],
    [planificarEntrega, pedido(ordenN(8), lleno)],
  );
  const vieja = { flota: [], hoy: [], manana: [] };

  /** Decides on the streams of now what the views of before propose. */
  function decidido(peticion: ReturnType<typeof pedido>, deAntes: Streams, deAhora: Streams) {
    const contexto = {
      ...contextOf(),
      directories: { ...vieja, ...rowsOf(planificarEntrega, peticion, { context: contextOf(), streams: deAntes }) },
    };
    const store = new MemoryStore(deAhora);
    const e = store.stateOf(entrega, peticion.ordenId);
    const abrir = (pedidos: object) =>
      Object.fromEntries(
        Object.entries({ entrega, plan, vehiculo, bodega }).map(([clave, de]) => [
          clave,
          Object.fromEntries(
            ((pedidos as Record<string, readonly string[]>)[clave] ?? []).map((id) => [
              id,
              store.stateOf(de as never, id),
            ]),
          ),
        ]),
      ) as never;
    const primero = { entrega: [peticion.ordenId], ...planificarEntrega.streams(peticion, e, contexto) };
    const segundo = planificarEntrega.more?.(peticion, abrir(primero), contexto) ?? {};
    const todos = { ...primero, plan: segundo.plan ?? [], vehiculo: segundo.vehiculo ?? [] };
    const escrituras = planificarEntrega.decide(peticion, abrir(todos), contexto);
    if (isRejection(escrituras)) throw new Error(escrituras.rejected);
    return { abiertos: segundo.vehiculo ?? [], tipos: escrituras.map(({ id }) => id) };
  }

  test('el que se llenó entre tanto no se toma: se toma otro de los que se abren', () => {
    const { abiertos, tipos } = decidido(pedido(UNA), streams, llenos);
    expect(abiertos).toStrictEqual([AAA, VAN, OTRA]);
    expect(tipos).toStrictEqual([UNA, planIdDe(OTRA, HOY)]);
  });
  test('el que se retiró entre tanto no se toma', () => {
    const retirado = VehiculoRetirado({ vehiculoId: AAA, motivo: 'Se vendió' });
    expect(decidido(pedido(UNA), streams, conMas(streams, { [`vehiculo#${AAA}`]: [retirado] })).tipos).toStrictEqual([
      UNA,
      planIdDe(VAN, HOY),
    ]);
  });
  test('si ninguno de los abiertos tiene cupo, espera', () => {
    const todos = tras(llenos, [planificarEntrega, pedido(ordenN(7), lleno)]);
    expect(decidido(pedido(UNA), streams, todos).tipos).toStrictEqual([UNA]);
  });
});
