import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { COMMAND_ID, given } from '#shared/testing/given.ts';
import { asignarOrden } from './commands/asignarOrden.ts';
import { cancelarOrden } from './commands/cancelarOrden.ts';
import { confirmarOrden } from './commands/confirmarOrden.ts';
import { crearOrden } from './commands/crearOrden.ts';
import { iniciarTransito } from './commands/iniciarTransito.ts';
import { rechazarOrden } from './commands/rechazarOrden.ts';
import { registrarDevolucion } from './commands/registrarDevolucion.ts';
import { registrarEntrega } from './commands/registrarEntrega.ts';
import { registrarIntentoFallido } from './commands/registrarIntentoFallido.ts';
import * as e from './ejemplos.ts';

const { creada, confirmada, rechazada, asignada, enTransito, entregada, fallida, devuelta, cancelada } = e;
const cancelar = cancelarOrden.example;
const asignar = { ...asignada.data };

describe('crear una orden', () => {
  const ventana = { desde: '2030-01-15T13:00:00Z', hasta: '2030-01-15T17:00:00Z' };
  const dada = crearOrden.accepts.parse(crearOrden.example);
  const nueva = OrdenCreada({
    ...dada,
    ordenId: COMMAND_ID,
    destino: { ...dada.destino, zona: { lat: 4.711, lon: -74.072 } },
  });

  test('la orden toma el id del comando, y su zona es la coordenada redondeada', () =>
    given().when(crearOrden, crearOrden.example).yields(nueva));
  test('crearla otra vez no hace nada', () => given(nueva).when(crearOrden, crearOrden.example).yields());
  test('la ventana no puede haber pasado', () =>
    given()
      .when(crearOrden, { ...crearOrden.example, ventana }, { now: ventana.hasta })
      .rejects('VENTANA_PASADA'));
  test('la ventana puede haber empezado', () =>
    given()
      .when(crearOrden, { ...crearOrden.example, ventana }, { now: '2030-01-15T16:59:59.999Z' })
      .yields(OrdenCreada({ ...nueva.data, ventana })));
  test('un cliente solo pide para sí', () =>
    expect(crearOrden.owner?.(crearOrden.accepts.parse(crearOrden.example), { estado: 'inexistente' })).toBe(
      EJEMPLO.clienteId,
    ));

  test.each([
    ['clienteId', { clienteId: 'a b' }],
    ['destinatario.nombre', { destinatario: { nombre: '', telefono: '+57 300 1234567' } }],
    ['destinatario.telefono', { destinatario: { nombre: 'Ana', telefono: 'uno' } }],
    ['destino.coordenadas.lat', { destino: { ...crearOrden.example.destino, coordenadas: { lat: 91, lon: 0 } } }],
    ['lineas', { lineas: [] }],
    [
      'lineas',
      {
        lineas: [
          { sku: 'CAFE-500', cantidad: 1 },
          { sku: 'CAFE-500', cantidad: 2 },
        ],
      },
    ],
    ['lineas.0.cantidad', { lineas: [{ sku: 'CAFE-500', cantidad: 1.5 }] }],
    ['lineas.0.cantidad', { lineas: [{ sku: 'CAFE-500', cantidad: 1001 }] }],
    ['lineas.0.sku', { lineas: [{ sku: 'café', cantidad: 1 }] }],
    ['ventana.hasta', { ventana: { desde: ventana.hasta, hasta: ventana.desde } }],
    ['ventana.desde', { ventana: { desde: 'mañana', hasta: ventana.hasta } }],
    ['prioridad', { prioridad: 'urgente' }],
    ['', { desconocido: 1 }],
  ])('un dato malo se nombra: %s', (campo, cambio) => {
    const parsed = crearOrden.accepts.safeParse({ ...crearOrden.example, ...cambio });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(campo);
  });
});

describe('cancelar una orden', () => {
  test('recién creada', () => given(creada).when(cancelarOrden, cancelar).yields(cancelada));
  test('confirmada', () => given(creada, confirmada).when(cancelarOrden, cancelar).yields(cancelada));
  test('asignada', () => given(creada, confirmada, asignada).when(cancelarOrden, cancelar).yields(cancelada));
  test('dos veces no hace nada', () => given(creada, cancelada).when(cancelarOrden, cancelar).yields());
  test('que no existe', () => given().when(cancelarOrden, cancelar).rejects('ORDEN_NO_EXISTE'));
  test('en la calle', () =>
    given(creada, confirmada, asignada, enTransito).when(cancelarOrden, cancelar).rejects('ORDEN_EN_TRANSITO'));
  test('tras un intento fallido', () =>
    given(creada, confirmada, asignada, enTransito, fallida)
      .when(cancelarOrden, cancelar)
      .rejects('ORDEN_EN_TRANSITO'));
  test.each([
    ['rechazada', rechazada],
    ['entregada', entregada],
    ['devuelta', devuelta],
  ] as const)('ya %s', (_, fin) => given(creada, fin).when(cancelarOrden, cancelar).rejects('ORDEN_TERMINADA'));
  test('solo su cliente', () =>
    expect(cancelarOrden.owner?.(cancelar, { estado: 'creada', clienteId: 'otra-7' })).toBe('otra-7'));
});

