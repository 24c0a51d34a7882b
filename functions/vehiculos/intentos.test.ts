import { describe, expect, test } from 'vitest';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EncargoActualizado } from '#events/vehiculos/EncargoActualizado.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { COMMAND_ID } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { masDias } from './calendario.ts';
import { actualizarEncargo } from './commands/actualizarEncargo.ts';
import { asignarParada } from './commands/asignarParada.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { confirmarRecogida } from './commands/confirmarRecogida.ts';
import { descargarEntrega } from './commands/descargarEntrega.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { liberarParada } from './commands/liberarParada.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import { entrega } from './entrega.ts';
import { plan, planIdDe } from './plan.ts';
import { conMas, HOY, NORTE, OTRA, ordenN, SUR, tras, VAN } from './testing/ejemplos.ts';
import { a, bodegas, entre, flota, MEDELLIN, partesDe, pedido } from './testing/pedidos.ts';
import { paradaEnRuta, vehiculo } from './vehiculo.ts';

const [UNA, OTRA_ORDEN] = [ordenN(1), ordenN(2)];
const MANANA = masDias(HOY, 1);
const [deUna, van, planDeHoy] = [`entrega#${UNA}`, `vehiculo#${VAN}`, `plan#${planIdDe(VAN, HOY)}`];
const esta = { vehiculoId: VAN };
const rutaId = COMMAND_ID;
const segundo = { ordenId: UNA, intento: 2 };
const base = { ...bodegas(), ...flota({ [VAN]: {} }) };
const otros = flota({ [OTRA]: {} });
const planificada = tras(base, [planificarEntrega, pedido(UNA)]);
const fuera = tras(planificada, [iniciarRuta, esta]);
const fallida = tras(fuera, [reportarEntregaFallida, { ...esta, ordenId: UNA, motivo: 'ausente' }]);
const deVuelta = tras(fallida, [finalizarRuta, esta]);
const descargada = { ordenId: UNA, bodegaId: NORTE, partes: partesDe(NORTE), revision: 1 };
const motivo = 'La orden fue cancelada';
const retiro = { ordenId: UNA, motivo };

function dondeEsta(streams: Streams): string {
  const e = new MemoryStore(streams).stateOf(entrega, UNA);
  return e.plan ? `${e.plan.vehiculoId} ${e.plan.dia}` : (e.sinPlan?.codigo ?? e.estado);
}

