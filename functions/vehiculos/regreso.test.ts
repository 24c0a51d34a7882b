import { describe, expect, test } from 'vitest';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { fechaYHora } from '#events/comun/hora.ts';
import { EncargoActualizado } from '#events/vehiculos/EncargoActualizado.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { ManejoAsumido } from '#events/vehiculos/ManejoAsumido.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { MercanciaDeRegreso } from '#events/vehiculos/MercanciaDeRegreso.ts';
import { MercanciaEnViaje } from '#events/vehiculos/MercanciaEnViaje.ts';
import { ParadaAgregada } from '#events/vehiculos/ParadaAgregada.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { COMMAND_ID, given, NOW, stateAfter } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { confirmarRecogida } from './commands/confirmarRecogida.ts';
import { deshacerRuta } from './commands/deshacerRuta.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { registrarRecepcion } from './commands/registrarRecepcion.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { terminarMantenimiento } from './commands/terminarMantenimiento.ts';
import { transbordar } from './commands/transbordar.ts';
import { entrega } from './entrega.ts';
import {
  CONDUCTOR,
  conMas,
  conOtroPlan,
  conPlan,
  HOY,
  NORTE,
  OTRA,
  OTRO_CONDUCTOR,
  ordenN,
  paradaDe,
  registrado,
  SUR,
  tras,
  VAN,
  ZONA_SUR,
} from './testing/ejemplos.ts';
import { vehiculo } from './vehiculo.ts';

const [UNA, DOS, TRES] = [ordenN(1), ordenN(2), ordenN(3)];
const esta = { vehiculoId: VAN };
const rutaId = COMMAND_ID;
const [van, otra] = [`vehiculo#${VAN}`, `vehiculo#${OTRA}`];
const [deUna, deDos] = [`entrega#${UNA}`, `entrega#${DOS}`];
const enBase = conPlan([paradaDe(UNA), paradaDe(DOS)]);
const enRuta = tras(enBase, [iniciarRuta, esta]);
const prueba = { ...esta, ordenId: UNA, recibidoPor: 'Ana Rojas', evidencia: 'foto:1' };
const fallo = { ...esta, ordenId: UNA, motivo: 'ausente' as const };
const retirada = conMas(enRuta, {
  [deUna]: [EntregaRetirada({ ...esta, ordenId: UNA, motivo: 'La orden fue cancelada', aBordo: true, intento: 1 })],
  [van]: [ParadaCerrada({ ...esta, rutaId, ordenId: UNA, fin: 'retirada' })],
});
const regreso = (ordenId: string) => MercanciaDeRegreso({ ...esta, ordenId, bodegaId: NORTE });

