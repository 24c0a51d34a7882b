import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { UbicacionRegistrada } from '#events/vehiculos/UbicacionRegistrada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { COMMAND_ID, given, NOW, stateAfter } from '#shared/testing/given.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { registrarUbicacion } from './commands/registrarUbicacion.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { terminarMantenimiento } from './commands/terminarMantenimiento.ts';
import { asignada, LEJOS, ordenN, registrado, rutaIniciada, VAN } from './ejemplos.ts';
import { vehiculo } from './vehiculo.ts';

const { ordenId, clienteId, rutaId } = EJEMPLO;
const van = registrado(VAN);
const esta = { vehiculoId: VAN };
const cargada = [van, asignada(VAN)];
const enRuta = [...cargada, ...rutaIniciada(VAN, ordenId)];
const enTaller = MantenimientoIniciado({ ...esta, motivo: 'Frenos' });
const anulada = EntregaRetirada({ ...esta, ordenId, motivo: 'La orden fue cancelada', enRuta: true, intento: 1 });
const entrega = {
  ...esta,
  ordenId,
  recibidoPor: confirmarEntrega.accepts.shape.recibidoPor.parse('Ana Rojas'),
  evidencia: 'foto:1',
};
const entregada = EntregaConfirmada({ ...entrega, clienteId, rutaId, entregadaEn: NOW, intento: 1 });
const fallo = { ...esta, ordenId, motivo: 'No había quién recibiera' };
const fallida = EntregaFallida({ ...fallo, rutaId, intento: 1 });

describe('registrar un vehículo', () => {
  const nuevo = registrarVehiculo.example;
  const datos = { ...nuevo, base: { lat: 4.76, lon: -74.045 } };
  const ya = VehiculoRegistrado(datos);

  test('queda en su flujo', () => given().when(registrarVehiculo, nuevo).yields(ya));
  test('con los mismos datos otra vez no hace nada', () => given(ya).when(registrarVehiculo, nuevo).yields());
  test.each([{ capacidadKg: 900 }, { bodegaId: 'BOG-SUR' }, { jornada: undefined }, { base: LEJOS }])(
    'la misma placa con otros datos: %j',
    (cambio) =>
      given(ya)
        .when(registrarVehiculo, { ...nuevo, ...cambio })
        .rejects('VEHICULO_YA_REGISTRADO'),
  );
});

describe('iniciar la ruta', () => {
  test('sale con todas sus paradas, y cada orden lo sabe', () => {
    const eta = '2030-01-15T12:05:54.813Z';
    given(...cargada)
      .when(iniciarRuta, esta)
      .yields(
        RutaIniciada({ ...esta, rutaId: COMMAND_ID, bodegaId: 'BOG-NORTE', plan: [{ ordenId, eta }] }),
        EntregaEnRuta({ ...esta, ordenId, rutaId: COMMAND_ID, eta, intento: 1 }),
      );
  });
  test('un vehículo que no existe', () => given().when(iniciarRuta, esta).rejects('VEHICULO_NO_EXISTE'));
  test('sin paradas', () => given(van).when(iniciarRuta, esta).rejects('RUTA_SIN_PARADAS'));
  test('ya en ruta', () =>
    given(...enRuta)
      .when(iniciarRuta, esta)
      .rejects('VEHICULO_EN_RUTA'));
  test('en el taller', () =>
    given(...cargada, enTaller)
      .when(iniciarRuta, esta)
      .rejects('VEHICULO_EN_MANTENIMIENTO'));
});

describe('confirmar una entrega', () => {
  test('con quién recibió y la prueba, a la hora del comando si no se dice otra', () =>
    given(...enRuta)
      .when(confirmarEntrega, entrega)
      .yields(entregada));
  test('a la hora que dice el conductor', () => {
    const entregadaEn = '2030-01-15T07:58:00-05:00';
    given(...enRuta)
      .when(confirmarEntrega, { ...entrega, entregadaEn }, { now: '2030-01-15T13:00:00.000Z' })
      .yields(EntregaConfirmada({ ...entregada.data, entregadaEn }));
  });
  test('a la hora en que salió la ruta, pero no antes', () => {
    given(...enRuta)
      .when(confirmarEntrega, { ...entrega, entregadaEn: NOW })
      .yields(EntregaConfirmada({ ...entregada.data, entregadaEn: NOW }));
    given(...enRuta)
      .when(confirmarEntrega, { ...entrega, entregadaEn: '2030-01-15T11:59:59Z' })
      .rejects('HORA_IMPOSIBLE');
  });
  test('una hora que está lejos de haber llegado', () =>
    given(...enRuta)
      .when(confirmarEntrega, { ...entrega, entregadaEn: '2030-01-15T12:05:01Z' })
      .rejects('HORA_IMPOSIBLE'));
  test('una hora futura es un reloj adelantado', () =>
    given(...enRuta)
      .when(confirmarEntrega, { ...entrega, entregadaEn: '2030-01-15T12:05:00Z' })
      .yields(entregada));
  test('dos veces no hace nada', () =>
    given(...enRuta, entregada)
      .when(confirmarEntrega, entrega)
      .yields());
  test('la que ya falló', () =>
    given(...enRuta, fallida)
      .when(confirmarEntrega, entrega)
      .rejects('PARADA_TERMINADA'));
  test('la que fue retirada', () =>
    given(...enRuta, anulada)
      .when(confirmarEntrega, entrega)
      .rejects('PARADA_ANULADA'));
  test('de una orden que el vehículo no lleva', () =>
    given(...enRuta)
      .when(confirmarEntrega, { ...entrega, ordenId: ordenN(9) })
      .rejects('PARADA_NO_EXISTE'));
  test('antes de salir', () =>
    given(...cargada)
      .when(confirmarEntrega, entrega)
      .rejects('RUTA_NO_INICIADA'));
  test('un vehículo que no existe', () => given().when(confirmarEntrega, entrega).rejects('VEHICULO_NO_EXISTE'));
});

