import { describe, expect, test } from 'vitest';
import { aplazarEntrega as aplazar } from '#events/ordenes/aplazarEntrega.ts';
import { asignarOrden as asignar } from '#events/ordenes/asignarOrden.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import { desasignarOrden as desasignar } from '#events/ordenes/desasignarOrden.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { MercanciaDevuelta } from '#events/ordenes/MercanciaDevuelta.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenDesasignada } from '#events/ordenes/OrdenDesasignada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenReubicada } from '#events/ordenes/OrdenReubicada.ts';
import { registrarDevolucion as devolver } from '#events/ordenes/registrarDevolucion.ts';
import { registrarEntrega as entregar } from '#events/ordenes/registrarEntrega.ts';
import { registrarReingreso as reingresar } from '#events/ordenes/registrarReingreso.ts';
import { registrarReubicacion as reubicar } from '#events/ordenes/registrarReubicacion.ts';
import { VIAJE } from '#events/ordenes/viaje.ts';
import { given, stateAfter } from '#shared/testing/given.ts';
import { aplazarEntrega } from './commands/aplazarEntrega.ts';
import { asignarOrden } from './commands/asignarOrden.ts';
import { confirmarOrden } from './commands/confirmarOrden.ts';
import { desasignarOrden } from './commands/desasignarOrden.ts';
import { iniciarTransito } from './commands/iniciarTransito.ts';
import { rechazarOrden } from './commands/rechazarOrden.ts';
import { registrarDevolucion } from './commands/registrarDevolucion.ts';
import { registrarEntrega } from './commands/registrarEntrega.ts';
import { registrarIntentoFallido } from './commands/registrarIntentoFallido.ts';
import { registrarReingreso } from './commands/registrarReingreso.ts';
import { registrarReubicacion } from './commands/registrarReubicacion.ts';
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
  test('los viajes anteriores cuentan en su orden, se digan como se digan', () => {
    const salidas = [{ ...VIAJE, intento: 2, cargada: false }, primera];
    const aplazada = EntregaDeOrdenAplazada({ ...e.aplazada.data, intento: 2, cargada: false });
    const otraVez = OrdenAsignada({ ...asignada.data, intento: 2, cambio: 1 });
    given(creada, confirmada)
      .when(asignarOrden, { ...asignarSegunda, cambio: 1, salidas })
      .yields(asignada, enTransito, fallida, segunda, aplazada, otraVez);
  });
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

describe('sin su lugar en un plan', () => {
  const salidas = [primera];
  const otraVez = OrdenAsignada({ ...asignada.data, cambio: 2 });
  const perdida2 = OrdenDesasignada({ ...e.desasignada.data, intento: 2 });
  test('espera otra vez, y se dice una vez', () => {
    given(creada, confirmada, asignada).when(desasignarOrden, desasignar.example).yields(e.desasignada);
    given(creada, confirmada, asignada, e.desasignada).when(desasignarOrden, desasignar.example).yields();
    expect(stateAfter(orden, [creada, confirmada, asignada, e.desasignada])).toMatchObject({ estado: 'confirmada' });
  });
  test('si llega antes que la asignación, esta ya no vale, y la siguiente sí', () => {
    given(creada, confirmada).when(desasignarOrden, desasignar.example).yields(e.desasignada);
    given(creada, confirmada, e.desasignada).when(asignarOrden, asignar.example).yields();
    given(creada, confirmada, e.desasignada)
      .when(asignarOrden, { ...otraVez.data, salidas: [] })
      .yields(otraVez);
    given(creada, confirmada, otraVez).when(desasignarOrden, desasignar.example).yields();
  });
  test('entre dos intentos sabe que uno falló', () => {
    const vida = [...enCamino, fallida, segunda];
    given(...vida)
      .when(desasignarOrden, { ...perdida2.data, salidas })
      .yields(perdida2);
    given(...vida, perdida2)
      .when(asignarOrden, { ...asignarSegunda, cambio: 2 })
      .yields(OrdenAsignada({ ...segunda.data, cambio: 2 }));
    given(...vida, perdida2)
      .when(asignarOrden, asignarSegunda)
      .yields();
    given(creada, confirmada)
      .when(desasignarOrden, { ...perdida2.data, salidas })
      .yields(asignada, enTransito, fallida, perdida2);
    expect(stateAfter(orden, [...vida, perdida2])).toMatchObject({ estado: 'entregaFallida', porVolver: true });
  });
  test.each([[[creada, confirmada, cancelada]], [[...enCamino, entregada]], [[creada]]])(
    'ni creada ni terminada',
    (vida) =>
      given(...vida)
        .when(desasignarOrden, desasignar.example)
        .yields(),
  );
});

describe('con la mercancía en otra parte', () => {
  const { lineas } = reubicar.example;
  const otra = { ...reubicar.example, reubicacion: 2 };
  test('sabe de dónde sale, por la última palabra', () => {
    given(creada, confirmada).when(registrarReubicacion, reubicar.example).yields(e.reubicada);
    given(creada, confirmada, e.reubicada).when(registrarReubicacion, reubicar.example).yields();
    given(creada, confirmada, OrdenReubicada({ ...e.reubicada.data, reubicacion: 2 }))
      .when(registrarReubicacion, reubicar.example)
      .yields();
  });
  test('lleva los viajes que hubo antes', () =>
    given(...enCamino)
      .when(registrarReubicacion, { ...reubicar.example, salidas: [primera] })
      .yields(fallida, e.reubicada));
  test('responde al cambio de productos que la orden espera, si se adelanta a esa respuesta', () => {
    const pedido = CambioDeLineasPedido({ ...e.cambioPedido.data, lineas });
    const { salidas: _, ...cambiadas } = otra;
    given(creada, confirmada, pedido).when(registrarReubicacion, otra).yields(LineasCambiadas(cambiadas));
    given(creada, confirmada, e.cambioPedido).when(registrarReubicacion, reubicar.example).yields(e.reubicada);
    given(creada, confirmada, e.cambioPedido, e.lineasCambiadas).when(registrarReubicacion, reubicar.example).yields();
  });
  test('de una que terminó no se dice más', () =>
    given(creada, confirmada, cancelada).when(registrarReubicacion, reubicar.example).yields());
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
    ['entregada', [...enCamino, entregada]],
    ['creada', [creada]],
  ] as const)('devolver una %s no hace nada', (_, hechos) =>
    given(...hechos)
      .when(registrarDevolucion, { ...devuelta.data, salidas: [] })
      .yields(),
  );
  test.each([
    ['se canceló', cancelada],
    ['se abandonó', e.abandonada],
  ] as const)('la que %s cuando su mercancía salía sigue así, y sabe una vez que volvió', (_, fin) => {
    const vuelta = { ...devuelta.data, salidas: [{ ...VIAJE, cargada: true }] };
    const sabida = MercanciaDevuelta({ ordenId: creada.data.ordenId, lineas: devuelta.data.lineas });
    given(creada, confirmada, fin).when(registrarDevolucion, vuelta).yields(sabida);
    given(creada, confirmada, fin, sabida).when(registrarDevolucion, vuelta).yields();
    expect(stateAfter(orden, [creada, confirmada, fin, sabida])).toMatchObject({ estado: 'cancelada' });
    given(creada, confirmada, fin, sabida).when(registrarEntrega, entregar.example).yields(entregada);
  });
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
    given().when(desasignarOrden, desasignar.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarReubicacion, reubicar.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarDevolucion, devolver.example).rejects('ORDEN_NO_EXISTE');
  });
});
