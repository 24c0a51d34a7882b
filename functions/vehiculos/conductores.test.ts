import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorRegistrado } from '#events/vehiculos/ConductorRegistrado.ts';
import { JornadaLiberada } from '#events/vehiculos/JornadaLiberada.ts';
import { ManejoAsumido } from '#events/vehiculos/ManejoAsumido.ts';
import { ManejoDejado } from '#events/vehiculos/ManejoDejado.ts';
import { VehiculoConfiado } from '#events/vehiculos/VehiculoConfiado.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { given, NOW, stateAfter } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { viewOf } from '#shared/testing/views.ts';
import { confiarVehiculo } from './commands/confiarVehiculo.ts';
import { liberarJornada } from './commands/liberarJornada.ts';
import { registrarConductor } from './commands/registrarConductor.ts';
import { conductor } from './conductor.ts';
import { conductores } from './projections/conductores.ts';
import { listarConductores } from './queries/listarConductores.ts';

const { conductorId, dia, vehiculoId, otroVehiculoId } = EJEMPLO;
const quien = { conductorId, nombre: 'Luis Mora', telefono: '+573105550107' };
const registrado = ConductorRegistrado(quien);
const jornada = { conductorId, dia, vehiculoId };
const otra = { ...jornada, vehiculoId: otroVehiculoId };
const van = VehiculoRegistrado({ ...VehiculoRegistrado.example, vehiculoId });
const flota = {
  [`vehiculo#${vehiculoId}`]: [van],
  [`vehiculo#${otroVehiculoId}`]: [VehiculoRegistrado({ ...VehiculoRegistrado.example, vehiculoId: otroVehiculoId })],
};
const suyo = `conductor#${conductorId}`;
const manejo = `manejo#${vehiculoId}:${dia}`;
const otroManejo = `manejo#${otroVehiculoId}:${dia}`;
const confiado = { ...flota, [suyo]: [registrado, VehiculoConfiado(jornada)], [manejo]: [ManejoAsumido(jornada)] };

