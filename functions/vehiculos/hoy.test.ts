import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorRegistrado } from '#events/vehiculos/ConductorRegistrado.ts';
import { ManejoAsumido } from '#events/vehiculos/ManejoAsumido.ts';
import { VehiculoConfiado } from '#events/vehiculos/VehiculoConfiado.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { isRejection } from '#shared/model/rejection.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { NOW } from '#shared/testing/given.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { viewOf } from '#shared/testing/views.ts';
import { diaVigente, masDias } from './calendario.ts';
import { confiarVehiculo } from './commands/confiarVehiculo.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { confirmarRecogida } from './commands/confirmarRecogida.ts';
import { deshacerRuta } from './commands/deshacerRuta.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { reordenarPlan } from './commands/reordenarPlan.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import { transbordar } from './commands/transbordar.ts';
import { RespuestaHoy, responderHoy, susVehiculos, suVehiculo } from './hoy.ts';
import { manejoId } from './manejo.ts';
import { conductores, type VistaConductor } from './projections/conductores.ts';
import { entregas, type VistaEntrega } from './projections/entregas.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';
import { planes, type VistaPlan } from './projections/planes.ts';
import {
  CONDUCTOR,
  conMas,
  conOtroPlan,
  conPlan,
  HOY,
  LINEAS,
  OTRA,
  ordenN,
  PLAN,
  paradaDe,
  SUR,
  tras,
  VAN,
  ZONA_SUR,
} from './testing/ejemplos.ts';

const { conductorId } = EJEMPLO;
const [UNA, DOS, TRES] = [ordenN(1), ordenN(2), ordenN(3)];
const OTRA_RUTA = ordenN(99);
const esta = { vehiculoId: VAN };
const registrado = ConductorRegistrado({ conductorId, nombre: 'Luis Mora', telefono: '+573105550107' });
const planeado: Streams = {
  ...conPlan([paradaDe(UNA, { recogidas: [{ bodegaId: SUR, zona: ZONA_SUR }] }), paradaDe(DOS)]),
  [`conductor#${conductorId}`]: [registrado],
};
const suya = VehiculoConfiado({ conductorId, dia: HOY, vehiculoId: VAN });
const confiado: Streams = { ...planeado, [`conductor#${conductorId}`]: [registrado, suya] };
const enRuta = tras(confiado, [iniciarRuta, esta, CONDUCTOR]);

/** What is answered when the views show all that is in the streams. */
async function ver(streams: Streams, hoy: string = HOY, hora = '12:00') {
  const now = `${hoy}T${hora}:00.000Z`;
  const fila = <V>(vista: Parameters<typeof viewOf<V>>[0], stream: string) =>
    viewOf(vista, stream, ...(streams[stream] ?? []));
  const conductor = (await fila<VistaConductor>(conductores, `conductor#${conductorId}`)) as VistaConductor;
  const vehiculos = await Promise.all(
    susVehiculos(conductor, hoy).map((id) => fila<VistaVehiculo>(flota, `vehiculo#${id}`)),
  );
  const vehiculo = suVehiculo(
    conductor,
    vehiculos.filter((uno) => uno !== undefined),
    now,
  );
  const dia = diaVigente(vehiculo?.calendario, now);
  const plan = await fila<VistaPlan>(planes, `plan#${vehiculo?.vehiculoId}:${dia}`);
  const filas = await Promise.all([UNA, DOS, TRES].map((id) => fila<VistaEntrega>(entregas, `entrega#${id}`)));
  const suyas = filas.filter((una) => una !== undefined && una.vehiculoId === vehiculo?.vehiculoId);
  const regresos = filas.filter((una) => una !== undefined && una.vuelveA === vehiculo?.bodegaId);
  const visto = { entregas: suyas as VistaEntrega[], regresos: regresos as VistaEntrega[] };
  return RespuestaHoy.parse(responderHoy({ conductor, vehiculo, plan, ...visto }, dia));
}

const ordenes = (paradas: readonly { readonly ordenId: string }[]) => paradas.map(({ ordenId }) => ordenId);

