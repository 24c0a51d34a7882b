import { describe, expect, test } from 'vitest';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EncargoActualizado } from '#events/vehiculos/EncargoActualizado.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { PlanDespachado } from '#events/vehiculos/PlanDespachado.ts';
import { PlanRestituido } from '#events/vehiculos/PlanRestituido.ts';
import { RutaDeshecha } from '#events/vehiculos/RutaDeshecha.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { asStored, COMMAND_ID, stateAfter } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { confirmarRecogida } from './commands/confirmarRecogida.ts';
import { deshacerRuta } from './commands/deshacerRuta.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { entrega } from './entrega.ts';
import { plan } from './plan.ts';
import { reserva, reservaSegun } from './reserva.ts';
import {
  CONDUCTOR,
  conMas,
  conOtroPlan,
  conPlan,
  HOY,
  NORTE,
  OTRO_CONDUCTOR,
  ordenN,
  PLAN,
  paradaDe,
  registrado,
  SUR,
  tras,
  VAN,
  ZONA_SUR,
} from './testing/ejemplos.ts';
import { vehiculo } from './vehiculo.ts';

const [UNA, DOS] = [ordenN(1), ordenN(2)];
const esta = { vehiculoId: VAN };
const enSur = { recogidas: [{ bodegaId: SUR, zona: ZONA_SUR }] };
const dosParadas = conPlan([paradaDe(UNA), paradaDe(DOS)]);
const van = `vehiculo#${VAN}`;
const { conductorId } = EJEMPLO;

/** What leaves for an order: its stop with the time at which it is expected. */
const sale = (ordenId: string, eta: string, bodegas: string[] = [NORTE], cargada = true) =>
  EntregaEnRuta({ ...esta, ordenId, rutaId: COMMAND_ID, eta, intento: 1, bodegas, cargada, conductorId });