describe('un conductor', () => {
  test('se registra una vez', () => {
    given().when(registrarConductor, quien).yields(registrado);
    given(registrado).when(registrarConductor, quien).rejects('CONDUCTOR_YA_EXISTE');
  });
  test('recibe un vehículo para un día', () =>
    givenStreams({ ...flota, [suyo]: [registrado] })
      .when(confiarVehiculo, jornada)
      .yields({ [suyo]: [VehiculoConfiado(jornada)], [manejo]: [ManejoAsumido(jornada)] }));
  test('al que se le confía lo que ya lleva sigue igual', () =>
    givenStreams(confiado).when(confiarVehiculo, jornada).yields({}));
  test('no recibe otro vehículo para el mismo día, y se dice cuál lleva: lo libera antes', () => {
    givenStreams(confiado).when(confiarVehiculo, otra).rejects('CONDUCTOR_CON_OTRO_VEHICULO');
    expect(new MemoryStore(confiado).decide(confiarVehiculo, otra)).toMatchObject({
      detail: `Lleva ${vehiculoId} hoy. Libere antes esa jornada.`,
    });
    const libre = {
      ...confiado,
      [suyo]: [registrado, VehiculoConfiado(jornada), JornadaLiberada(jornada)],
      [manejo]: [ManejoAsumido(jornada), ManejoDejado(jornada)],
    };
    givenStreams(libre)
      .when(confiarVehiculo, otra)
      .yields({ [suyo]: [VehiculoConfiado(otra)], [otroManejo]: [ManejoAsumido(otra)] });
  });
  test('no recibe el vehículo que otro lleva ese día', () => {
    const ajeno = { ...confiado, 'conductor#otra': [ConductorRegistrado({ ...quien, conductorId: 'otra' })] };
    givenStreams(ajeno)
      .when(confiarVehiculo, { ...jornada, conductorId: 'otra' })
      .rejects('VEHICULO_CON_OTRO_CONDUCTOR');
    const otroDia = { ...jornada, conductorId: 'otra', dia: '2030-01-17' };
    const yaEs = { ...ajeno, [`manejo#${vehiculoId}:2030-01-17`]: [ManejoAsumido({ ...jornada, dia: '2030-01-17' })] };
    expect(new MemoryStore(yaEs).decide(confiarVehiculo, otroDia)).toMatchObject({
      detail: `Lo lleva ${conductorId} el 17 de enero. Libere antes esa jornada.`,
    });
    givenStreams(ajeno)
      .when(confiarVehiculo, { ...jornada, conductorId: 'otra', dia: '2030-01-16' })
      .yields({
        'conductor#otra': [VehiculoConfiado({ ...jornada, conductorId: 'otra', dia: '2030-01-16' })],
        [`manejo#${vehiculoId}:2030-01-16`]: [ManejoAsumido({ ...jornada, conductorId: 'otra', dia: '2030-01-16' })],
      });
  });
  test('no recibe lo que no hay, ni para un día que pasó', () => {
    givenStreams(flota).when(confiarVehiculo, jornada).rejects('CONDUCTOR_NO_EXISTE');
    givenStreams({ [suyo]: [registrado] })
      .when(confiarVehiculo, jornada)
      .rejects('VEHICULO_NO_EXISTE');
    givenStreams({
      [suyo]: [registrado],
      [`vehiculo#${vehiculoId}`]: [van, VehiculoRetirado({ vehiculoId, motivo: 'Vendido' })],
    })
      .when(confiarVehiculo, jornada)
      .rejects('VEHICULO_RETIRADO');
    // In Colombia the fifteenth begins five hours later than in UTC.
    const ayer = { now: '2030-01-16T05:00:00.000Z' };
    givenStreams({ ...flota, [suyo]: [registrado] })
      .when(confiarVehiculo, jornada, ayer)
      .rejects('DIA_PASADO');
    // Who falls ill on a night shift is stood in for until it is over.
    const noche = VehiculoCorregido({ vehiculoId, calendario: { jornada: { desde: '22:00', hasta: '06:00' } } });
    const deNoche = { [suyo]: [registrado], [`vehiculo#${vehiculoId}`]: [van, noche] };
    givenStreams(deNoche)
      .when(confiarVehiculo, jornada, ayer)
      .yields({ [suyo]: [VehiculoConfiado(jornada)], [manejo]: [ManejoAsumido(jornada)] });
  });
  test('que no conduce un día deja libre su vehículo', () => {
    givenStreams(confiado)
      .when(liberarJornada, { conductorId, dia })
      .yields({ [suyo]: [JornadaLiberada(jornada)], [manejo]: [ManejoDejado(jornada)] });
    givenStreams({ [suyo]: [registrado] })
      .when(liberarJornada, { conductorId, dia })
      .yields({});
    givenStreams({}).when(liberarJornada, { conductorId, dia }).rejects('CONDUCTOR_NO_EXISTE');
  });
  test('no recuerda para siempre qué llevó', () => {
    const vieja = VehiculoConfiado({ ...jornada, dia: '2029-12-14' });
    const reciente = VehiculoConfiado({ ...jornada, dia: '2029-12-15' });
    expect(NOW).toBe('2030-01-15T12:00:00.000Z');
    expect(stateAfter(conductor, [registrado, vieja, reciente, VehiculoConfiado(jornada)]).dias).toStrictEqual({
      '2029-12-15': vehiculoId,
      [dia]: vehiculoId,
    });
  });
  test('se ve con sus jornadas, en orden', async () => {
    const manana = VehiculoConfiado({ ...otra, dia: '2030-01-16' });
    const libre = VehiculoConfiado({ ...otra, dia: '2030-01-17' });
    const hechos = [
      registrado,
      libre,
      manana,
      VehiculoConfiado(jornada),
      JornadaLiberada({ ...otra, dia: '2030-01-17' }),
    ];
    const vista = await viewOf(conductores, suyo, ...hechos);
    expect(vista && listarConductores.shape(vista, {})).toStrictEqual({
      ...quien,
      jornadas: [
        { dia, vehiculoId },
        { dia: '2030-01-16', vehiculoId: otroVehiculoId },
      ],
    });
  });
});