describe('los pasos que pide la entrega', () => {
  const enCamino = [creada, confirmada, asignada, enTransito] as const;
  const segunda = OrdenAsignada({ ...asignar, intento: 2 });
  const cambio = OrdenAsignada({ ...asignar, vehiculoId: 'XYZ789', cambio: 1 });

  test('confirmar', () => given(creada).when(confirmarOrden, confirmada.data).yields(confirmada));
  test('confirmar una cancelada no hace nada', () =>
    given(creada, cancelada).when(confirmarOrden, confirmada.data).yields());
  test('rechazar', () => given(creada, confirmada).when(rechazarOrden, rechazada.data).yields(rechazada));
  test('rechazar la que ya salió no hace nada', () =>
    given(...enCamino)
      .when(rechazarOrden, rechazada.data)
      .yields());
  test('asignar', () => given(creada, confirmada).when(asignarOrden, asignar).yields(asignada));
  test('asignar a otro vehículo', () =>
    given(creada, confirmada, asignada).when(asignarOrden, cambio.data).yields(cambio));
  test('un vehículo anterior que llega tarde no cuenta', () =>
    given(creada, confirmada, cambio).when(asignarOrden, asignar).yields());
  test('asignar el segundo intento', () =>
    given(...enCamino, fallida)
      .when(asignarOrden, segunda.data)
      .yields(segunda));
  test('iniciar tránsito', () =>
    given(creada, confirmada, asignada).when(iniciarTransito, iniciarTransito.example).yields(enTransito));
  test('iniciar tránsito antes de que llegue la asignación la anota también', () =>
    given(creada, confirmada).when(iniciarTransito, iniciarTransito.example).yields(asignada, enTransito));
  test('iniciar tránsito dos veces no hace nada', () =>
    given(...enCamino)
      .when(iniciarTransito, iniciarTransito.example)
      .yields());
  test('registrar la entrega', () =>
    given(...enCamino)
      .when(registrarEntrega, registrarEntrega.example)
      .yields(entregada));
  test('registrar la entrega antes que lo demás completa la historia', () =>
    given(creada, confirmada).when(registrarEntrega, registrarEntrega.example).yields(asignada, enTransito, entregada));
  test('lo entregado está entregado, aunque se cancelara', () =>
    given(creada, confirmada, cancelada).when(registrarEntrega, registrarEntrega.example).yields(entregada));
  test('no se entrega dos veces', () =>
    given(...enCamino, entregada)
      .when(registrarEntrega, registrarEntrega.example)
      .yields());
  test('registrar un intento fallido', () =>
    given(...enCamino)
      .when(registrarIntentoFallido, registrarIntentoFallido.example)
      .yields(fallida));
  test('registrar un intento fallido antes que lo demás completa la historia', () =>
    given(creada, confirmada, asignada)
      .when(registrarIntentoFallido, registrarIntentoFallido.example)
      .yields(enTransito, fallida));
  test('el fallo de un intento anterior no cuenta', () =>
    given(...enCamino, fallida, segunda, OrdenEnTransito({ ...enTransito.data, intento: 2 }))
      .when(registrarIntentoFallido, registrarIntentoFallido.example)
      .yields());
  test('registrar la devolución', () =>
    given(...enCamino, EntregaDeOrdenFallida({ ...fallida.data, final: true }))
      .when(registrarDevolucion, devuelta.data)
      .yields(devuelta));
  test('devolver una cancelada no hace nada', () =>
    given(creada, cancelada).when(registrarDevolucion, devuelta.data).yields());

  test('de una orden que no existe no hay nada que decir', () => {
    given().when(confirmarOrden, confirmada.data).rejects('ORDEN_NO_EXISTE');
    given().when(rechazarOrden, rechazada.data).rejects('ORDEN_NO_EXISTE');
    given().when(asignarOrden, asignar).rejects('ORDEN_NO_EXISTE');
    given().when(iniciarTransito, iniciarTransito.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarEntrega, registrarEntrega.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarIntentoFallido, registrarIntentoFallido.example).rejects('ORDEN_NO_EXISTE');
    given().when(registrarDevolucion, devuelta.data).rejects('ORDEN_NO_EXISTE');
  });
});
