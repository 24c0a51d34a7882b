import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { NOW } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { asignarEntrega } from './commands/asignarEntrega.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import * as e from './ejemplos.ts';
import {
  asignada,
  CERCA,
  flotaDe,
  hecha,
  LEJOS,
  MEDIO,
  MOTO,
  OTRA_VAN,
  ordenN,
  pedido,
  registrado,
  VAN,
} from './ejemplos.ts';

const { ordenId, rutaId } = EJEMPLO;
const suya = `asignacion#${ordenId}`;
const deVan = `vehiculo#${VAN}`;
const fallida = EntregaFallida({ ordenId, vehiculoId: VAN, rutaId, motivo: 'Nadie abrió', intento: 1 });
const rechaza = (codigo: 'SIN_CAPACIDAD' | 'SIN_VEHICULOS' | 'VENTANA_IMPOSIBLE') => ({
  [suya]: [AsignacionRechazada({ ordenId, codigo, intento: 1 })],
});

/** Streams in which a vehicle has these stops; without them, it is idle. */
const con = (vehiculoId: string, ...hechos: readonly Fact[]) => ({
  [`vehiculo#${vehiculoId}`]: [registrado(vehiculoId), ...hechos],
});

/** The vehicle that an order is given to. */
function elegido(streams: Readonly<Record<string, readonly Fact[]>>, ...pide: Parameters<typeof pedido>) {
  const outcome = new MemoryStore(streams).decide(asignarEntrega, pedido(...pide));
  return isRejection(outcome) ? outcome : outcome[suya]?.[0]?.data.vehiculoId;
}

describe('asignar una entrega', () => {
  const eta = '2030-01-15T12:05:54.813Z';
  test('a un vehículo de la bodega, con su hora', () =>
    givenStreams(flotaDe(VAN, MOTO))
      .when(asignarEntrega, pedido())
      .yields({
        [suya]: [AsignacionHecha({ ordenId, vehiculoId: VAN, eta, intento: 1 })],
        [deVan]: [EntregaAsignada({ ...pedido(), vehiculoId: VAN, cambio: 0, eta, plan: [{ ordenId, eta }] })],
      }));
  test('antes en el que ya tiene ruta que en el que está quieto', () =>
    expect(elegido({ ...flotaDe(VAN, OTRA_VAN), ...con(OTRA_VAN, asignada(OTRA_VAN, { ordenId: ordenN(1) })) })).toBe(
      OTRA_VAN,
    ));
  test('la urgente, en el que llegue antes', () => {
    const ventana = { desde: '2030-01-15T12:04:00Z', hasta: '2030-01-15T12:06:00Z' };
    const primera = asignada(OTRA_VAN, { ordenId: ordenN(1), ventana }, '2030-01-15T12:05:54Z');
    const streams = { ...flotaDe(VAN, OTRA_VAN), ...con(OTRA_VAN, primera) };
    expect(elegido(streams, { zona: MEDIO })).toBe(OTRA_VAN);
    expect(elegido(streams, { zona: MEDIO, prioridad: 'alta' })).toBe(VAN);
  });
  test('en el camino, sin cambiar el orden de lo que hay', () => {
    const streams = {
      ...flotaDe(VAN),
      ...con(
        VAN,
        asignada(VAN, { ordenId: ordenN(1), zona: CERCA }),
        asignada(VAN, { ordenId: ordenN(2), zona: LEJOS }, EJEMPLO.eta, [ordenN(1)]),
      ),
    };
    const outcome = new MemoryStore(streams).decide(asignarEntrega, pedido({ zona: MEDIO })) as Record<string, Fact[]>;
    const plan = outcome[deVan]?.[0]?.data.plan.map((p: { ordenId: string }) => p.ordenId) as string[];
    expect(plan.filter((id) => id !== ordenId)).toStrictEqual([ordenN(1), ordenN(2)]);
    expect(plan).toContain(ordenId);
  });
  test('a un vehículo de otra bodega cuando los suyos no pueden', () =>
    expect(
      elegido({ ...flotaDe(VAN, MOTO), ...con(VAN, MantenimientoIniciado({ vehiculoId: VAN, motivo: 'Frenos' })) }),
    ).toBe(MOTO));
  test('el que está en ruta no recibe más', () =>
    expect(
      elegido({
        ...flotaDe(VAN, OTRA_VAN),
        ...con(VAN, asignada(VAN, { ordenId: ordenN(1) }), ...e.rutaIniciada(VAN, ordenN(1))),
      }),
    ).toBe(OTRA_VAN));
  test('lo de otro día no sale hoy', () => {
    const ventana = { desde: '2030-01-18T13:00:00Z', hasta: '2030-01-18T17:00:00Z' };
    const streams = {
      ...flotaDe(VAN, OTRA_VAN),
      ...con(VAN, asignada(VAN, { ordenId: ordenN(1), ventana }, ventana.desde)),
    };
    expect(elegido(streams)).toBe(OTRA_VAN);
    expect(elegido(streams, { ventana })).toBe(VAN);
  });
  test('dentro de la jornada del vehículo', () => {
    const manana = { desde: '2030-01-16T02:00:00Z', hasta: '2030-01-16T03:00:00Z' };
    const streams = { ...flotaDe(VAN), [deVan]: [registrado(VAN, { desde: '08:00', hasta: '18:00' })] };
    givenStreams(streams)
      .when(asignarEntrega, pedido({ ventana: manana }))
      .yields(rechaza('VENTANA_IMPOSIBLE'));
    const outcome = new MemoryStore(streams).decide(asignarEntrega, pedido()) as Record<string, Fact[]>;
    expect(outcome[suya]?.[0]?.data.eta).toBe('2030-01-15T13:05:54.813Z');
  });

  test('sin flota', () => givenStreams({}).when(asignarEntrega, pedido()).yields(rechaza('SIN_VEHICULOS')));
  test('con todos fuera', () =>
    givenStreams({
      ...flotaDe(VAN),
      ...con(VAN, asignada(VAN, { ordenId: ordenN(1) }), ...e.rutaIniciada(VAN, ordenN(1))),
    })
      .when(asignarEntrega, pedido())
      .yields(rechaza('SIN_VEHICULOS')));
  test('más de lo que carga ninguno', () =>
    givenStreams(flotaDe(VAN, MOTO))
      .when(asignarEntrega, pedido({ pesoKg: 101 }))
      .yields(rechaza('SIN_CAPACIDAD')));
  test('más de lo que les queda', () =>
    givenStreams({ ...flotaDe(VAN), ...con(VAN, asignada(VAN, { ordenId: ordenN(1), pesoKg: 60 })) })
      .when(asignarEntrega, pedido({ pesoKg: 41 }))
      .yields(rechaza('SIN_CAPACIDAD')));
  test('a una hora a la que nadie llega', () =>
    givenStreams(flotaDe(VAN))
      .when(asignarEntrega, pedido({ zona: LEJOS, ventana: { desde: NOW, hasta: '2030-01-15T12:10:00Z' } }))
      .yields(rechaza('VENTANA_IMPOSIBLE')));

  test('el mismo intento otra vez no hace nada', () =>
    givenStreams({ ...flotaDe(VAN), ...con(VAN, asignada(VAN)), [suya]: [hecha(VAN)] })
      .when(asignarEntrega, pedido())
      .yields({}));
  test('el intento que no halló vehículo se busca de nuevo', () =>
    expect(elegido({ ...flotaDe(VAN), ...rechaza('SIN_VEHICULOS') })).toBe(VAN));
  test('el intento que se retiró antes no se asigna', () =>
    givenStreams({ ...flotaDe(VAN), [suya]: [AsignacionRetirada({ ordenId, enRuta: false, intento: 1 })] })
      .when(asignarEntrega, pedido())
      .yields({}));
  test('el segundo intento, cuando el primero falló, también después de la ventana', () => {
    const ventana = { desde: '2030-01-15T09:00:00Z', hasta: '2030-01-15T11:00:00Z' };
    const streams = {
      ...flotaDe(VAN, OTRA_VAN),
      ...con(VAN, asignada(VAN), ...e.rutaIniciada(VAN, ordenId), fallida),
      [suya]: [hecha(VAN)],
    };
    expect(elegido(streams, { intento: 2, ventana })).toBe(OTRA_VAN);
  });
  test('el segundo intento no, mientras un vehículo tiene el primero', () =>
    givenStreams({ ...flotaDe(VAN), ...con(VAN, asignada(VAN)), [suya]: [hecha(VAN)] })
      .when(asignarEntrega, pedido({ intento: 2 }))
      .yields({}));
});