describe('un intento más, con quien tiene la mercancía', () => {
  test('va en el plan de otro día de ese vehículo, haya los que haya libres', () => {
    const despues = tras({ ...deVuelta, ...otros }, [planificarEntrega, segundo]);
    expect(dondeEsta(despues)).toBe(`${VAN} ${HOY}`);
    expect(new MemoryStore(despues).stateOf(plan, planIdDe(VAN, HOY)).paradas[0]?.aBordo).toBe(true);
    expect(dondeEsta(tras({ ...fallida, ...otros }, [planificarEntrega, segundo]))).toBe(`${VAN} ${MANANA}`);
  });
  test('va al final de la ruta en curso, si cabe en ella', () => {
    const dos = tras(
      planificada,
      [planificarEntrega, pedido(OTRA_ORDEN)],
      [iniciarRuta, esta],
      [reportarEntregaFallida, { ...esta, ordenId: UNA, motivo: 'ausente' }],
      [planificarEntrega, segundo],
    );
    const store = new MemoryStore(dos);
    const parada = paradaEnRuta(store.stateOf(vehiculo, VAN), UNA);
    const eta = parada?.eta ?? '';
    expect(parada).toMatchObject({ intento: 2, estado: 'abierta', aBordo: true });
    expect(dos[deUna]?.slice(-2)).toStrictEqual([
      EntregaPlanificada({ ordenId: UNA, vehiculoId: VAN, dia: HOY, eta, intento: 2, cambio: 0, enRuta: rutaId }),
      EntregaEnRuta({ ordenId: UNA, vehiculoId: VAN, rutaId, eta, intento: 2, bodegas: [], cargada: true }),
    ]);
    const entregada = { ...esta, ordenId: UNA, recibidoPor: 'Ana', evidencia: 'foto:1' };
    expect(dondeEsta(tras(dos, [confirmarEntrega, entregada]))).toBe('entregada');
  });
  test('no se anuncia antes que las que van primero, aunque la ruta vaya adelantada', () => {
    const dos = tras(
      planificada,
      [planificarEntrega, pedido(OTRA_ORDEN, { partes: partesDe(NORTE, SUR) })],
      [iniciarRuta, esta],
      [confirmarRecogida, { ...esta, bodegaId: SUR }],
      [reportarEntregaFallida, { ...esta, ordenId: UNA, motivo: 'ausente' }],
      [planificarEntrega, segundo],
    );
    const v = new MemoryStore(dos).stateOf(vehiculo, VAN);
    expect((paradaEnRuta(v, UNA)?.eta ?? '') > (paradaEnRuta(v, OTRA_ORDEN)?.eta ?? '')).toBe(true);
  });
  test('no va en la ruta con la que no salió, porque una bodega la recibió antes', () => {
    const lineas = [{ sku: EJEMPLO.sku, cantidad: 1, condicion: 'vendible' as const }];
    const recibida = { ordenId: UNA, bodegaId: NORTE, lineas, completa: true, reingresa: true };
    const salio = tras(
      { ...deVuelta, [`reserva#${UNA}`]: [DevolucionRecibida(recibida)] },
      [planificarEntrega, pedido(OTRA_ORDEN)],
      [iniciarRuta, esta, { id: ordenN(77) }],
    );
    expect(dondeEsta(tras(salio, [planificarEntrega, segundo]))).toBe(`${VAN} ${MANANA}`);
    const sinRecibir = tras(
      deVuelta,
      [planificarEntrega, pedido(OTRA_ORDEN)],
      [iniciarRuta, esta, { id: ordenN(77) }],
      [planificarEntrega, segundo],
    );
    expect(dondeEsta(sinRecibir)).toBe('enRuta');
  });
  test('lo que solo en parte tiene sigue siendo suyo, y recoge lo demás', () => {
    const partes = [...partesDe(NORTE), ...partesDe(SUR)];
    const enParte = tras(
      base,
      [planificarEntrega, pedido(UNA, { partes })],
      [iniciarRuta, esta],
      [finalizarRuta, esta],
    );
    const store = new MemoryStore(tras({ ...enParte, ...otros }, [planificarEntrega, { ordenId: UNA, intento: 1 }]));
    const [parada] = store.stateOf(plan, planIdDe(VAN, HOY)).paradas;
    expect(parada).toMatchObject({ ordenId: UNA, aBordo: true, recogidas: [{ bodegaId: SUR }] });
  });
  test('en el taller espera, y se sabe por qué', () => {
    const enTaller = conMas(deVuelta, { [van]: [MantenimientoIniciado({ ...esta, motivo: 'Frenos' })] });
    expect(dondeEsta(tras({ ...enTaller, ...otros }, [planificarEntrega, segundo]))).toBe('MERCANCIA_EN_VEHICULO');
  });
  test('a donde su bodega ya no llega no va, y se sabe por qué', () => {
    const cerca = conMas(deVuelta, { [`bodega#${NORTE}`]: [BodegaCorregida({ bodegaId: NORTE, alcanceKm: 1 })] });
    expect(dondeEsta(tras({ ...cerca, ...otros }, [planificarEntrega, segundo]))).toBe('FUERA_DE_COBERTURA');
  });
  test('con la ventana pasada se intenta después de ella', () => {
    const conVentana = tras(base, [planificarEntrega, pedido(UNA, { ventana: entre('08:00', '09:00') })]);
    const vuelta = tras(
      conVentana,
      [iniciarRuta, esta],
      [reportarEntregaFallida, { ...esta, ordenId: UNA, motivo: 'ausente' }],
      [finalizarRuta, esta],
    );
    const now = { now: a('10:00') };
    expect(dondeEsta(tras(vuelta, [planificarEntrega, segundo, now]))).toBe(`${VAN} ${HOY}`);
  });
  test('lo que no se visitó se planifica con el mismo intento', () => {
    const sinVisitar = tras(fuera, [finalizarRuta, esta]);
    expect(dondeEsta(tras(sinVisitar, [planificarEntrega, pedido(UNA)]))).toBe(`${VAN} ${HOY}`);
  });
});

