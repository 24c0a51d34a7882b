import { describe, expect, test } from 'vitest';
import { aplazarEntrega as aplazar } from '#events/ordenes/aplazarEntrega.ts';
import { asignarOrden as asignar } from '#events/ordenes/asignarOrden.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { registrarDevolucion as devolver } from '#events/ordenes/registrarDevolucion.ts';
import { registrarEntrega as entregar } from '#events/ordenes/registrarEntrega.ts';
import { registrarReingreso as reingresar } from '#events/ordenes/registrarReingreso.ts';
import { VIAJE } from '#events/ordenes/viaje.ts';
import { given, stateAfter } from '#shared/testing/given.ts';
import { aplazarEntrega } from './commands/aplazarEntrega.ts';
import { asignarOrden } from './commands/asignarOrden.ts';
import { confirmarOrden } from './commands/confirmarOrden.ts';
import { iniciarTransito } from './commands/iniciarTransito.ts';
import { rechazarOrden } from './commands/rechazarOrden.ts';
import { registrarDevolucion } from './commands/registrarDevolucion.ts';
import { registrarEntrega } from './commands/registrarEntrega.ts';
import { registrarIntentoFallido } from './commands/registrarIntentoFallido.ts';
import { registrarReingreso } from './commands/registrarReingreso.ts';
import * as e from './ejemplos.ts';
import { orden } from './orden.ts';

const { creada, confirmada, rechazada, asignada, enTransito, entregada, fallida, devuelta, cancelada } = e;
const enCamino = [creada, confirmada, asignada, enTransito] as const;
const cambio = OrdenAsignada({ ...asignada.data, vehiculoId: 'XYZ789', cambio: 1 });
const segunda = OrdenAsignada({ ...asignada.data, intento: 2 });
const primera = { ...VIAJE, cargada: true, fallo: { motivo: 'ausente', final: false } } as const;
const asignarSegunda = { ...asignar.example, salidas: [primera], intento: 2 };
const sinMas = EntregaDeOrdenFallida({ ...fallida.data, motivo: 'rechazada', final: true });

describe('confirmar, rechazar y asignar', () => {
  test('confirmar', () => given(creada).when(confirmarOrden, confirmada.data).yields(confirmada));
  test('confirmar una cancelada no hace nada', () =>
    given(creada, cancelada).when(confirmarOrden, confirmada.data).yields());
  test('rechazar', () => given(creada, confirmada).when(rechazarOrden, rechazarOrden.example).yields(rechazada));
  test('rechazar la que está en la calle no hace nada', () =>
    given(...enCamino)
      .when(rechazarOrden, rechazarOrden.example)
      .yields());
  test('rechazar la que está otra vez en la bodega, aunque no sepa por qué', () =>
    given(creada, confirmada, asignada)
      .when(rechazarOrden, {
        ...rechazada.data,
        salidas: [{ ...primera, reingreso: e.reingresada.data.bodegaId }],
      })
      .yields(enTransito, fallida, e.reingresada, rechazada));
  test('asignar', () => given(creada, confirmada).when(asignarOrden, asignar.example).yields(asignada));
  test('asignar a otro vehículo', () =>
    given(creada, confirmada, asignada)
      .when(asignarOrden, { ...cambio.data, salidas: [] })
      .yields(cambio));
  test('un vehículo anterior que llega tarde no cuenta', () =>
    given(creada, confirmada, cambio).when(asignarOrden, asignar.example).yields());
  test('asignar el segundo intento', () =>
    given(...enCamino, fallida)
      .when(asignarOrden, asignarSegunda)
      .yields(segunda));
  test('asignar el segundo intento antes de saber del primero lo anota también', () =>
    given(creada, confirmada).when(asignarOrden, asignarSegunda).yields(asignada, enTransito, fallida, segunda));
  test('asignar el segundo sin decir nada del primero no vale', () =>
    given(...enCamino)
      .when(asignarOrden, { ...asignarSegunda, salidas: [] })
      .yields());
  test('después del último fallo no hay otro intento', () =>
    given(...enCamino, sinMas)
      .when(asignarOrden, asignarSegunda)
      .yields());
  test('otra vez en el plan, porque la salida se deshizo', () => {
    given(...enCamino)
      .when(asignarOrden, { ...cambio.data, salidas: [] })
      .yields(cambio);
    given(...enCamino, cambio)
      .when(iniciarTransito, iniciarTransito.example)
      .yields();
  });
});