describe('iniciar la ruta', () => {
  test('sale con las paradas de hoy, en su orden, y cada entrega lo sabe', () => {
    const etas = ['2030-01-15T12:22:02.318Z', '2030-01-15T12:27:02.318Z'] as const;
    const paradas = [paradaDe(UNA, { eta: etas[0] }), paradaDe(DOS, { eta: etas[1] })];
    givenStreams(dosParadas)
      .when(iniciarRuta, esta)
      .yields({
        [van]: [
          RutaIniciada({ ...esta, rutaId: COMMAND_ID, dia: HOY, bodegaId: NORTE, conductorId, paradas, aBordo: [] }),
        ],
        [`plan#${PLAN}`]: [PlanDespachado({ planId: PLAN, rutaId: COMMAND_ID, ordenes: [UNA, DOS] })],
        [`entrega#${UNA}`]: [sale(UNA, etas[0])],
        [`entrega#${DOS}`]: [sale(DOS, etas[1])],
      });
  });
  test('con las que se nombran solamente; las demás siguen en el plan', () => {
    const store = new MemoryStore(dosParadas);
    store.run(iniciarRuta, { ...esta, ordenes: [DOS] });
    expect(store.stateOf(vehiculo, VAN).ruta?.paradas.map(({ ordenId }) => ordenId)).toStrictEqual([DOS]);
    expect(store.stateOf(plan, PLAN).paradas.map(({ ordenId }) => ordenId)).toStrictEqual([UNA]);
    expect(store.stateOf(entrega, UNA).estado).toBe('planificada');
  });
  test('carga solo lo que está en su propia bodega', () => {
    const store = new MemoryStore(conPlan([paradaDe(UNA, enSur)]));
    const escrito = store.run(iniciarRuta, esta);
    expect(escrito).toMatchObject({ [`entrega#${UNA}`]: [{ data: { bodegas: [NORTE], cargada: false } }] });
    expect(store.stateOf(entrega, UNA)).toMatchObject({ lugar: 'vehiculo', en: VAN, cargadas: [NORTE] });
  });
  test('con el plan de un día anterior que no salió', () => {
    const ayer = '2030-01-14';
    const store = new MemoryStore(conPlan([paradaDe(UNA)], { dia: ayer }));
    store.run(iniciarRuta, { ...esta, dia: ayer });
    expect(store.stateOf(vehiculo, VAN).ruta?.dia).toBe(ayer);
  });
  test('de madrugada, con el de la noche de ayer y con quien la maneja, hasta que termina', () => {
    const calendario = { jornada: { desde: '22:00', hasta: '06:00' } };
    const deNoche = conMas(dosParadas, { [van]: [VehiculoCorregido({ ...esta, calendario })] });
    const salida = (now: string) => new MemoryStore(deNoche).run(iniciarRuta, esta, { ...CONDUCTOR, now });
    expect(salida('2030-01-16T10:59:59.000Z')).toMatchObject({ [van]: [{ data: { dia: HOY, conductorId } }] });
    expect(salida('2030-01-16T11:00:00.000Z')).toMatchObject({ rejected: 'CONDUCTOR_AJENO' });
  });
  test('no con el de mañana', () =>
    givenStreams(conPlan([paradaDe(UNA)], { dia: '2030-01-16' }))
      .when(iniciarRuta, { ...esta, dia: '2030-01-16' })
      .rejects('RUTA_DE_OTRO_DIA'));
  test('el día es el de Colombia', () =>
    givenStreams(conPlan([paradaDe(UNA)], { dia: '2030-01-16' }))
      .when(iniciarRuta, { ...esta, dia: '2030-01-16' }, { now: '2030-01-16T04:59:59.000Z' })
      .rejects('RUTA_DE_OTRO_DIA'));
  test('una orden que no está en el plan', () =>
    givenStreams(dosParadas)
      .when(iniciarRuta, { ...esta, ordenes: [UNA, ordenN(9)] })
      .rejects('PARADA_NO_EXISTE'));
  test('sin paradas', () =>
    givenStreams({ [van]: [registrado(VAN)] })
      .when(iniciarRuta, esta)
      .rejects('RUTA_SIN_PARADAS'));
  test('con más de noventa', () => {
    const ligeras = Array.from({ length: 91 }, (_, n) => paradaDe(ordenN(n + 1), { pesoKg: 1, volumenM3: 0.01 }));
    givenStreams(conPlan(ligeras)).when(iniciarRuta, esta).rejects('RUTA_DEMASIADO_LARGA');
    const noventa = ligeras.slice(1).map(({ ordenId }) => ordenId);
    expect(tras(conPlan(ligeras), [iniciarRuta, { ...esta, ordenes: noventa }])[van]).toHaveLength(2);
  });
  test('no con más de lo que cabe, aunque se haya corregido su capacidad después de planificar', () =>
    givenStreams(conMas(dosParadas, { [van]: [VehiculoCorregido({ ...esta, capacidadKg: 19 })] }))
      .when(iniciarRuta, esta)
      .rejects('VEHICULO_SIN_CUPO'));
  test('un vehículo que no existe', () => givenStreams({}).when(iniciarRuta, esta).rejects('VEHICULO_NO_EXISTE'));
  test('uno que ya no es de la flota', () =>
    givenStreams(conMas(dosParadas, { [van]: [VehiculoRetirado({ ...esta, motivo: 'Vendido' })] }))
      .when(iniciarRuta, esta)
      .rejects('VEHICULO_RETIRADO'));
  test('en el taller', () =>
    givenStreams(conMas(dosParadas, { [van]: [MantenimientoIniciado({ ...esta, motivo: 'Frenos' })] }))
      .when(iniciarRuta, esta)
      .rejects('VEHICULO_EN_MANTENIMIENTO'));
  test('ya en ruta', () =>
    givenStreams(tras(dosParadas, [iniciarRuta, { ...esta, ordenes: [UNA] }]))
      .when(iniciarRuta, esta)
      .rejects('VEHICULO_EN_RUTA'));
  test('ya en la ruta de otro conductor', () => {
    const fuera = tras(dosParadas, [iniciarRuta, { ...esta, ordenes: [UNA] }, CONDUCTOR]);
    givenStreams(fuera).when(iniciarRuta, esta, CONDUCTOR).rejects('VEHICULO_EN_RUTA');
    givenStreams(fuera).when(iniciarRuta, esta, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO');
  });
  test('sin lo que otra bodega acaba de apartarle a una orden', () => {
    const [encargada] = dosParadas[`entrega#${DOS}`] ?? [];
    const partes = [...(encargada?.data.partes ?? []), { bodegaId: 'BOG-SUR', sku: 'CACAO-250', cantidad: 1 }];
    const movida = ReservaMovida({ ...ReservaMovida.example, ordenId: DOS, partes });
    givenStreams({ ...dosParadas, [`reserva#${DOS}`]: [movida] })
      .when(iniciarRuta, esta)
      .rejects('RESERVA_EN_CAMBIO');
  });
  test('con lo que una bodega ya no le da a una orden', () => {
    const movida = ReservaMovida({ ...ReservaMovida.example, ordenId: DOS });
    givenStreams({ ...dosParadas, [`reserva#${DOS}`]: [movida] })
      .when(iniciarRuta, esta)
      .rejects('RESERVA_EN_CAMBIO');
    expect(Object.keys(tras(dosParadas, [iniciarRuta, { ...esta, ordenes: [UNA] }]))).toContain(van);
  });
  test('sin leer la reserva de la que solo se le dijo una cosa', () => {
    const store = new MemoryStore(dosParadas);
    const primera = ReservaHecha({
      ...ReservaHecha.example,
      partes: store.stateOf(entrega, UNA).encargo?.partes ?? [],
    });
    const supuesta = { version: 1, state: stateAfter(reserva, [primera]) };
    expect(reservaSegun(store.stateOf(entrega, UNA))).toStrictEqual(supuesta);
    expect(reservaSegun(undefined)).toBeUndefined();
    const partes = [{ bodegaId: SUR, sku: 'CAFE-500', cantidad: 1 }];
    const otras = EncargoActualizado({ ...EncargoActualizado.example, ordenId: UNA, revision: 1, partes });
    const corregida = new MemoryStore(conMas(dosParadas, { [`entrega#${UNA}`]: [otras] }));
    expect(reservaSegun(corregida.stateOf(entrega, UNA))).toBeUndefined();
    const fuera = tras(dosParadas, [iniciarRuta, esta], [finalizarRuta, esta]);
    expect(reservaSegun(new MemoryStore(fuera).stateOf(entrega, DOS))).toBeUndefined();
  });
  test('el conductor que tiene el vehículo hoy sale con él, y ningún otro', () => {
    expect(Object.keys(tras(dosParadas, [iniciarRuta, esta, CONDUCTOR]))).toContain(van);
    givenStreams(dosParadas).when(iniciarRuta, esta, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO');
    const sinConductor = { ...dosParadas, [`manejo#${PLAN}`]: [] };
    givenStreams(sinConductor).when(iniciarRuta, esta, CONDUCTOR).rejects('CONDUCTOR_AJENO');
  });
});

describe('salir con mercancía que quedó a bordo', () => {
  const manana = '2030-01-16';
  const ahora = { now: '2030-01-16T12:00:00.000Z' };
  const aBordo = conOtroPlan(
    tras(
      conPlan([paradaDe(UNA)]),
      [iniciarRuta, esta],
      [reportarEntregaFallida, { ...esta, ordenId: UNA, motivo: 'ausente' }],
      [finalizarRuta, esta],
    ),
    paradaDe(UNA, { intento: 2, aBordo: true }),
    { dia: manana },
  );
  const recibida = DevolucionRecibida({
    ordenId: UNA,
    bodegaId: NORTE,
    lineas: [{ sku: 'CAFE-500', cantidad: 3, condicion: 'vendible' }],
    completa: false,
    reingresa: false,
  });

  test('no se carga otra vez', () => {
    const store = new MemoryStore(aBordo);
    const escrito = store.run(iniciarRuta, esta, { ...ahora, id: ordenN(77) });
    expect(escrito).toMatchObject({ [`entrega#${UNA}`]: [{ data: { intento: 2, bodegas: [], cargada: true } }] });
    expect(store.stateOf(entrega, UNA)).toMatchObject({ lugar: 'vehiculo', en: VAN, cargadas: [NORTE] });
    expect(store.stateOf(entrega, UNA).regresado).toBeUndefined();
  });
  test('no si una bodega la recibió: el plan es anterior', () =>
    givenStreams({ ...aBordo, [`reserva#${UNA}`]: [recibida] })
      .when(iniciarRuta, esta, ahora)
      .rejects('MERCANCIA_EN_BODEGA'));
  test('sí, si la bodega la recibió para otro intento y la entrega ya lo sabe', () => {
    const antes = DevolucionRecibida({ ...recibida.data, completa: true, reingresa: true });
    const partes = [{ bodegaId: NORTE, sku: 'CAFE-500', cantidad: 3 }];
    const sabida = EntregaDescargada({ ordenId: UNA, bodegaId: NORTE, partes, revision: 1 });
    const [encargada, ...despues] = aBordo[`entrega#${UNA}`] ?? [];
    const historia = { ...aBordo, [`reserva#${UNA}`]: [antes], [`entrega#${UNA}`]: [encargada, sabida, ...despues] };
    const fuera = historia as typeof aBordo;
    expect(tras(fuera, [iniciarRuta, esta, { ...ahora, id: ordenN(77) }])[van]).toHaveLength(5);
    const sinSaberla = { ...aBordo, [`reserva#${UNA}`]: [antes] };
    givenStreams(sinSaberla).when(iniciarRuta, esta, ahora).rejects('MERCANCIA_EN_BODEGA');
  });
  test('lo que solo en parte está a bordo se completa en el camino', () => {
    const enParte = tras(conPlan([paradaDe(UNA, enSur)]), [iniciarRuta, esta], [finalizarRuta, esta]);
    const store = new MemoryStore(conOtroPlan(enParte, paradaDe(UNA, { ...enSur, aBordo: true }), { dia: manana }));
    const escrito = store.run(iniciarRuta, esta, { ...ahora, id: ordenN(77) });
    expect(escrito).toMatchObject({ [`entrega#${UNA}`]: [{ data: { bodegas: [], cargada: false } }] });
  });
});

describe('deshacer la salida', () => {
  const fuera = tras(dosParadas, [iniciarRuta, esta]);
  const diezMinutos = { now: '2030-01-15T12:10:00.000Z' };

  test('todo está como antes de salir', () => {
    const deshecho = tras(fuera, [deshacerRuta, esta, diezMinutos]);
    const [antes, despues] = [new MemoryStore(dosParadas), new MemoryStore(deshecho)];
    expect(asStored(despues.stateOf(vehiculo, VAN))).toStrictEqual(antes.stateOf(vehiculo, VAN));
    expect(asStored(despues.stateOf(entrega, UNA))).toStrictEqual(asStored(antes.stateOf(entrega, UNA)));
    const ordenes = (store: MemoryStore) => store.stateOf(plan, PLAN).paradas.map(({ ordenId }) => ordenId);
    expect(ordenes(despues)).toStrictEqual(ordenes(antes));
  });
  test('lo saben el vehículo, el plan y cada entrega', () => {
    const paradas = new MemoryStore(fuera).stateOf(vehiculo, VAN).ruta?.paradas.map(({ estado: _, ...una }) => una);
    const deshecha = { ...esta, rutaId: COMMAND_ID };
    givenStreams(fuera)
      .when(deshacerRuta, esta, CONDUCTOR)
      .yields({
        [van]: [RutaDeshecha(deshecha)],
        [`plan#${PLAN}`]: [PlanRestituido({ planId: PLAN, rutaId: COMMAND_ID, paradas: paradas ?? [] })],
        [`entrega#${UNA}`]: [SalidaDeshecha({ ...deshecha, ordenId: UNA, intento: 1 })],
        [`entrega#${DOS}`]: [SalidaDeshecha({ ...deshecha, ordenId: DOS, intento: 1 })],
      });
  });
  test('pasados los diez minutos, no', () =>
    givenStreams(fuera).when(deshacerRuta, esta, { now: '2030-01-15T12:10:00.001Z' }).rejects('SALIDA_LEJANA'));
  test('con una entrega hecha, no', () =>
    givenStreams(
      tras(fuera, [confirmarEntrega, { ...esta, ordenId: UNA, recibidoPor: 'Ana Rojas', evidencia: 'foto:1' }]),
    )
      .when(deshacerRuta, esta)
      .rejects('RUTA_EMPEZADA'));
  test('con una recogida hecha, no', () =>
    givenStreams(
      tras(conPlan([paradaDe(UNA, enSur)]), [iniciarRuta, esta], [confirmarRecogida, { ...esta, bodegaId: SUR }]),
    )
      .when(deshacerRuta, esta)
      .rejects('RUTA_EMPEZADA'));
  test('la de otra ruta, tampoco', () =>
    givenStreams(fuera)
      .when(deshacerRuta, { ...esta, rutaId: ordenN(99) })
      .rejects('RUTA_NO_INICIADA'));
  test('sin haber salido, no', () => givenStreams(dosParadas).when(deshacerRuta, esta).rejects('RUTA_NO_INICIADA'));
  test('un vehículo que no existe', () => givenStreams({}).when(deshacerRuta, esta).rejects('VEHICULO_NO_EXISTE'));
  test('la de otro conductor, no', () =>
    givenStreams(fuera).when(deshacerRuta, esta, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO'));
});
