import { CambioDeLineasNegado } from '#events/ordenes/CambioDeLineasNegado.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { MercanciaDevuelta } from '#events/ordenes/MercanciaDevuelta.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDesasignada } from '#events/ordenes/OrdenDesasignada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { OrdenReingresada } from '#events/ordenes/OrdenReingresada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { OrdenReubicada } from '#events/ordenes/OrdenReubicada.ts';
import { OrdenTransbordada } from '#events/ordenes/OrdenTransbordada.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import { SeguimientoRevocado } from '#events/ordenes/SeguimientoRevocado.ts';

/** The facts of one order, for tests and documentation. */
export const creada = OrdenCreada(OrdenCreada.example);
export const confirmada = OrdenConfirmada(OrdenConfirmada.example);
export const rechazada = OrdenRechazada(OrdenRechazada.example);
export const asignada = OrdenAsignada(OrdenAsignada.example);
export const desasignada = OrdenDesasignada(OrdenDesasignada.example);
export const enTransito = OrdenEnTransito(OrdenEnTransito.example);
export const transbordada = OrdenTransbordada(OrdenTransbordada.example);
export const entregada = OrdenEntregada(OrdenEntregada.example);
/** One of the two units that were asked for. */
export const entregadaEnParte = OrdenEntregada({
  ...OrdenEntregada.example,
  lineas: [{ sku: 'CAFE-500', cantidad: 1 }],
  completa: false,
});
export const restoDevuelto = RestoDevuelto(RestoDevuelto.example);
export const fallida = EntregaDeOrdenFallida(EntregaDeOrdenFallida.example);
export const aplazada = EntregaDeOrdenAplazada(EntregaDeOrdenAplazada.example);
export const reingresada = OrdenReingresada(OrdenReingresada.example);
export const reubicada = OrdenReubicada(OrdenReubicada.example);
export const devuelta = OrdenDevuelta(OrdenDevuelta.example);
export const mercanciaDevuelta = MercanciaDevuelta(MercanciaDevuelta.example);
export const cancelada = OrdenCancelada(OrdenCancelada.example);
export const abandonada = OrdenAbandonada(OrdenAbandonada.example);
export const reprogramada = OrdenReprogramada(OrdenReprogramada.example);
export const corregida = OrdenCorregida(OrdenCorregida.example);
export const cambioPedido = CambioDeLineasPedido(CambioDeLineasPedido.example);
export const lineasCambiadas = LineasCambiadas(LineasCambiadas.example);
export const cambioNegado = CambioDeLineasNegado(CambioDeLineasNegado.example);
export const seguimientoRevocado = SeguimientoRevocado(SeguimientoRevocado.example);
