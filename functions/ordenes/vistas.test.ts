import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDesasignada } from '#events/ordenes/OrdenDesasignada.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import type { Fact } from '#shared/model/event.ts';
import { viewOf } from '#shared/testing/views.ts';
import * as e from './ejemplos.ts';
import { ordenes } from './projections/ordenes.ts';
import { RespuestaOrden, responder } from './respuesta.ts';

const stream = `orden#${EJEMPLO.ordenId}`;
const ver = async (...hechos: readonly Fact[]) => {
  const vista = await viewOf(ordenes, stream, ...hechos);
  return vista && RespuestaOrden.parse(responder(vista));
};
const FALLO = {
  intento: 1,
  codigo: 'ausente',
  motivo: 'No había quién recibiera',
  vehiculoId: EJEMPLO.vehiculoId,
  dia: EJEMPLO.dia,
  rutaId: EJEMPLO.rutaId,
  en: '2030-01-15T12:04:00.000Z',
  final: false,
};
const enCamino = [e.creada, e.confirmada, e.asignada, e.enTransito] as const;

describe('la vista de una orden', () => {
  test('recién creada', async () => {
    expect(await ver(e.creada)).toStrictEqual({
      ordenId: EJEMPLO.ordenId,
      clienteId: EJEMPLO.clienteId,
      referencia: 'PED-2030-0117',
      estado: 'creada',
      fuera: false,
      admite: ['reprogramarOrden', 'corregirOrden', 'cancelarOrden', 'abandonarOrden'],
      destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567', correo: 'ana@example.com' },
      destino: { direccion: EJEMPLO.direccion, ciudad: 'Bogotá', coordenadas: { lat: 4.71099, lon: -74.07209 } },
      notas: 'Timbrar dos veces',
      lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
      ventana: EJEMPLO.ventana,
      prioridad: 'normal',
      intentosFallidos: 0,
      creadaEn: '2030-01-15T12:00:00.000Z',
      actualizadaEn: '2030-01-15T12:00:00.000Z',
    });
  });
  test('sin lo que no se dijo', async () => {
    const { referencia: _, notas: __, ventana: ___, ...minima } = OrdenCreada.example;
    expect(Object.keys((await ver(OrdenCreada(minima))) ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(referencia|notas|ventana)$/)]),
    );
  });
  test('asignada dice cuándo y en qué', async () => {
    const { vehiculoId, dia, eta } = EJEMPLO;
    const llegada = { desde: '2030-01-15T13:20:00.000Z', hasta: '2030-01-15T15:20:00.000Z' };
    const asignada = { estado: 'asignada', vehiculoId, dia, eta, llegada };
    expect(await ver(e.creada, e.confirmada, e.asignada)).toMatchObject(asignada);
  });
  test('en camino se sabe mejor cuándo llega, y cuando llegó ya no se espera', async () => {
    const llegada = { desde: '2030-01-15T13:50:00.000Z', hasta: '2030-01-15T14:50:00.000Z' };
    expect(await ver(...enCamino)).toMatchObject({ estado: 'enTransito', llegada });
    expect(await ver(...enCamino, e.entregada)).not.toHaveProperty('llegada');
  });
  test('sin su lugar en el plan, espera: no dice ni vehículo ni hora', async () => {
    const espera = await ver(e.creada, e.confirmada, e.asignada, e.desasignada);
    expect(espera).toMatchObject({ estado: 'confirmada' });
    for (const miembro of ['vehiculoId', 'dia', 'eta']) expect(espera).not.toHaveProperty(miembro);
    const segunda = OrdenAsignada({ ...e.asignada.data, intento: 2 });
    const perdida = OrdenDesasignada({ ...e.desasignada.data, intento: 2 });
    expect(await ver(...enCamino, e.fallida, segunda, perdida)).toMatchObject({ estado: 'entregaFallida' });
  });
  test('reservada en otra parte, dice de dónde sale', async () => {
    const { bodegaId, partes } = e.reubicada.data;
    const vista = await ver(e.creada, e.confirmada, e.reubicada);
    expect(vista).toMatchObject({ bodegaId, partes });
    expect(vista).not.toHaveProperty('reubicacion');
  });
  test('cancelada cuando salía, dice lo que volvió', async () =>
    expect(await ver(e.creada, e.confirmada, e.cancelada, e.mercanciaDevuelta)).toMatchObject({
      estado: 'cancelada',
      fuera: false,
      lineasDevueltas: e.mercanciaDevuelta.data.lineas,
    }));
  test('en la calle, y en otro vehículo', async () => {
    expect(await ver(...enCamino)).toMatchObject({ estado: 'enTransito', fuera: true, rutaId: EJEMPLO.rutaId });
    expect(await ver(...enCamino, e.transbordada)).toMatchObject({ estado: 'enTransito', vehiculoId: 'XYZ789' });
  });
  test('en su plan otra vez, si la salida se deshizo', async () =>
    expect(await ver(...enCamino, OrdenAsignada({ ...e.asignada.data, cambio: 1 }))).toMatchObject({
      estado: 'asignada',
      fuera: false,
    }));
  test('entregada', async () => {
    expect(await ver(...enCamino, e.entregada)).toMatchObject({
      estado: 'entregada',
      fuera: false,
      bodegaId: EJEMPLO.bodegaId,
      vehiculoId: EJEMPLO.vehiculoId,
      rutaId: EJEMPLO.rutaId,
      recibidoPor: 'Ana Rojas',
      evidencia: 's3://evidencias/0f8fad5b.jpg',
      entregadaEn: EJEMPLO.eta,
      lineasEntregadas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
      actualizadaEn: '2030-01-15T12:04:00.000Z',
    });
  });
  test('entregada en parte, y el resto fuera hasta que la bodega lo recibe', async () => {
    const lineasEntregadas = [{ sku: EJEMPLO.sku, cantidad: 1 }];
    const enParte = { estado: 'entregadaParcial', lineasEntregadas };
    expect(await ver(...enCamino, e.entregadaEnParte)).toMatchObject({ ...enParte, fuera: true });
    const lineasDevueltas = [{ sku: EJEMPLO.sku, cantidad: 1, condicion: 'vendible' }];
    expect(await ver(...enCamino, e.entregadaEnParte, e.restoDevuelto)).toMatchObject({
      ...enParte,
      fuera: false,
      lineasDevueltas,
    });
  });
  test('rechazada dice por qué', async () =>
    expect(await ver(e.creada, e.rechazada)).toMatchObject({
      estado: 'rechazada',
      codigo: e.rechazada.data.codigo,
      motivo: e.rechazada.data.motivo,
    }));
  test('tras un intento fallido no la lleva nadie, y se cuenta el intento', async () => {
    const vista = await ver(...enCamino, e.fallida);
    expect(vista).toMatchObject({
      estado: 'entregaFallida',
      fuera: true,
      intentosFallidos: 1,
      motivo: 'No había quién recibiera',
      ultimoFallo: FALLO,
    });
    expect([vista?.vehiculoId, vista?.dia, vista?.rutaId, vista?.eta]).toStrictEqual(Array(4).fill(undefined));
    expect(await ver(...enCamino, e.fallida, e.reingresada)).toMatchObject({ fuera: false });
  });
  test('asignada de nuevo va por otro intento, y dice aún cómo falló el anterior, también cuando se entrega', async () => {
    const segunda = OrdenAsignada({ ...OrdenAsignada.example, intento: 2 });
    const vista = await ver(...enCamino, e.fallida, segunda);
    const conFallo = { intentosFallidos: 1, ultimoFallo: FALLO };
    expect(vista).toMatchObject({ estado: 'asignada', eta: EJEMPLO.eta, fuera: true, ...conFallo });
    expect(vista?.motivo).toBeUndefined();
    const entregada = OrdenEntregada({ ...e.entregada.data, intento: 2 });
    expect(await ver(...enCamino, e.fallida, segunda, entregada)).toMatchObject({ estado: 'entregada', ...conFallo });
  });
  test('aplazada espera otro día, y su mercancía está donde esté', async () => {
    const sinCargar = EntregaDeOrdenAplazada({ ...e.aplazada.data, cargada: false });
    expect(await ver(...enCamino, e.aplazada)).toMatchObject({
      estado: 'confirmada',
      fuera: true,
      intentosFallidos: 0,
    });
    expect(await ver(e.creada, e.confirmada, e.asignada, sinCargar)).toMatchObject({ fuera: false });
  });
  test('devuelta dice qué volvió y cómo', async () =>
    expect(await ver(...enCamino, e.fallida, e.devuelta)).toMatchObject({
      estado: 'devuelta',
      fuera: false,
      lineasDevueltas: e.devuelta.data.lineas,
    }));
  test('la que se creyó devuelta y se entregó está entregada', async () => {
    const vista = await ver(...enCamino, e.fallida, e.devuelta, e.entregada);
    expect(vista).toMatchObject({ estado: 'entregada', fuera: false });
    expect([vista?.motivo, vista?.lineasDevueltas]).toStrictEqual([undefined, undefined]);
    const enParte = await ver(...enCamino, e.fallida, e.devuelta, e.entregadaEnParte);
    expect(enParte).toMatchObject({ estado: 'entregadaParcial', fuera: false });
    expect(enParte?.lineasDevueltas).toStrictEqual([{ sku: EJEMPLO.sku, cantidad: 1, condicion: 'vendible' }]);
  });
  test('la prueba de un intento que se creyó fallido dice su viaje, y que no falló', async () => {
    const segunda = { ...e.asignada.data, intento: 2, dia: '2030-01-16', eta: '2030-01-16T14:20:00.000Z' };
    const vista = await ver(...enCamino, e.fallida, OrdenAsignada(segunda), e.entregada);
    expect(vista).toMatchObject({ estado: 'entregada', intentosFallidos: 0, dia: EJEMPLO.dia, eta: EJEMPLO.eta });
    expect(vista).not.toHaveProperty('ultimoFallo');
  });
  test('cancelada', async () =>
    expect(await ver(e.creada, e.cancelada)).toMatchObject({ estado: 'cancelada', motivo: e.cancelada.data.motivo }));
  test('abandonada, con la mercancía donde esté', async () => {
    const motivo = e.abandonada.data.motivo;
    expect(await ver(e.creada, e.abandonada)).toMatchObject({ estado: 'cancelada', motivo, fuera: false });
    expect(await ver(...enCamino, e.abandonada)).toMatchObject({ estado: 'cancelada', fuera: true });
    expect(await ver(...enCamino, e.fallida, e.abandonada)).toMatchObject({ fuera: true });
  });
  test('reprogramada y corregida', async () => {
    expect(await ver(e.creada, e.reprogramada)).toMatchObject({ ventana: e.reprogramada.data.ventana });
    const vista = await ver(e.creada, e.corregida);
    expect(vista).toMatchObject({
      destinatario: { nombre: 'Ana Rojas', telefono: '+573007654321' },
      destino: { direccion: 'Calle 100 # 19-54, oficina 301', coordenadas: { lat: 4.68633, lon: -74.05512 } },
      notas: 'Entregar en recepción',
    });
    expect(vista).not.toHaveProperty('ventana');
    expect(vista?.destino).not.toHaveProperty('zona');
    const soloVentana = OrdenCorregida({ ...EJEMPLO_CORTO, ventana: e.reprogramada.data.ventana });
    expect(await ver(e.creada, soloVentana)).toMatchObject({
      notas: 'Timbrar dos veces',
      ventana: e.reprogramada.data.ventana,
    });
  });
  test('con otra ventana ya no tiene el vehículo ni la hora de antes', async () => {
    const asignada = [e.creada, e.confirmada, e.asignada] as const;
    expect(await ver(...asignada, e.reprogramada)).not.toHaveProperty('eta');
    expect(await ver(...asignada, e.reprogramada)).not.toHaveProperty('vehiculoId');
    expect(await ver(...asignada, e.corregida)).not.toHaveProperty('eta');
    expect(await ver(...asignada, e.reprogramada, e.asignada, e.reprogramada)).toHaveProperty('eta');
    const soloNotas = OrdenCorregida(EJEMPLO_CORTO);
    expect(await ver(...asignada, soloNotas)).toHaveProperty('eta');
  });
  test('el cambio de líneas que se pide, que se hace y que se niega', async () => {
    const pedido = await ver(e.creada, e.confirmada, e.cambioPedido);
    expect(pedido).toMatchObject({ lineas: e.creada.data.lineas, lineasPedidas: e.cambioPedido.data.lineas });
    const { ordenId: _, reubicacion: __, ...nuevas } = e.lineasCambiadas.data;
    const hecho = await ver(e.creada, e.confirmada, e.cambioPedido, e.lineasCambiadas);
    expect(hecho).toMatchObject(nuevas);
    expect(hecho).not.toHaveProperty('lineasPedidas');
    const negado = await ver(e.creada, e.confirmada, e.cambioPedido, e.cambioNegado);
    expect(negado).toMatchObject({
      cambioNegado: {
        codigo: 'INVENTARIO_INSUFICIENTE',
        motivo: 'No hay inventario suficiente; falta: 1 unidad de Café de origen, 500 g',
        faltantes: e.cambioNegado.data.faltantes,
      },
      lineas: e.creada.data.lineas,
    });
    expect(negado).not.toHaveProperty('lineasPedidas');
    expect(await ver(e.creada, e.confirmada, e.cambioPedido, e.cambioNegado, e.cambioPedido)).not.toHaveProperty(
      'cambioNegado',
    );
  });
  test('sin su creación no hay nada que mostrar', async () => expect(await ver(e.confirmada)).toBeUndefined());
});

const EJEMPLO_CORTO = { ordenId: EJEMPLO.ordenId, clienteId: EJEMPLO.clienteId };
