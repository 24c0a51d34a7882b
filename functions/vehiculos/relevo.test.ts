import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorRegistrado } from '#events/vehiculos/ConductorRegistrado.ts';
import { JornadaLiberada } from '#events/vehiculos/JornadaLiberada.ts';
import { ManejoAsumido } from '#events/vehiculos/ManejoAsumido.ts';
import { ManejoDejado } from '#events/vehiculos/ManejoDejado.ts';
import { RutaConfiada } from '#events/vehiculos/RutaConfiada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { VehiculoConfiado } from '#events/vehiculos/VehiculoConfiado.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { COMMAND_ID } from '#shared/testing/given.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { viewOf } from '#shared/testing/views.ts';
import { confiarVehiculo } from './commands/confiarVehiculo.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { liberarJornada } from './commands/liberarJornada.ts';
import { registrarConductor } from './commands/registrarConductor.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { flota } from './projections/flota.ts';
import {
  CONDUCTOR,
  conMas,
  conPlan,
  HOY,
  OTRA,
  OTRO_CONDUCTOR,
  ordenN,
  paradaDe,
  tras,
  VAN,
} from './testing/ejemplos.ts';

const { conductorId } = EJEMPLO;
const relevo = OTRO_CONDUCTOR.actor.conductorId;
const UNA = ordenN(1);
const rutaId = COMMAND_ID;
const jornada = { conductorId, dia: HOY, vehiculoId: VAN };
const delRelevo = { ...jornada, conductorId: relevo };
const conDos = conMas(conPlan([paradaDe(UNA), paradaDe(ordenN(2))]), {
  [`conductor#${conductorId}`]: [
    ConductorRegistrado({ ...ConductorRegistrado.example, conductorId }),
    VehiculoConfiado(jornada),
  ],
});
const enRuta = tras(
  conDos,
  [iniciarRuta, { vehiculoId: VAN }],
  [registrarConductor, { conductorId: relevo, nombre: 'Rosa Páez', telefono: '+573105550108' }],
);
const libre = tras(enRuta, [liberarJornada, { conductorId, dia: HOY }]);
const relevada = tras(libre, [confiarVehiculo, delRelevo]);
const prueba = {
  vehiculoId: VAN,
  ordenId: UNA,
  recibidoPor: confirmarEntrega.accepts.shape.recibidoPor.parse('Ana Rojas'),
  evidencia: 'foto:1',
};
const fallo = { vehiculoId: VAN, ordenId: UNA, motivo: 'ausente' as const };

describe('un relevo en camino', () => {
  test('quien deja la jornada deja también la ruta', () =>
    givenStreams(enRuta)
      .when(liberarJornada, { conductorId, dia: HOY })
      .yields({
        [`conductor#${conductorId}`]: [JornadaLiberada(jornada)],
        [`manejo#${VAN}:${HOY}`]: [ManejoDejado(jornada)],
        [`vehiculo#${VAN}`]: [RutaConfiada({ vehiculoId: VAN, rutaId })],
      }));
  test('quien la recibe sigue con ella, y el anterior ya no', () => {
    givenStreams(libre)
      .when(confiarVehiculo, delRelevo)
      .yields({
        [`conductor#${relevo}`]: [VehiculoConfiado(delRelevo)],
        [`manejo#${VAN}:${HOY}`]: [ManejoAsumido(delRelevo)],
        [`vehiculo#${VAN}`]: [RutaConfiada({ vehiculoId: VAN, rutaId, conductorId: relevo })],
      });
    const [entregada] = tras(relevada, [confirmarEntrega, prueba, OTRO_CONDUCTOR])[`entrega#${UNA}`]?.slice(-1) ?? [];
    expect(entregada?.data).toMatchObject({ conductorId: relevo, completa: true });
    givenStreams(relevada).when(confirmarEntrega, prueba, CONDUCTOR).rejects('CONDUCTOR_AJENO');
    givenStreams(relevada).when(finalizarRuta, { vehiculoId: VAN }, CONDUCTOR).rejects('CONDUCTOR_AJENO');
  });
  test('entre los dos no es de nadie', () => {
    for (const actor of [CONDUCTOR, OTRO_CONDUCTOR]) {
      givenStreams(libre).when(confirmarEntrega, prueba, actor).rejects('CONDUCTOR_AJENO');
    }
  });
  test('la prueba que llega después de la ruta es de quien la terminó', () => {
    const terminada = tras(
      relevada,
      [reportarEntregaFallida, fallo, OTRO_CONDUCTOR],
      [finalizarRuta, { vehiculoId: VAN }],
    );
    expect(() => tras(terminada, [confirmarEntrega, prueba, OTRO_CONDUCTOR])).not.toThrow();
    givenStreams(terminada).when(confirmarEntrega, prueba, CONDUCTOR).rejects('CONDUCTOR_AJENO');
  });
  test('a quien va en ruta no se le quita su vehículo por confiarle otro', () =>
    givenStreams(enRuta)
      .when(confiarVehiculo, { ...jornada, vehiculoId: OTRA })
      .rejects('CONDUCTOR_CON_OTRO_VEHICULO'));
  test('la jornada de otro día no toca la ruta de hoy', () => {
    const manana = { ...delRelevo, dia: '2030-01-16' };
    givenStreams(enRuta)
      .when(confiarVehiculo, manana)
      .yields({
        [`conductor#${relevo}`]: [VehiculoConfiado(manana)],
        [`manejo#${VAN}:2030-01-16`]: [ManejoAsumido(manana)],
      });
  });
  test('se ve en la flota', async () => {
    const salio = RutaIniciada({ ...RutaIniciada.example, vehiculoId: VAN, conductorId });
    const pasa = RutaConfiada({ vehiculoId: VAN, rutaId: salio.data.rutaId, conductorId: relevo });
    const vista = await viewOf(
      flota,
      `vehiculo#${VAN}`,
      VehiculoRegistrado({ ...VehiculoRegistrado.example, vehiculoId: VAN }),
      salio,
      pasa,
    );
    expect(vista?.ruta?.conductorId).toBe(relevo);
  });
});
