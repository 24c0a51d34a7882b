import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import type { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import type { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { reservarInventario } from '#events/bodegas/reservarInventario.ts';
import { confirmarOrden } from '#events/ordenes/confirmarOrden.ts';
import type { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import type { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { deadline, NOT_YET } from '#shared/model/saga.ts';
import { buscar } from './busqueda.ts';
import type { Entrega } from './entrega.ts';
import { type DatosDe, pasar } from './paso.ts';
import { PLAZOS } from './plazos.ts';

/** An order was created: its goods are to be reserved. */
export function alCrear(e: Entrega, d: DatosDe<typeof OrdenCreada>) {
  if (e.paso !== 'inicio') return undefined;
  const { ordenId, clienteId, lineas, ventana, prioridad } = d;
  const { direccion, zona } = d.destino;
  return pasar(
    { paso: 'reservando', pedido: { ordenId, clienteId, direccion, zona, ventana, prioridad } },
    reservarInventario({ ordenId, zona, lineas }),
    deadline('reserva', PLAZOS.reserva),
  );
}

/** The goods are reserved: the order is to know it. */
export function alReservar(e: Entrega, d: DatosDe<typeof ReservaHecha>) {
  if (e.paso === 'inicio') return NOT_YET;
  if (e.paso !== 'reservando') return undefined;
  const { bodegaId, pesoKg, volumenM3 } = d;
  return pasar({ paso: 'confirmando', pedido: e.pedido, carga: { bodegaId, pesoKg, volumenM3 } }, confirmarOrden(d));
}

/** The goods are not to be had. */
export function alNoHaber(e: Entrega, { ordenId, codigo, faltantes }: DatosDe<typeof ReservaRechazada>) {
  if (e.paso === 'inicio') return NOT_YET;
  if (e.paso !== 'reservando') return undefined;
  const cuales = faltantes.map(({ sku, cantidad }) => (codigo === 'SKU_DESCONOCIDO' ? sku : `${cantidad} de ${sku}`));
  const motivo = codigo === 'SKU_DESCONOCIDO' ? 'No se conoce el producto' : 'Faltan en bodega';
  return pasar(
    { paso: 'terminada', fin: 'rechazada' },
    rechazarOrden({ ordenId, codigo, motivo: `${motivo}: ${cuales.join(', ')}`.slice(0, 500) }),
  );
}

/**
 * The order is confirmed: a vehicle is to be found. Not sooner, since an order that was cancelled meanwhile is never
 * confirmed, and since the assignment could otherwise reach the order before the confirmation.
 */
export function alConfirmar(e: Entrega, _: DatosDe<typeof OrdenConfirmada>, now: string) {
  if (e.paso === 'inicio' || e.paso === 'reservando') return NOT_YET;
  if (e.paso !== 'confirmando') return undefined;
  return buscar({ pedido: e.pedido, carga: e.carga, intento: 1, despachada: false }, 1, now);
}

/** No answer came about the stock, or none about the confirmation: the order is given up. */
export function alVencerReserva(e: Entrega) {
  if (e.paso !== 'reservando' && e.paso !== 'confirmando') return undefined;
  const { ordenId } = e.pedido;
  return pasar(
    { paso: 'terminada', fin: 'rechazada' },
    liberarReserva({ ordenId, motivo: 'La reserva no se completó a tiempo' }),
    rechazarOrden({ ordenId, codigo: 'SIN_RESPUESTA', motivo: 'No se pudo reservar a tiempo' }),
  );
}