describe('antes de salir', () => {
  test('el conductor ve su vehículo, sus paradas en el orden del plan y dónde recoger', async () => {
    const hoy = await ver(confiado);
    expect(hoy).toMatchObject({ conductorId, nombre: 'Luis Mora', dia: HOY, enRuta: [], deVuelta: [] });
    expect([hoy.vehiculo?.vehiculoId, hoy.vehiculo?.estado]).toStrictEqual([VAN, 'disponible']);
    expect(ordenes(hoy.porSalir)).toStrictEqual([UNA, DOS]);
    expect(hoy.porSalir[0]).toMatchObject({
      destinatario: { nombre: expect.any(String), telefono: expect.any(String) },
      direccion: expect.any(String),
      lineas: expect.arrayContaining([{ sku: 'CAFE-500', cantidad: 3 }]),
      pesoKg: 10,
    });
    expect(hoy.recogidas).toStrictEqual([{ bodegaId: SUR, zona: ZONA_SUR, ordenes: [UNA] }]);
  });

  test('lo que se reordena se ve en su nuevo orden, con su nueva hora', async () => {
    const otra = tras(confiado, [reordenarPlan, { ...esta, dia: HOY, ordenes: [DOS, UNA] }]);
    const { porSalir } = await ver(otra);
    expect(ordenes(porSalir)).toStrictEqual([DOS, UNA]);
    const plan = (await viewOf<VistaPlan>(planes, `plan#${PLAN}`, ...(otra[`plan#${PLAN}`] ?? []))) as VistaPlan;
    expect(porSalir.map(({ eta }) => eta)).toStrictEqual(plan.paradas.map(({ eta }) => eta));
  });

  test('de madrugada su día es la noche que no ha terminado, aunque hoy lleve otro vehículo', async () => {
    const manana = masDias(HOY, 1);
    const noche = VehiculoCorregido({ ...esta, calendario: { jornada: { desde: '22:00', hasta: '06:00' } } });
    const deNoche = tras(conMas(confiado, { [`vehiculo#${VAN}`]: [noche] }), [
      confiarVehiculo,
      { conductorId, dia: manana, vehiculoId: OTRA },
    ]);
    const aun = await ver(deNoche, manana, '08:00');
    expect([aun.vehiculo?.vehiculoId, aun.dia, ordenes(aun.porSalir)]).toStrictEqual([VAN, HOY, [UNA, DOS]]);
    const despues = await ver(deNoche, manana, '11:00');
    expect([despues.vehiculo?.vehiculoId, despues.dia, despues.porSalir]).toStrictEqual([OTRA, manana, []]);
  });

  test('a quien no se confió vehículo hoy no se le muestra ninguno', async () => {
    for (const [streams, dia] of [
      [planeado, HOY],
      [confiado, masDias(HOY, 1)],
      [tras(planeado, [confiarVehiculo, { conductorId, dia: masDias(HOY, 1), vehiculoId: VAN }]), HOY],
    ] as const) {
      const hoy = await ver(streams, dia);
      expect([hoy.vehiculo, hoy.porSalir, hoy.enRuta, hoy.recogidas]).toStrictEqual([undefined, [], [], []]);
    }
  });
});