describe('en la calle', () => {
  test('iniciar tránsito', () =>
    given(creada, confirmada, asignada).when(iniciarTransito, iniciarTransito.example).yields(enTransito));
  test('antes de que llegue la asignación la anota también', () =>
    given(creada, confirmada).when(iniciarTransito, iniciarTransito.example).yields(asignada, enTransito));
  test('dos veces no hace nada', () =>
    given(...enCamino)
      .when(iniciarTransito, iniciarTransito.example)
      .yields());
  test('en otro vehículo, tras un transbordo', () =>
    given(...enCamino)
      .when(iniciarTransito, { ...e.transbordada.data, salidas: [] })
      .yields(e.transbordada));
  test('registrar un intento fallido', () =>
    given(...enCamino)
      .when(registrarIntentoFallido, registrarIntentoFallido.example)
      .yields(fallida));
  test('con lo que el conductor añade', () =>
    given(...enCamino)
      .when(registrarIntentoFallido, { ...fallida.data, salidas: [], detalle: 'Nadie abrió' })
      .yields(EntregaDeOrdenFallida({ ...fallida.data, detalle: 'Nadie abrió' })));
  test('antes que lo demás completa la historia', () =>
    given(creada, confirmada, asignada)
      .when(registrarIntentoFallido, registrarIntentoFallido.example)
      .yields(enTransito, fallida));
  test('el fallo de un intento anterior no cuenta', () =>
    given(...enCamino, fallida, segunda, OrdenEnTransito({ ...enTransito.data, intento: 2 }))
      .when(registrarIntentoFallido, registrarIntentoFallido.example)
      .yields());
  test('aplazar, y otro día es el mismo intento', () => {
    given(...enCamino)
      .when(aplazarEntrega, aplazar.example)
      .yields(e.aplazada);
    const salidas = [{ ...VIAJE, cargada: true }];
    given(creada, confirmada)
      .when(asignarOrden, { ...cambio.data, salidas })
      .yields(asignada, enTransito, e.aplazada, cambio);
  });
  test('aplazar sin haber cargado no dice que salió', () => {
    const sinCargar = { ...aplazar.example, cargada: false };
    const aplazada = EntregaDeOrdenAplazada({ ...e.aplazada.data, cargada: false });
    given(creada, confirmada).when(aplazarEntrega, sinCargar).yields(asignada, aplazada);
    given(creada, confirmada, asignada, aplazada).when(aplazarEntrega, sinCargar).yields();
    expect(stateAfter(orden, [creada, confirmada, asignada, aplazada])).toMatchObject({ porVolver: false });
  });
  test('la bodega la tiene otra vez, y se dice una vez', () => {
    given(...enCamino)
      .when(registrarReingreso, reingresar.example)
      .yields(fallida, e.reingresada);
    given(...enCamino, fallida, segunda)
      .when(registrarReingreso, reingresar.example)
      .yields(e.reingresada);
    given(...enCamino, fallida, e.reingresada)
      .when(registrarReingreso, reingresar.example)
      .yields();
    given(...enCamino, fallida, cancelada)
      .when(registrarReingreso, reingresar.example)
      .yields();
  });
});

