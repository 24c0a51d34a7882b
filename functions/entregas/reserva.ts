import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import type { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import type { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import type { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import type { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { reservarInventario } from '#events/bodegas/reservarInventario.ts';
import type { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import type { CodigoDeRechazo } from '#events/ordenes/codigoDeRechazo.ts';
import { confirmarOrden } from '#events/ordenes/confirmarOrden.ts';
import type { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import type { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import type { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import type { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import type { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { step } from '#shared/model/saga.ts';
import { avisoDeReserva, cambiosDe, esLaMisma, pedidoCon } from './cambios.ts';
import type { Confirmando, Reservando, Terminada } from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';
import { CANCELADA, motivoDeFaltantes } from './motivos.ts';
import { empezar } from './planificacion.ts';

/** An order was created: its goods are to be reserved. */
export function alCrear(_: unknown, d: DatosDe<typeof OrdenCreada>) {
  const { ordenId, clienteId, destinatario, destino, lineas, ventana, prioridad, notas } = d;
  const { nombre, telefono } = destinatario;
  const { direccion, ciudad, zona } = destino;
  const lugar = { destinatario: { nombre, telefono }, direccion, ciudad, zona };
  const pedido = { ordenId, clienteId, ...lugar, lineas, ventana, prioridad, notas };
  return step({ paso: 'reservando', pedido }, reservarInventario({ ordenId, zona, lineas }));
}

/** The goods are reserved: the order is to know it. */
export function alReservar({ pedido, lineasPedidas, otroDestino }: Reservando, d: DatosDe<typeof ReservaHecha>) {
  const { bodegaId, partes, nombres, pesoKg, volumenM3 } = d;
  const reserva = { bodegaId, partes, pesoKg, volumenM3 };
  return step(
    { paso: 'confirmando', pedido, reserva, lineasPedidas, otroDestino },
    confirmarOrden({ ordenId: pedido.ordenId, ...reserva, nombres }),
  );
}

/** The goods are not to be had, or cannot be carried. */
export function alNoHaber({ pedido }: Reservando, { codigo, ...falta }: DatosDe<typeof ReservaRechazada>) {
  return step(sinEnvio(pedido.ordenId, 'rechazada'), rechazo(pedido.ordenId, codigo, falta));
}

/**
 * The order is confirmed: the vehicles are to bring it. Not sooner, since an order that was cancelled meanwhile is never
 * confirmed. What has moved since it was told where it leaves from, it is told again.
 */
export function alConfirmar({ pedido, reserva, ...pedidos }: Confirmando, d: DatosDe<typeof OrdenConfirmada>) {
  const { state, requests } = empezar(pedido, reserva, pedidos);
  if (esLaMisma(d, reserva)) return step(state, ...requests);
  const movida = { ...state, reubicacion: 1 };
  return step(movida, avisoDeReserva(movida), ...requests);
}

/** Its goods are reserved elsewhere, or they are others. */
export function alMover(e: Confirmando, { bodegaId, partes, pesoKg, volumenM3 }: DatosDe<typeof ReservaMovida>) {
  return step({ ...e, reserva: { bodegaId, partes, pesoKg, volumenM3 } });
}

/** Its goods are nowhere any more. */
export function alPerder({ pedido }: Confirmando, falta: DatosDe<typeof ReservaPerdida>) {
  return step(sinEnvio(pedido.ordenId, 'rechazada'), rechazo(pedido.ordenId, 'INVENTARIO_INSUFICIENTE', falta));
}

/** Something about it was said wrong, before anybody was told to bring it. Where it goes elsewhere, the warehouses know it when they have answered. */
export function alCorregir<E extends Reservando | Confirmando>(e: E, d: DatosDe<typeof OrdenCorregida>) {
  return step({ ...e, pedido: pedidoCon(e.pedido, cambiosDe(d)), ...(d.destino && { otroDestino: true }) });
}

/** It is wanted in another window. */
export function alReprogramar<E extends Reservando | Confirmando>(
  e: E,
  { ventana }: DatosDe<typeof OrdenReprogramada>,
) {
  return step({ ...e, pedido: pedidoCon(e.pedido, { ventana }) });
}

/** Other goods are wanted: the warehouses are asked when they have answered for the first ones, and the order knows it. */
export function alPedirLineas<E extends Reservando | Confirmando>(
  e: E,
  { lineas }: DatosDe<typeof CambioDeLineasPedido>,
) {
  return step({ ...e, lineasPedidas: lineas });
}

/** The customer has withdrawn it. */
export function alCancelar({ pedido: { ordenId } }: Reservando | Confirmando) {
  return step(sinEnvio(ordenId, 'cancelada'), liberarReserva({ ordenId, motivo: CANCELADA }));
}

/** An operator has given it up. */
export function alAbandonar(
  { pedido: { ordenId } }: Reservando | Confirmando,
  { motivo }: DatosDe<typeof OrdenAbandonada>,
) {
  return step(
    sinEnvio(ordenId, 'rechazada'),
    liberarReserva({ ordenId, motivo }),
    rechazarOrden({ ordenId, salidas: [], codigo: 'DECISION_DEL_OPERADOR', motivo }),
  );
}

/** No answer came about the stock, or none about the confirmation: the order is given up. */
export function alVencer({ pedido: { ordenId } }: Reservando | Confirmando) {
  return step(
    sinEnvio(ordenId, 'rechazada'),
    liberarReserva({ ordenId, motivo: 'La reserva no se completó a tiempo' }),
    rechazarOrden({ ordenId, salidas: [], codigo: 'SIN_RESPUESTA', motivo: 'No se pudo reservar a tiempo' }),
  );
}

function sinEnvio(ordenId: string, fin: 'rechazada' | 'cancelada'): Terminada {
  return { paso: 'terminada', fin, ordenId, salidas: [], enBodega: true };
}

function rechazo(ordenId: string, codigo: CodigoDeRechazo, falta: Parameters<typeof motivoDeFaltantes>[1]) {
  return rechazarOrden({ ordenId, salidas: [], codigo, motivo: motivoDeFaltantes(codigo, falta) });
}