describe('la mercancía vuelve a una bodega', () => {
  test('el intento que esperaba al vehículo busca otro', () => {
    const enTaller = conMas(deVuelta, { [van]: [MantenimientoIniciado({ ...esta, motivo: 'Frenos' })] });
    const espera = tras({ ...enTaller, ...otros }, [planificarEntrega, segundo]);
    const despues = tras(espera, [descargarEntrega, descargada]);
    expect(dondeEsta(despues)).toBe(`${OTRA} ${HOY}`);
    givenStreams(despues).when(descargarEntrega, descargada).yields({});
  });
  test('el que se había planificado entre tanto deja su lugar', () => {
    const planificado = tras(deVuelta, [planificarEntrega, segundo]);
    const enTaller = conMas(planificado, { [van]: [MantenimientoIniciado({ ...esta, motivo: 'Frenos' })] });
    const hechos = new MemoryStore({ ...enTaller, ...otros }).run(descargarEntrega, descargada) as Streams;
    expect(hechos[planDeHoy]).toStrictEqual([
      ParadaQuitada({ planId: planIdDe(VAN, HOY), ordenId: UNA, causa: 'movida' }),
    ]);
    expect(hechos[deUna]?.[1]).toMatchObject({ data: { vehiculoId: OTRA, intento: 2, cambio: 1 } });
  });
  test('donde ya se dijo otra cosa después, queda lo que se dijo después', () => {
    const partes = partesDe(SUR);
    const movida = tras(deVuelta, [actualizarEncargo, cambio({ bodegaId: SUR, partes }, 2)]);
    givenStreams(movida)
      .when(descargarEntrega, descargada)
      .yields({ [deUna]: [EntregaDescargada({ ...descargada, bodegaId: SUR, partes })] });
  });
  test('antes del intento siguiente solo se dice', () =>
    givenStreams(deVuelta)
      .when(descargarEntrega, descargada)
      .yields({ [deUna]: [EntregaDescargada(descargada)] }));
  test.each([
    ['si no se había ido', planificada],
    ['si nadie la encargó', base],
    ['si ya se retiró', tras(deVuelta, [retirarEntrega, retiro])],
  ])('%s, no pasa nada', (_, streams) => givenStreams(streams).when(descargarEntrega, descargada).yields({}));
});