describe('retirar una entrega', () => {
  const motivo = 'La orden fue cancelada';
  const retira = { ordenId, motivo, intento: 1 };
  const retirada = (enRuta: boolean) => ({
    [suya]: [AsignacionRetirada({ ordenId, enRuta, intento: 1 })],
    [deVan]: [EntregaRetirada({ ordenId, vehiculoId: VAN, motivo, enRuta, intento: 1 })],
  });
  const planeada = { ...flotaDe(VAN), ...con(VAN, asignada(VAN)), [suya]: [hecha(VAN)] };
  const fuera = { ...planeada, ...con(VAN, asignada(VAN), ...e.rutaIniciada(VAN, ordenId)) };
  test('que está en el plan', () => givenStreams(planeada).when(retirarEntrega, retira).yields(retirada(false)));
  test('que va a bordo', () => givenStreams(fuera).when(retirarEntrega, retira).yields(retirada(true)));
  test('que aún no tiene vehículo: no lo tendrá', () =>
    givenStreams({})
      .when(retirarEntrega, retira)
      .yields({ [suya]: [AsignacionRetirada({ ordenId, enRuta: false, intento: 1 })] }));
  test('que no halló vehículo', () =>
    givenStreams(rechaza('SIN_VEHICULOS'))
      .when(retirarEntrega, retira)
      .yields({ [suya]: [AsignacionRetirada({ ordenId, enRuta: false, intento: 1 })] }));
  test('que ya terminó no hace nada', () =>
    givenStreams({ ...fuera, ...con(VAN, asignada(VAN), ...e.rutaIniciada(VAN, ordenId), fallida) })
      .when(retirarEntrega, retira)
      .yields({}));
  test('de un intento anterior no hace nada', () =>
    givenStreams({ ...planeada, [suya]: [hecha(VAN, 2)] })
      .when(retirarEntrega, retira)
      .yields({}));
  test('dos veces no hace nada', () => {
    const store = new MemoryStore(planeada);
    store.run(retirarEntrega, retira);
    expect(store.decide(retirarEntrega, retira)).toStrictEqual({});
  });
});