describe('reportar una entrega fallida', () => {
  test('con su motivo', () =>
    given(...enRuta)
      .when(reportarEntregaFallida, fallo)
      .yields(fallida));
  test('dos veces no hace nada', () =>
    given(...enRuta, fallida)
      .when(reportarEntregaFallida, fallo)
      .yields());
  test('la que ya se entregó', () =>
    given(...enRuta, entregada)
      .when(reportarEntregaFallida, fallo)
      .rejects('PARADA_TERMINADA'));
  test('la que fue retirada', () =>
    given(...enRuta, anulada)
      .when(reportarEntregaFallida, fallo)
      .rejects('PARADA_ANULADA'));
  test('de una orden que el vehículo no lleva', () =>
    given(...enRuta)
      .when(reportarEntregaFallida, { ...fallo, ordenId: ordenN(9) })
      .rejects('PARADA_NO_EXISTE'));
  test('antes de salir', () =>
    given(...cargada)
      .when(reportarEntregaFallida, fallo)
      .rejects('RUTA_NO_INICIADA'));
  test('un vehículo que no existe', () => given().when(reportarEntregaFallida, fallo).rejects('VEHICULO_NO_EXISTE'));
});

describe('finalizar la ruta', () => {
  const fin = RutaFinalizada({ ...esta, rutaId });
  test('con todo entregado', () =>
    given(...enRuta, entregada)
      .when(finalizarRuta, esta)
      .yields(fin));
  test('lo que nadie confirmó ha fallado', () =>
    given(...enRuta)
      .when(finalizarRuta, esta)
      .yields(
        EntregaFallida({ ...fallida.data, motivo: 'El vehículo terminó su ruta sin llegar a esta dirección' }),
        fin,
      ));
  test('lo retirado vuelve sin más', () =>
    given(...enRuta, anulada)
      .when(finalizarRuta, esta)
      .yields(fin));
  test('deja el vehículo libre y vacío', () =>
    expect(stateAfter(vehiculo, [...enRuta, entregada, fin])).toStrictEqual(stateAfter(vehiculo, [van])));
  test('la que no ha empezado', () =>
    given(...cargada)
      .when(finalizarRuta, esta)
      .rejects('RUTA_NO_INICIADA'));
  test('un vehículo que no existe', () => given().when(finalizarRuta, esta).rejects('VEHICULO_NO_EXISTE'));
});

describe('registrar la ubicación', () => {
  const aqui = { ...esta, coordenadas: { lat: 4.70512, lon: -74.05831 } };
  const visto = UbicacionRegistrada({ ...aqui, registradaEn: NOW });
  test('de ahora', () => given(van).when(registrarUbicacion, aqui).yields(visto));
  test('de hace un rato', () => {
    const registradaEn = '2030-01-15T11:59:30Z';
    given(van)
      .when(registrarUbicacion, { ...aqui, registradaEn })
      .yields(UbicacionRegistrada({ ...aqui, registradaEn }));
  });
  test('de un reloj adelantado', () =>
    given(van)
      .when(registrarUbicacion, { ...aqui, registradaEn: '2031-01-01T00:00:00Z' })
      .yields(visto));
  test('la que llega tarde no dice nada', () =>
    given(van, visto)
      .when(registrarUbicacion, { ...aqui, registradaEn: '2030-01-15T11:59:59Z' })
      .yields());
  test('un vehículo que no existe', () => given().when(registrarUbicacion, aqui).rejects('VEHICULO_NO_EXISTE'));
});

describe('mantenimiento', () => {
  const inicio = { ...esta, motivo: 'Frenos' };
  const fin = MantenimientoTerminado(esta);
  test('inicia', () => given(van).when(iniciarMantenimiento, inicio).yields(enTaller));
  test('dos veces no hace nada', () => given(van, enTaller).when(iniciarMantenimiento, inicio).yields());
  test('no en ruta', () =>
    given(...enRuta)
      .when(iniciarMantenimiento, inicio)
      .rejects('VEHICULO_EN_RUTA'));
  test('no de un vehículo que no existe', () =>
    given().when(iniciarMantenimiento, inicio).rejects('VEHICULO_NO_EXISTE'));
  test('termina', () => given(van, enTaller).when(terminarMantenimiento, esta).yields(fin));
  test('terminar lo que no ha empezado no hace nada', () => given(van).when(terminarMantenimiento, esta).yields());
  test('no termina el de un vehículo que no existe', () =>
    given().when(terminarMantenimiento, esta).rejects('VEHICULO_NO_EXISTE'));
});

test('el vehículo lleva instantáneas', () => expect(vehiculo.snapshots?.every).toBe(50));