describe('retirar una entrega', () => {
  const retirada = (cambios = {}) => EntregaRetirada({ ...retiro, aBordo: false, intento: 1, ...cambios });

  test('deja libre su lugar en el plan', () =>
    givenStreams(planificada)
      .when(retirarEntrega, retiro)
      .yields({
        [deUna]: [retirada()],
        [planDeHoy]: [ParadaQuitada({ planId: planIdDe(VAN, HOY), ordenId: UNA, causa: 'retirada' })],
      }));
  test('cierra su parada en la ruta, y la mercancía vuelve con el vehículo', () =>
    givenStreams(fuera)
      .when(retirarEntrega, retiro)
      .yields({
        [deUna]: [retirada({ aBordo: true, vehiculoId: VAN })],
        [van]: [ParadaCerrada({ ...esta, rutaId, ordenId: UNA, fin: 'retirada' })],
      }));
  test('después de fallar, también vuelve', () =>
    givenStreams(fallida)
      .when(retirarEntrega, retiro)
      .yields({ [deUna]: [retirada({ aBordo: true, vehiculoId: VAN })] }));
  test('antes de que se encargue, no se encargará', () => {
    const antes = tras(base, [retirarEntrega, retiro]);
    expect(antes[deUna]).toStrictEqual([retirada({ intento: 0 })]);
    givenStreams(antes).when(planificarEntrega, pedido(UNA)).yields({});
    givenStreams(antes)
      .when(actualizarEncargo, cambio({ zona: MEDELLIN }))
      .yields({});
  });
  test('dos veces es como una, y después de entregada no es nada', () => {
    givenStreams(tras(planificada, [retirarEntrega, retiro]))
      .when(retirarEntrega, retiro)
      .yields({});
    const prueba = { ...esta, ordenId: UNA, recibidoPor: 'Ana', evidencia: 'foto:1' };
    givenStreams(tras(fuera, [confirmarEntrega, prueba]))
      .when(retirarEntrega, retiro)
      .yields({});
  });
  test('lo retirado no se busca más', () => {
    const espera = tras(bodegas(), [planificarEntrega, pedido(UNA)], [retirarEntrega, retiro]);
    givenStreams(espera).when(buscarPlan, { ordenId: UNA }).yields({});
    givenStreams(espera).when(planificarEntrega, segundo).yields({});
  });
});

const cambio = (cambios: Parameters<typeof actualizarEncargo.accepts.parse>[0], revision = 1) => ({
  ordenId: UNA,
  clienteId: EJEMPLO.clienteId,
  revision,
  cambios,
});

const quien = { ordenId: UNA, clienteId: EJEMPLO.clienteId };

describe('cambiar lo que se encargó', () => {
  test('otras notas no mueven la parada', () => {
    const notas = cambio({ notas: 'Dejar en la portería' });
    givenStreams(planificada)
      .when(actualizarEncargo, notas)
      .yields({ [deUna]: [EncargoActualizado({ ...quien, revision: 1, notas: 'Dejar en la portería' as never })] });
  });
  test('otra dirección busca otro lugar, y el cambio es mayor', () => {
    const hechos = new MemoryStore(planificada).run(
      actualizarEncargo,
      cambio({ zona: { lat: 4.7, lon: -74.05 } }),
    ) as Streams;
    expect(hechos[deUna]?.[1]).toMatchObject({ type: 'EntregaPlanificada', data: { intento: 1, cambio: 1 } });
    expect(hechos[planDeHoy]?.map(({ type }) => type)).toStrictEqual(['ParadaPlanificada']);
    expect(
      new MemoryStore({
        ...planificada,
        [planDeHoy]: [...(planificada[planDeHoy] ?? []), ...(hechos[planDeHoy] ?? [])],
      }).stateOf(plan, planIdDe(VAN, HOY)).paradas,
    ).toHaveLength(1);
  });
  test('lo que se dijo antes no deshace lo que se dijo después, aunque llegue tarde', () => {
    const nuevo = cambio({ zona: { lat: 4.7, lon: -74.05 }, notas: 'Timbre 2' }, 2);
    const despues = tras(planificada, [actualizarEncargo, nuevo]);
    givenStreams(despues)
      .when(actualizarEncargo, cambio({ zona: MEDELLIN }))
      .yields({});
    givenStreams(despues)
      .when(actualizarEncargo, cambio({ zona: MEDELLIN, direccion: 'Calle 1' }))
      .yields({
        [deUna]: [EncargoActualizado({ ...quien, revision: 1, direccion: 'Calle 1' as never })],
      });
  });
  test('otro día la saca de su plan', () => {
    const despues = tras(planificada, [actualizarEncargo, cambio({ ventana: entre('09:00', '11:00', MANANA) })]);
    expect(dondeEsta(despues)).toBe(`${VAN} ${MANANA}`);
    expect(despues[planDeHoy]?.at(-1)?.type).toBe('ParadaQuitada');
    const sinVentana = tras(despues, [actualizarEncargo, cambio({ ventana: null }, 2)]);
    expect(dondeEsta(sinVentana)).toBe(`${VAN} ${HOY}`);
  });
  test('lo que ya no cabe en ningún plan queda sin uno', () => {
    const lejos = cambio({ zona: MEDELLIN });
    const despues = tras(planificada, [actualizarEncargo, lejos]);
    expect(dondeEsta(despues)).toBe('SIN_VEHICULOS');
    expect(despues[planDeHoy]?.at(-1)).toStrictEqual(
      ParadaQuitada({ planId: planIdDe(VAN, HOY), ordenId: UNA, causa: 'movida' }),
    );
  });
  test('en camino solo se dice', () =>
    expect(Object.keys(new MemoryStore(fuera).run(actualizarEncargo, cambio({ zona: MEDELLIN })))).toStrictEqual([
      deUna,
    ]));
  test('antes de encargarse se guarda, y se dice otra vez después', () => {
    const antes = tras(base, [actualizarEncargo, cambio({ zona: { lat: 4.7, lon: -74.05 } })]);
    const despues = tras(antes, [planificarEntrega, pedido(UNA)]);
    expect(despues[deUna]?.map(({ type }) => type)).toStrictEqual([
      'EncargoActualizado',
      'EntregaEncargada',
      'EncargoActualizado',
      'EntregaPlanificada',
    ]);
    expect(new MemoryStore(despues).stateOf(entrega, UNA).encargo?.zona).toStrictEqual({ lat: 4.7, lon: -74.05 });
    expect(new MemoryStore(despues).stateOf(plan, planIdDe(VAN, HOY)).paradas[0]?.zona).toStrictEqual({
      lat: 4.7,
      lon: -74.05,
    });
  });
});

