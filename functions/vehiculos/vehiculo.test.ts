import { describe, expect, test } from 'vitest';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { givenStreams } from '#shared/testing/givenStreams.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { corregirVehiculo } from './commands/corregirVehiculo.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { liberarParada } from './commands/liberarParada.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';
import { retirarVehiculo } from './commands/retirarVehiculo.ts';
import { HOY, NORTE, ordenN, SUR, tras, VAN } from './testing/ejemplos.ts';
import { bodegas, DE_DIA, flota, pedido } from './testing/pedidos.ts';
import { vehiculo } from './vehiculo.ts';

const van = `vehiculo#${VAN}`;
const datos = {
  vehiculoId: VAN,
  bodegaId: NORTE,
  base: { lat: 4.76049, lon: -74.045 },
  capacidadKg: 100,
  capacidadM3: 1,
  calendario: DE_DIA,
};
const ficha = { ...datos, base: { lat: 4.76, lon: -74.045 } };
const base = { ...bodegas(), ...flota({ [VAN]: {} }) };
const retiro = { vehiculoId: VAN, motivo: 'Se vendió' };
const retirado = tras(base, [retirarVehiculo, retiro]);

describe('registrar un vehículo', () => {
  test('su base se redondea', () =>
    givenStreams(bodegas())
      .when(registrarVehiculo, datos)
      .yields({ [van]: [VehiculoRegistrado(ficha)] }));
  test('los mismos datos otra vez no hacen nada, y otros se rechazan', () => {
    givenStreams(base).when(registrarVehiculo, datos).yields({});
    for (const otro of [
      { bodegaId: SUR },
      { base: { lat: 4.7, lon: -74.045 } },
      { base: { lat: 4.76, lon: -74.1 } },
      { capacidadKg: 90 },
      { capacidadM3: 2 },
      { calendario: { ...DE_DIA, descansa: ['domingo' as const] } },
    ])
      givenStreams(base)
        .when(registrarVehiculo, { ...datos, ...otro })
        .rejects('VEHICULO_YA_REGISTRADO');
  });
  test('de una bodega que no existe se rechaza', () =>
    givenStreams(bodegas())
      .when(registrarVehiculo, { ...datos, bodegaId: 'NOPE' })
      .rejects('BODEGA_DESCONOCIDA'));
  test('el que se había retirado vuelve a la flota', () => {
    givenStreams(retirado)
      .when(registrarVehiculo, datos)
      .yields({ [van]: [VehiculoRegistrado(ficha)] });
    const vuelve = tras(retirado, [registrarVehiculo, datos]);
    expect(new MemoryStore(vuelve).stateOf(vehiculo, VAN).retirado).toBe(false);
  });
});

describe('corregir un vehículo', () => {
  const corrige = (cambios: object) => ({ vehiculoId: VAN, ...cambios });

  test('cambia lo que se dice y deja lo demás', () => {
    const cambios = {
      bodegaId: SUR,
      base: { lat: 4.58, lon: -74.14 },
      capacidadKg: 750,
      capacidadM3: 3,
      calendario: {},
    };
    const sola = corrige({ capacidadKg: 750 });
    givenStreams(base)
      .when(corregirVehiculo, sola)
      .yields({ [van]: [VehiculoCorregido({ vehiculoId: VAN, capacidadKg: 750 })] });
    const despues = tras(base, [corregirVehiculo, sola]);
    expect(new MemoryStore(despues).stateOf(vehiculo, VAN).ficha).toStrictEqual({
      ...datosDe(ficha),
      capacidadKg: 750,
    });
    const todo = tras(base, [corregirVehiculo, corrige(cambios)]);
    expect(new MemoryStore(todo).stateOf(vehiculo, VAN).ficha).toStrictEqual(cambios);
  });
  test('lo que ya es así no hace nada', () =>
    givenStreams(base)
      .when(corregirVehiculo, corrige({ base: datos.base, capacidadKg: 100 }))
      .yields({}));
  test('el que no existe y el retirado se rechazan', () => {
    givenStreams(bodegas())
      .when(corregirVehiculo, corrige({ capacidadKg: 100 }))
      .rejects('VEHICULO_NO_EXISTE');
    givenStreams(retirado)
      .when(corregirVehiculo, corrige({ capacidadKg: 100 }))
      .rejects('VEHICULO_RETIRADO');
  });
  test('a una bodega que no existe se rechaza', () =>
    givenStreams(base)
      .when(corregirVehiculo, corrige({ bodegaId: 'NOPE' }))
      .rejects('BODEGA_DESCONOCIDA'));
});

describe('retirar un vehículo', () => {
  const conPlan = tras(base, [planificarEntrega, pedido(ordenN(1))]);

  test('el que no tiene nada que hacer se retira, y dos veces es como una', () => {
    givenStreams(base)
      .when(retirarVehiculo, retiro)
      .yields({ [van]: [VehiculoRetirado(retiro)] });
    givenStreams(retirado).when(retirarVehiculo, retiro).yields({});
  });
  test('antes hay que vaciar sus planes', () => {
    givenStreams(conPlan).when(retirarVehiculo, retiro).rejects('VEHICULO_CON_PLANES');
    const vacio = tras(conPlan, [liberarParada, { vehiculoId: VAN, dia: HOY, ordenId: ordenN(1) }]);
    givenStreams(vacio)
      .when(retirarVehiculo, retiro)
      .yields({ [van]: [VehiculoRetirado(retiro)] });
  });
  test('y terminar su ruta', () => {
    const enRuta = tras(conPlan, [iniciarRuta, { vehiculoId: VAN }]);
    givenStreams(enRuta).when(retirarVehiculo, retiro).rejects('VEHICULO_EN_RUTA');
  });
  test('y recibir en una bodega lo que trae', () => {
    const deVuelta = tras(conPlan, [iniciarRuta, { vehiculoId: VAN }], [finalizarRuta, { vehiculoId: VAN }]);
    givenStreams(deVuelta).when(retirarVehiculo, retiro).rejects('VEHICULO_CON_MERCANCIA');
    const lineas = [{ sku: EJEMPLO.sku, cantidad: 1, condicion: 'vendible' as const }];
    const recibida = { ordenId: ordenN(1), bodegaId: NORTE, lineas, completa: true, reingresa: true };
    givenStreams({ ...deVuelta, [`reserva#${ordenN(1)}`]: [DevolucionRecibida(recibida)] })
      .when(retirarVehiculo, retiro)
      .yields({ [van]: [VehiculoRetirado(retiro)] });
  });
  test('el que no existe se rechaza', () =>
    givenStreams(bodegas()).when(retirarVehiculo, retiro).rejects('VEHICULO_NO_EXISTE'));
});

test('el vehículo lleva instantáneas', () => expect(vehiculo.snapshots?.every).toBe(50));

function datosDe({ vehiculoId: _, ...suyos }: typeof ficha) {
  return suyos;
}