describe('finalizar la ruta', () => {
  const fin = RutaFinalizada({ ...esta, rutaId });
  const sinVisitar = (ordenId: string) => EntregaNoVisitada({ ...esta, ordenId, rutaId, intento: 1 });
  const deDosVuelve = { [deDos]: [sinVisitar(DOS), regreso(DOS)] };

  test('lo que no se visitó vuelve, sin que cuente como intento', () =>
    givenStreams(enRuta)
      .when(finalizarRuta, esta, CONDUCTOR)
      .yields({ [van]: [fin], [deUna]: [sinVisitar(UNA), regreso(UNA)], ...deDosVuelve }));
  test('lo entregado no vuelve', () =>
    givenStreams(tras(enRuta, [confirmarEntrega, prueba]))
      .when(finalizarRuta, esta)
      .yields({ [van]: [fin], ...deDosVuelve }));
  test('de lo entregado en parte vuelve el resto', () =>
    givenStreams(tras(enRuta, [confirmarEntrega, { ...prueba, lineas: [{ sku: 'CAFE-500', cantidad: 1 }] }]))
      .when(finalizarRuta, esta)
      .yields({ [van]: [fin], [deUna]: [regreso(UNA)], ...deDosVuelve }));
  test('lo fallido y lo retirado vuelven sin más', () => {
    givenStreams(tras(enRuta, [reportarEntregaFallida, fallo]))
      .when(finalizarRuta, esta)
      .yields({ [van]: [fin], [deUna]: [regreso(UNA)], ...deDosVuelve });
    givenStreams(retirada)
      .when(finalizarRuta, esta)
      .yields({ [van]: [fin], [deUna]: [regreso(UNA)], ...deDosVuelve });
  });
  test('lo que nunca se recogió no vuelve: sigue en su bodega', () => {
    const ajena = paradaDe(UNA, { bodegaId: SUR, recogidas: [{ bodegaId: SUR, zona: ZONA_SUR }] });
    const todo = conPlan([ajena]);
    const soloSur = { ...todo, [deUna]: todo[deUna]?.map(soloDelSur) ?? [] };
    givenStreams(tras(soloSur, [iniciarRuta, esta]))
      .when(finalizarRuta, esta)
      .yields({ [van]: [fin], [deUna]: [sinVisitar(UNA)] });
  });
  test('el de un vehículo varado: volvió, y sigue en el taller', () => {
    const varado = tras(enRuta, [iniciarMantenimiento, { ...esta, motivo: 'Motor' }], [finalizarRuta, esta]);
    expect(new MemoryStore(varado).stateOf(vehiculo, VAN)).toMatchObject({ taller: true, ruta: undefined });
  });
  test('deja el vehículo libre', () =>
    expect(new MemoryStore(tras(enRuta, [finalizarRuta, esta])).stateOf(vehiculo, VAN)).toStrictEqual({
      ...stateAfter(vehiculo, [registrado(VAN)]),
      ruta: undefined,
      anterior: { rutaId, conductorId: CONDUCTOR.actor.conductorId },
      traidos: [UNA, DOS].map((ordenId) => ({ ordenId, pesoKg: 10, volumenM3: 0.02 })),
    }));
  test('la que no ha empezado', () => givenStreams(enBase).when(finalizarRuta, esta).rejects('RUTA_NO_INICIADA'));
  test('un vehículo que no existe', () => givenStreams({}).when(finalizarRuta, esta).rejects('VEHICULO_NO_EXISTE'));
  test('la que se nombra, y no otra que se haya abierto entretanto', () => {
    givenStreams(enRuta)
      .when(finalizarRuta, { ...esta, rutaId: ordenN(99) })
      .rejects('RUTA_NO_INICIADA');
    const deOtra = new MemoryStore(enRuta).decide(finalizarRuta, { ...esta, rutaId });
    expect(deOtra).toMatchObject({ [van]: [fin] });
  });
  test('la de otro conductor', () =>
    givenStreams(enRuta).when(finalizarRuta, esta, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO'));
  test('la más larga cabe en una transacción', () => {
    const noventa = Array.from({ length: 90 }, (_, n) => paradaDe(ordenN(n + 1), { pesoKg: 1, volumenM3: 0.01 }));
    const escrito = new MemoryStore(tras(conPlan(noventa), [iniciarRuta, esta])).decide(finalizarRuta, esta);
    expect(Object.keys(escrito)).toHaveLength(91);
  });
});

describe('lo que trajo y nadie recibió', () => {
  const bulto = { ordenId: UNA, pesoKg: 10, volumenM3: 0.02 };
  const enViaje = (vehiculoId: string, ruta: string) => MercanciaEnViaje({ ordenId: UNA, vehiculoId, rutaId: ruta });
  const segunda = { id: ordenN(77) };
  /** The order was withdrawn on the first route; the van has another stop today. */
  const devuelta = conOtroPlan(tras(retirada, [finalizarRuta, esta]), paradaDe(DOS, { aBordo: true, cambio: 1 }), {});
  const enOtraRuta = tras(devuelta, [iniciarRuta, esta, segunda]);

  test('sale con él, y la bodega puede decir que la descargó antes', () => {
    const store = new MemoryStore(enOtraRuta);
    expect(store.facts(van).at(-1)?.data).toMatchObject({ rutaId: segunda.id, aBordo: [bulto] });
    expect(store.facts(deUna).at(-1)).toStrictEqual(enViaje(VAN, segunda.id));
    expect(store.stateOf(entrega, UNA).regresado).toBe(NORTE);
    const lineas = [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'vendible' as const }];
    store.run(registrarRecepcion, { ordenId: UNA, bodegaId: NORTE, lineas, completa: true });
    expect(store.stateOf(entrega, UNA)).toMatchObject({ lugar: 'bodega', recibidaEn: NORTE });
    expect(store.run(finalizarRuta, esta)).not.toHaveProperty([deUna]);
  });
  test('la que se ha de llevar otra vez no se recibe mientras está en la calle', () => {
    const fallida = tras(enRuta, [reportarEntregaFallida, fallo], [finalizarRuta, esta]);
    const store = new MemoryStore(conMas(fallida, { [deUna]: [enViaje(VAN, segunda.id)] }));
    expect(store.stateOf(entrega, UNA).regresado).toBeUndefined();
  });
  test('vuelve con él', () =>
    expect(new MemoryStore(enOtraRuta).decide(finalizarRuta, esta)).toMatchObject({ [deUna]: [regreso(UNA)] }));
  test('está en la bodega si la salida se deshace', () =>
    expect(new MemoryStore(enOtraRuta).decide(deshacerRuta, esta)).toMatchObject({ [deUna]: [regreso(UNA)] }));
  test('lo que entretanto se probó que se había entregado, no', () => {
    const probada = tras(enOtraRuta, [confirmarEntrega, { ...prueba, ordenId: UNA }]);
    expect(new MemoryStore(probada).run(deshacerRuta, esta)).not.toHaveProperty([deUna]);
  });
  test('cuenta para lo que cabe', () =>
    givenStreams(conMas(devuelta, { [van]: [VehiculoCorregido({ ...esta, capacidadKg: 19 })] }))
      .when(iniciarRuta, esta, segunda)
      .rejects('VEHICULO_SIN_CUPO'));
  test('se queda en la bodega que lo recibió', () => {
    const lineas = [{ sku: 'CAFE-500', cantidad: 3, condicion: 'vendible' as const }];
    const recibida = (completa: boolean) => ({
      ...devuelta,
      [`reserva#${UNA}`]: [DevolucionRecibida({ ordenId: UNA, bodegaId: NORTE, lineas, completa, reingresa: false })],
    });
    const aBordo = (streams: typeof devuelta) =>
      new MemoryStore(tras(streams, [iniciarRuta, esta, segunda])).stateOf(vehiculo, VAN).ruta?.aBordo;
    expect(aBordo(recibida(true))).toStrictEqual([]);
    expect(aBordo(recibida(false))).toStrictEqual([bulto]);
  });
  test('también sale con él un vehículo que toma un transbordo en su base', () => {
    const otroVan = tras(conMas(enRuta, conPlanDeOtra()), [iniciarRuta, { vehiculoId: OTRA }, segunda]);
    const trajo = tras(otroVan, [finalizarRuta, { vehiculoId: OTRA }]);
    const escrito = new MemoryStore(trajo).decide(
      transbordar,
      { ...esta, a: OTRA, lugar: 'Calle 80' },
      { id: ordenN(78) },
    );
    const suya = { ordenId: TRES, vehiculoId: OTRA, rutaId: ordenN(78) };
    expect(escrito).toMatchObject({ [`entrega#${TRES}`]: [MercanciaEnViaje(suya)] });
    expect(escrito).toMatchObject({ [otra]: [{ data: { aBordo: [{ ...bulto, ordenId: TRES }] } }, {}, {}] });
  });
});

describe('mantenimiento', () => {
  const facts = (streams: typeof enRuta) => streams[van] ?? [];
  const inicio = { ...esta, motivo: 'Frenos' };
  const enTaller = MantenimientoIniciado(inicio);

  test('en la base', () => given(registrado(VAN)).when(iniciarMantenimiento, inicio).yields(enTaller));
  test('en la calle: la ruta sigue abierta, con sus paradas', () => {
    const varado = MantenimientoIniciado({ ...inicio, rutaId, lugar: 'Calle 80 con carrera 30' });
    given(...facts(enRuta))
      .when(iniciarMantenimiento, { ...inicio, lugar: 'Calle 80 con carrera 30' }, CONDUCTOR)
      .yields(varado);
    const { taller, ruta } = stateAfter(vehiculo, [...facts(enRuta), varado]);
    expect([taller, ruta?.paradas.map(({ estado }) => estado)]).toStrictEqual([true, ['abierta', 'abierta']]);
  });
  test('dos veces no hace nada', () => given(registrado(VAN), enTaller).when(iniciarMantenimiento, inicio).yields());
  test('no de un vehículo que no existe', () =>
    given().when(iniciarMantenimiento, inicio).rejects('VEHICULO_NO_EXISTE'));
  test('ni de uno que ya no es de la flota', () =>
    given(registrado(VAN), VehiculoRetirado({ ...esta, motivo: 'Vendido' }))
      .when(iniciarMantenimiento, inicio)
      .rejects('VEHICULO_RETIRADO'));
  test('un conductor no manda al taller lo que no conduce', () => {
    given(registrado(VAN)).when(iniciarMantenimiento, inicio, CONDUCTOR).rejects('CONDUCTOR_AJENO');
    given(...facts(enRuta))
      .when(iniciarMantenimiento, inicio, OTRO_CONDUCTOR)
      .rejects('CONDUCTOR_AJENO');
  });
  test('termina, y la ruta abierta sigue', () => {
    given(registrado(VAN), enTaller).when(terminarMantenimiento, esta).yields(MantenimientoTerminado(esta));
    given(...facts(enRuta), enTaller)
      .when(terminarMantenimiento, esta, CONDUCTOR)
      .yields(MantenimientoTerminado(esta));
    const { taller, ruta } = stateAfter(vehiculo, [...facts(enRuta), enTaller, MantenimientoTerminado(esta)]);
    expect([taller, ruta?.rutaId]).toStrictEqual([false, rutaId]);
  });
  test('terminar lo que no ha empezado no hace nada', () =>
    given(registrado(VAN)).when(terminarMantenimiento, esta).yields());
  test('no termina el de un vehículo que no existe', () =>
    given().when(terminarMantenimiento, esta).rejects('VEHICULO_NO_EXISTE'));
  test('ni el de otro conductor', () =>
    given(...facts(enRuta), enTaller)
      .when(terminarMantenimiento, esta, OTRO_CONDUCTOR)
      .rejects('CONDUCTOR_AJENO'));
});

describe('transbordar', () => {
  const lugar = 'Calle 80 con carrera 30';
  const pasa = { ...esta, a: OTRA, lugar };
  const nueva = ordenN(77);
  const ctx = { id: nueva };
  const enOtra = tras(conMas(enRuta, conPlanDeOtra()), [iniciarRuta, { vehiculoId: OTRA }, ctx]);

  test('a un vehículo en la calle: sigue con las paradas después de las suyas', () => {
    const etas = ['2030-01-15T12:27:02.318Z', '2030-01-15T12:32:02.318Z'] as const;
    const agregada = (ordenId: string, eta: string) =>
      ParadaAgregada({ vehiculoId: OTRA, rutaId: nueva, parada: paradaDe(ordenId, { eta, aBordo: true }) });
    const hecho = (ordenId: string, eta: string) =>
      EntregaTransbordada({ ordenId, de: VAN, a: OTRA, rutaId: nueva, eta, lugar, aBordo: true, intento: 1 });
    const fin = 'transbordada' as const;
    givenStreams(enOtra)
      .when(transbordar, pasa, CONDUCTOR)
      .yields({
        [van]: [
          ParadaCerrada({ ...esta, rutaId, ordenId: UNA, fin }),
          ParadaCerrada({ ...esta, rutaId, ordenId: DOS, fin }),
        ],
        [otra]: [agregada(UNA, etas[0]), agregada(DOS, etas[1])],
        [deUna]: [hecho(UNA, etas[0])],
        [deDos]: [hecho(DOS, etas[1])],
      });
  });
  test('a uno en su base, que empieza una ruta con ellas y con su conductor', () => {
    const conductorId = 'conductor-08';
    const jornada = ManejoAsumido({ vehiculoId: OTRA, dia: HOY, conductorId });
    const store = new MemoryStore({ ...enRuta, [`manejo#${OTRA}:${HOY}`]: [jornada] });
    store.run(transbordar, { ...pasa, ordenes: [DOS] }, ctx);
    const inicia = { vehiculoId: OTRA, rutaId: nueva, dia: HOY, bodegaId: NORTE, conductorId, paradas: [], aBordo: [] };
    expect(store.facts(otra)[1]).toStrictEqual(RutaIniciada(inicia));
    expect(store.stateOf(vehiculo, OTRA).ruta?.paradas.map(({ ordenId }) => ordenId)).toStrictEqual([DOS]);
    expect(store.stateOf(entrega, DOS)).toMatchObject({ estado: 'enRuta', lugar: 'vehiculo', en: OTRA });
    expect(store.stateOf(entrega, UNA)).toMatchObject({ estado: 'enRuta', en: VAN });
    expect(store.decide(confirmarEntrega, { ...prueba, vehiculoId: OTRA, ordenId: DOS }, OTRO_CONDUCTOR)).toMatchObject(
      {
        [deDos]: [{ data: { vehiculoId: OTRA, rutaId: nueva, tardia: false } }],
      },
    );
  });
  test('esa ruta no se deshace', () =>
    givenStreams(tras(enRuta, [transbordar, pasa, ctx]))
      .when(deshacerRuta, { vehiculoId: OTRA })
      .rejects('RUTA_EMPEZADA'));
  test('lo que falta por recoger lo recoge el otro', () => {
    const sinRecoger = tras(conPlan([paradaDe(UNA, { recogidas: [{ bodegaId: SUR, zona: ZONA_SUR }] })]), [
      iniciarRuta,
      esta,
    ]);
    const store = new MemoryStore(tras(sinRecoger, [transbordar, pasa, ctx]));
    store.run(confirmarRecogida, { vehiculoId: OTRA, bodegaId: SUR });
    expect(store.stateOf(entrega, UNA)).toMatchObject({ en: OTRA, cargadas: [NORTE, SUR] });
  });
  test('de lo que aún no se recoge pasa la parada, sin mercancía', () => {
    const planeada = conPlan([paradaDe(UNA, { recogidas: [{ bodegaId: SUR, zona: ZONA_SUR }] })]);
    const enSur = { bodegaId: SUR, partes: [{ bodegaId: SUR, sku: EJEMPLO.sku, cantidad: 2 }] };
    const cambio = EncargoActualizado({ ordenId: UNA, clienteId: EJEMPLO.clienteId, revision: 1, ...enSur });
    const store = new MemoryStore(tras(conMas(planeada, { [deUna]: [cambio] }), [iniciarRuta, esta]));
    store.run(transbordar, pasa, ctx);
    expect(store.facts(deUna).at(-1)).toMatchObject({ type: 'EntregaTransbordada', data: { aBordo: false } });
  });
  test('la mercancía que vuelve también, y con el otro llega', () => {
    const store = new MemoryStore(tras(retirada, [transbordar, { ...pasa, ordenes: [UNA] }, ctx]));
    expect(store.facts(deUna).at(-1)).toStrictEqual(
      EntregaTransbordada({ ordenId: UNA, de: VAN, a: OTRA, rutaId: nueva, lugar, aBordo: true, intento: 1 }),
    );
    expect(store.stateOf(entrega, UNA)).toMatchObject({ estado: 'retirada', en: OTRA });
    expect(store.run(finalizarRuta, { vehiculoId: OTRA })).toMatchObject({
      [deUna]: [MercanciaDeRegreso({ vehiculoId: OTRA, ordenId: UNA, bodegaId: NORTE })],
    });
  });
  test('saca del plan del que la tenía la que iba a intentarse de nuevo', () => {
    const manana = '2030-01-16';
    const otraVez = conOtroPlan(
      tras(enRuta, [reportarEntregaFallida, fallo]),
      paradaDe(UNA, { intento: 2, aBordo: true }),
      { dia: manana },
    );
    const escrito = new MemoryStore(otraVez).decide(transbordar, { ...pasa, ordenes: [UNA] }, ctx);
    const planId = `${VAN}:${manana}`;
    expect(escrito).toMatchObject({
      [deUna]: [
        EntregaTransbordada({ ordenId: UNA, de: VAN, a: OTRA, rutaId: nueva, lugar, aBordo: true, intento: 1 }),
        EntregaSinPlan({
          ordenId: UNA,
          intento: 2,
          codigo: 'MERCANCIA_EN_VEHICULO',
          porDecidirDesde: '2030-01-15T16:00:00.000Z',
        }),
      ],
      [`plan#${planId}`]: [ParadaQuitada({ planId, ordenId: UNA, causa: 'movida' })],
    });
  });
  test('la prueba tardía del primero vale si es de antes', () => {
    const despues = new MemoryStore(tras(enRuta, [transbordar, pasa, ctx]));
    const dice = (hora: object) =>
      despues.decide(confirmarEntrega, { ...prueba, ...hora }, { now: '2030-01-15T14:00:00.000Z' });
    expect(dice({ entregadaEn: NOW })).toMatchObject({
      [deUna]: [{ data: { vehiculoId: VAN, rutaId, tardia: true } }],
      [otra]: [{ type: 'ParadaCerrada', data: { fin: 'entregada' } }],
    });
    for (const hora of [{}, { entregadaEn: '2030-01-15T13:30:00Z' }])
      expect(dice(hora)).toStrictEqual({
        rejected: 'HORA_IMPOSIBLE',
        detail: `La lleva ${OTRA} desde ${fechaYHora(NOW, NOW)}`,
      });
  });
  test('lo que ya pasó no vuelve con el primero', () =>
    expect(new MemoryStore(tras(enRuta, [transbordar, pasa, ctx])).decide(finalizarRuta, esta)).toStrictEqual({
      [van]: [RutaFinalizada({ ...esta, rutaId })],
    }));

  test('dos veces, no queda nada', () =>
    givenStreams(tras(enRuta, [transbordar, pasa, ctx]))
      .when(transbordar, pasa)
      .rejects('TRANSBORDO_VACIO'));
  test('una orden que no lleva', () =>
    givenStreams(tras(enRuta, [confirmarEntrega, prueba]))
      .when(transbordar, { ...pasa, ordenes: [UNA] })
      .rejects('PARADA_NO_EXISTE'));
  test('a sí mismo', () =>
    givenStreams(enRuta)
      .when(transbordar, { ...pasa, a: VAN })
      .rejects('TRANSBORDO_IMPOSIBLE'));
  test('sin estar en la calle', () => givenStreams(enBase).when(transbordar, pasa).rejects('RUTA_NO_INICIADA'));
  test('a uno que no existe', () =>
    givenStreams({ ...enRuta, [otra]: [] })
      .when(transbordar, pasa)
      .rejects('VEHICULO_NO_EXISTE'));
  test('a uno que está en el taller', () =>
    givenStreams(conMas(enRuta, { [otra]: [MantenimientoIniciado({ vehiculoId: OTRA, motivo: 'Frenos' })] }))
      .when(transbordar, pasa)
      .rejects('VEHICULO_EN_MANTENIMIENTO'));
  test('a uno que ya no es de la flota', () =>
    givenStreams(conMas(enRuta, { [otra]: [VehiculoRetirado({ vehiculoId: OTRA, motivo: 'Vendido' })] }))
      .when(transbordar, pasa)
      .rejects('VEHICULO_RETIRADO'));
  test('a uno en que no cabe con lo que ya lleva', () => {
    const menor = conMas(enOtra, { [otra]: [VehiculoCorregido({ vehiculoId: OTRA, capacidadKg: 29 })] });
    givenStreams(menor).when(transbordar, pasa).rejects('VEHICULO_SIN_CUPO');
    expect(tras(menor, [transbordar, { ...pasa, ordenes: [DOS] }])[otra]).toHaveLength(4);
  });
  test('más de noventa paradas en una ruta', () => {
    const ligeras = Array.from({ length: 89 }, (_, n) => paradaDe(ordenN(n + 100), { pesoKg: 0.1, volumenM3: 0.001 }));
    const plan = conPlan(ligeras, { vehiculoId: OTRA });
    const largas = Object.fromEntries(Object.entries(plan).filter(([stream]) => !(stream in enRuta)));
    givenStreams(tras({ ...enRuta, ...largas }, [iniciarRuta, { vehiculoId: OTRA }, ctx]))
      .when(transbordar, pasa)
      .rejects('RUTA_DEMASIADO_LARGA');
  });
  test('lo de otro conductor', () =>
    givenStreams(enRuta).when(transbordar, pasa, OTRO_CONDUCTOR).rejects('CONDUCTOR_AJENO'));
});

/** The other van's plan of the day, with one stop. */
function conPlanDeOtra() {
  const streams = conPlan([paradaDe(TRES)], { vehiculoId: OTRA });
  const suyos = [`plan#${OTRA}:${HOY}`, `entrega#${TRES}`];
  return Object.fromEntries(suyos.map((stream) => [stream, streams[stream] ?? []]));
}

/** An order all of whose goods are in the southern warehouse. */
function soloDelSur(fact: { readonly type: string; readonly version: number; readonly data: any }) {
  if (fact.type !== 'EntregaEncargada') return fact;
  const partes = fact.data.partes.map((parte: object) => ({ ...parte, bodegaId: SUR }));
  return { ...fact, data: { ...fact.data, bodegaId: SUR, partes } };
}