describe('lo que una persona sacó de su plan', () => {
  const liberada = tras(planificada, [liberarParada, { ...esta, dia: HOY, ordenId: UNA }]);

  test('espera a una persona, y ninguna búsqueda lo toma', () => {
    expect(liberada[deUna]?.at(-1)).toStrictEqual(
      EntregaSinPlan({ ordenId: UNA, intento: 1, codigo: 'LIBERADA', porDecidirDesde: a('07:00') }),
    );
    givenStreams(liberada).when(buscarPlan, { ordenId: UNA }).yields({});
    givenStreams(liberada).when(planificarEntrega, pedido(UNA)).yields({});
    expect(dondeEsta(tras(liberada, [actualizarEncargo, cambio({ ventana: entre('09:00', '11:00') })]))).toBe(
      'LIBERADA',
    );
  });
  test('si su mercancía vuelve a una bodega, lo sigue esperando', () => {
    const suelta = tras(
      deVuelta,
      [planificarEntrega, segundo],
      [liberarParada, { ...esta, dia: HOY, ordenId: UNA }],
      [descargarEntrega, descargada],
    );
    expect(suelta[deUna]?.slice(-2).map(({ type }) => type)).toStrictEqual(['EntregaSinPlan', 'EntregaDescargada']);
    expect(dondeEsta(suelta)).toBe('LIBERADA');
  });
  test('una persona lo pone en otro', () =>
    expect(dondeEsta(tras(liberada, [asignarParada, { ...esta, dia: MANANA, ordenId: UNA }]))).toBe(
      `${VAN} ${MANANA}`,
    ));
});

test('lo que ya tiene respuesta no recibe otra', () => {
  givenStreams(planificada).when(planificarEntrega, pedido(UNA)).yields({});
  givenStreams(fuera).when(planificarEntrega, pedido(UNA)).yields({});
  givenStreams(fallida).when(planificarEntrega, pedido(UNA)).yields({});
  givenStreams(base).when(planificarEntrega, segundo).yields({});
});