describe('al final', () => {
  test('registrar la entrega', () =>
    given(...enCamino)
      .when(registrarEntrega, entregar.example)
      .yields(entregada));
  test('antes que lo demás completa la historia', () =>
    given(creada, confirmada).when(registrarEntrega, entregar.example).yields(asignada, enTransito, entregada));
  test.each([
    ['se cancelara', [creada, confirmada, cancelada]],
    ['se abandonara', [...enCamino, e.abandonada]],
    ['se diera por fallida', [...enCamino, fallida]],
    ['ya tuviera vehículo para otro intento', [...enCamino, fallida, segunda]],
    ['se diera por devuelta', [...enCamino, sinMas, devuelta]],
    ['se rechazara', [creada, confirmada, rechazada]],
  ] as const)('lo entregado está entregado, aunque %s', (_, hechos) =>
    given(...hechos)
      .when(registrarEntrega, entregar.example)
      .yields(entregada),
  );
  test('no se entrega dos veces', () => {
    given(...enCamino, entregada)
      .when(registrarEntrega, entregar.example)
      .yields();
    given(...enCamino, e.entregadaEnParte)
      .when(registrarEntrega, entregar.example)
      .yields();
  });
  test('no se entrega lo que no se ha reservado', () =>
    given(creada).when(registrarEntrega, entregar.example).yields());
  test('registrar la devolución', () =>
    given(...enCamino, sinMas)
      .when(registrarDevolucion, { ...devuelta.data, salidas: [] })
      .yields(devuelta));
  test('la devolución lleva el fallo que la causó', () =>
    given(...enCamino)
      .when(registrarDevolucion, devolver.example)
      .yields(sinMas, OrdenDevuelta({ ...devuelta.data, motivo: devolver.example.motivo })));
  test('lo que no se entregó de una orden vuelve', () => {
    const { lineas } = e.restoDevuelto.data;
    const vuelta = { ...devuelta.data, salidas: [], lineas };
    given(...enCamino, e.entregadaEnParte)
      .when(registrarDevolucion, vuelta)
      .yields(e.restoDevuelto);
    given(...enCamino, e.entregadaEnParte, e.restoDevuelto)
      .when(registrarDevolucion, vuelta)
      .yields();
    const { clienteId: _, ordenId: __, ...entrega } = e.entregadaEnParte.data;
    given(creada, confirmada)
      .when(registrarDevolucion, { ...vuelta, entrega })
      .yields(asignada, enTransito, e.entregadaEnParte, e.restoDevuelto);
  });
  test('lo que se entrega en parte después de devuelto no está fuera', () =>
    expect(stateAfter(orden, [...enCamino, sinMas, devuelta, e.entregadaEnParte])).toMatchObject({
      estado: 'entregadaParcial',
      porVolver: false,
    }));
  test.each([
    ['cancelada', [creada, confirmada, cancelada]],
    ['abandonada en la bodega', [creada, confirmada, e.abandonada]],
    ['entregada', [...enCamino, entregada]],
    ['creada', [creada]],
  ] as const)('devolver una %s no hace nada', (_, hechos) =>
    given(...hechos)
      .when(registrarDevolucion, { ...devuelta.data, salidas: [] })
      .yields(),
  );
  test('la que se abandonó en la calle vuelve', () =>
    given(...enCamino, e.abandonada)
      .when(registrarDevolucion, { ...devuelta.data, salidas: [] })
      .yields(devuelta));
  test('de una orden que no existe no hay nada que decir', () => {
    given().when(confirmarOrden, confirmada.data).rejects('ORDEN_NO_EXISTE');
    given().when(rechazarOrden, rechazarOrden.example).rejects('ORDEN_NO_EXISTE');
    given().when(asignarOrden, asignar.example).rejects('ORDEN_NO_EXISTE');
    given().when(iniciarTransito, iniciarTransito.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarEntrega, entregar.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarIntentoFallido, registrarIntentoFallido.example).rejects('ORDEN_NO_EXISTE');
    given().when(aplazarEntrega, aplazar.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarReingreso, reingresar.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarDevolucion, devolver.example).rejects('ORDEN_NO_EXISTE');
  });
});