describe('en ruta', () => {
  test('las paradas son las que faltan, y las recogidas las que no se han hecho', async () => {
    const hoy = await ver(enRuta);
    expect([hoy.vehiculo?.estado, hoy.porSalir]).toStrictEqual(['enRuta', []]);
    expect(new Set(ordenes(hoy.enRuta))).toStrictEqual(new Set([UNA, DOS]));
    expect(hoy.recogidas).toStrictEqual([{ bodegaId: SUR, zona: ZONA_SUR, ordenes: [UNA] }]);
    const recogida = tras(enRuta, [confirmarRecogida, { ...esta, bodegaId: SUR }, CONDUCTOR]);
    expect((await ver(recogida)).recogidas).toStrictEqual([]);
  });

  test('lo entregado desaparece, y lo que falló vuelve', async () => {
    const prueba = { ...esta, ordenId: DOS, recibidoPor: 'Ana', evidencia: 'foto:1' };
    const entregada = await ver(tras(enRuta, [confirmarEntrega, prueba, CONDUCTOR]));
    expect([ordenes(entregada.enRuta), entregada.deVuelta]).toStrictEqual([[UNA], []]);
    const falla = { ...esta, ordenId: DOS, motivo: 'ausente' };
    const fallida = await ver(tras(enRuta, [reportarEntregaFallida, falla, CONDUCTOR]));
    expect([ordenes(fallida.enRuta), fallida.deVuelta]).toStrictEqual([[UNA], [DOS]]);
  });

  const recogida = tras(enRuta, [confirmarRecogida, { ...esta, bodegaId: SUR }, CONDUCTOR]);
  const fallida = tras(enRuta, [reportarEntregaFallida, { ...esta, ordenId: DOS, motivo: 'ausente' }, CONDUCTOR]);
  const deOtro = tras(
    { ...conPlan([paradaDe(TRES)], { vehiculoId: OTRA }), ...confiado },
    [iniciarRuta, { vehiculoId: OTRA }],
    [iniciarRuta, esta, { ...CONDUCTOR, id: OTRA_RUTA }],
    [transbordar, { vehiculoId: OTRA, a: VAN, lugar: 'Calle 80' }],
  );
  const conLoDeAntes = tras(
    conOtroPlan(
      tras(fallida, [finalizarRuta, esta, CONDUCTOR]),
      paradaDe(UNA, { aBordo: true, cambio: 1, recogidas: [{ bodegaId: SUR, zona: ZONA_SUR }] }),
      {},
    ),
    [iniciarRuta, esta, { ...CONDUCTOR, id: OTRA_RUTA }],
  );
  test.each<[string, Streams, boolean]>([
    ['recién salido', enRuta, true],
    ['averiado', tras(enRuta, [iniciarMantenimiento, { ...esta, motivo: 'Llanta' }, CONDUCTOR]), true],
    ['con lo que volvió de un viaje anterior', conLoDeAntes, true],
    ['con una recogida hecha', recogida, false],
    ['con un intento fallido', fallida, false],
    ['con lo que otro vehículo le pasó', deOtro, false],
    ['en la bodega', confiado, false],
  ])('%s, dice que se deshace cuando y mientras se puede', async (_, streams, sePuede) => {
    const { seDeshaceHasta, vehiculo } = await ver(streams);
    // In these streams a route begins at once, in the view at the minute of its fact.
    const plazo = Date.parse(seDeshaceHasta ?? NOW) - Date.parse(vehiculo?.ruta?.iniciadaEn ?? NOW);
    const deshace = (ms: number) => {
      const now = new Date(Date.parse(NOW) + plazo + ms).toISOString();
      return !isRejection(new MemoryStore(streams).decide(deshacerRuta, esta, { ...CONDUCTOR, now }));
    };
    expect([seDeshaceHasta !== undefined, deshace(0), deshace(1)]).toStrictEqual([sePuede, sePuede, false]);
  });

  test('de lo que otro vehículo le pasó dice cuál y dónde; de lo suyo, nada', async () => {
    const { enRuta: suyas } = await ver(deOtro);
    expect(suyas.map(({ ordenId, viene }) => [ordenId, viene])).toStrictEqual([
      [UNA, undefined],
      [DOS, undefined],
      [TRES, { de: OTRA, lugar: 'Calle 80' }],
    ]);
  });

  test('al volver, lo que está en un plan sale otra vez, y lo demás se recibe en la bodega', async () => {
    const fin = tras(recogida, [finalizarRuta, esta, CONDUCTOR]);
    const enCamino = await ver(recogida);
    expect([enCamino.porEntregar, enCamino.salenOtraVez]).toStrictEqual([[], []]);
    const trae = (ordenId: string) => ({ ordenId, direccion: expect.any(String), lineas: LINEAS });
    const enBodega = await ver(fin);
    expect([enBodega.porEntregar, enBodega.salenOtraVez]).toStrictEqual([[trae(UNA), trae(DOS)], []]);
    const manana = masDias(HOY, 1);
    const otraVez = conOtroPlan(fin, paradaDe(DOS, { aBordo: true, cambio: 1 }), { dia: manana });
    const { porEntregar, salenOtraVez, porSalir } = await ver(otraVez);
    expect([porEntregar, salenOtraVez, porSalir]).toStrictEqual([[trae(UNA)], [{ ...trae(DOS), dia: manana }], []]);
  });

  test('en la calle no entrega en la bodega lo que trajo antes', async () => {
    const fin = tras(recogida, [finalizarRuta, esta, CONDUCTOR], [retirarEntrega, { ordenId: UNA, motivo: 'No' }]);
    const otraRuta = tras(conOtroPlan(fin, paradaDe(DOS, { aBordo: true, cambio: 1 }), {}), [
      iniciarRuta,
      esta,
      { ...CONDUCTOR, id: OTRA_RUTA },
    ]);
    const { porEntregar, deVuelta } = await ver(otraRuta);
    expect([porEntregar, deVuelta]).toStrictEqual([[], [UNA]]);
  });

  test('la ruta de ayer sigue siendo suya hoy, aunque hoy lleve otro vehículo', async () => {
    const manana = masDias(HOY, 1);
    const despues = tras(enRuta, [confiarVehiculo, { conductorId, dia: manana, vehiculoId: OTRA }]);
    const hoy = await ver(despues, manana);
    expect([hoy.vehiculo?.vehiculoId, hoy.enRuta.length, hoy.porSalir]).toStrictEqual([VAN, 2, []]);
    expect((await ver(enRuta, masDias(HOY, 8))).vehiculo).toBeUndefined();
  });

  test('de la ruta de otro conductor no ve las paradas', async () => {
    const asumido = ManejoAsumido({ conductorId: 'conductor-08', dia: HOY, vehiculoId: VAN });
    const hoy = await ver(tras({ ...confiado, [`manejo#${manejoId(VAN, HOY)}`]: [asumido] }, [iniciarRuta, esta]));
    expect([hoy.vehiculo?.vehiculoId, hoy.enRuta, hoy.deVuelta, hoy.recogidas]).toStrictEqual([VAN, [], [], []]);
  });
});

test('primero el vehículo de hoy, y cada uno una vez', () => {
  const dias = { [masDias(HOY, -8)]: 'AAA000', [masDias(HOY, -1)]: OTRA, [masDias(HOY, -2)]: VAN, [HOY]: VAN };
  const conductor = { conductorId, nombre: 'Luis', telefono: '+57', dias: { ...dias, [masDias(HOY, 1)]: 'ZZZ999' } };
  expect(susVehiculos(conductor, HOY)).toStrictEqual([VAN, OTRA]);
});
