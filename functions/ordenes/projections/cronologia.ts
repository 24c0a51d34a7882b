import { DevolucionCorregida } from '#events/bodegas/DevolucionCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoAcercada } from '#events/bodegas/ReservaNoAcercada.ts';
import { FRASES_SIN_CAMBIO } from '#events/comun/cambioNegado.ts';
import { fraseDeFallo } from '#events/comun/fallo.ts';
import { enVentanaConFecha, fechaYHora } from '#events/comun/hora.ts';
import { cuantoVolvio, volvioAlgo } from '#events/comun/recibida.ts';
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
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { SeguimientoRevocado } from '#events/ordenes/SeguimientoRevocado.ts';
import { FRASES_SIN_PLAN } from '#events/vehiculos/codigoSinPlan.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { MercanciaDeRegreso } from '#events/vehiculos/MercanciaDeRegreso.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { journal } from '#shared/model/projection.ts';
import { enBodegas, enumerar, fraseDeNegacion, listado, recibidas } from '../palabras.ts';

/**
 * The life of an order told to people: a line for what its own stream, its reservation and its delivery say. Where two of
 * them tell the same (a failed attempt, a start, a delivery), the order's own fact is the one that is told. Nothing personal.
 */
export const cronologia = journal('cronologia', 'ordenId')
  .on(OrdenCreada, ({ lineas, destino: { ciudad }, prioridad, referencia }) => ({
    titulo: referencia === undefined ? 'Orden recibida' : `Orden ${referencia} recibida`,
    detalle: `${listado(lineas)} para ${ciudad}${prioridad === 'alta' ? ', con prioridad alta' : ''}`,
  }))
  .on(ReservaHecha, ({ partes }) => ({ titulo: 'Mercancía reservada', detalle: enBodegas(partes) }))
  .on(ReservaMovida, ({ partes }) => ({ titulo: 'Reserva cambiada', detalle: `Ahora: ${enBodegas(partes)}` }))
  .on(ReservaNoAcercada, ({ codigo }) => ({
    titulo: 'La mercancía no se puede llevar al nuevo destino',
    detalle: FRASES_SIN_CAMBIO[codigo],
  }))
  .on(ReservaLiberada, () => ({
    titulo: 'Reserva liberada',
    detalle: 'La mercancía que estaba en la bodega queda disponible',
  }))
  .on(OrdenConfirmada, ({ bodegaId }) => ({ titulo: 'Orden confirmada', detalle: `Sale de ${bodegaId}` }))
  .on(OrdenRechazada, ({ motivo }) => ({ titulo: 'Orden rechazada', detalle: motivo }))
  .on(EntregaSinPlan, ({ codigo }) => ({ titulo: 'En espera de vehículo', detalle: FRASES_SIN_PLAN[codigo] }))
  .on(OrdenAsignada, ({ vehiculoId, eta, intento }, occurredAt) => ({
    titulo: intento === 1 ? 'Orden asignada' : `Orden asignada para el intento ${intento}`,
    detalle: `La lleva el vehículo ${vehiculoId}; hora prevista: ${fechaYHora(eta, occurredAt)}`,
  }))
  .on(ReservaDespachada, ({ bodegaId }) => ({ titulo: `La mercancía salió de ${bodegaId}` }))
  .on(RecogidaConfirmada, ({ vehiculoId, bodegaId }) => ({
    titulo: `El vehículo ${vehiculoId} recogió mercancía en ${bodegaId}`,
  }))
  .on(OrdenEnTransito, ({ vehiculoId, eta }, occurredAt) => ({
    titulo: 'Orden en camino',
    detalle: `Va en el vehículo ${vehiculoId}; hora prevista: ${fechaYHora(eta, occurredAt)}`,
  }))
  .on(SalidaDeshecha, ({ vehiculoId }) => ({
    titulo: 'Salida deshecha',
    detalle: `El vehículo ${vehiculoId} no salió; la orden sigue en su plan`,
  }))
  .on(EntregaTransbordada, ({ de, a, lugar, aBordo, eta }, occurredAt) => ({
    titulo: `${aBordo ? 'La mercancía' : 'La parada'} pasó del vehículo ${de} al ${a}`,
    detalle: `En ${lugar}${eta === undefined ? '' : `; hora prevista: ${fechaYHora(eta, occurredAt)}`}`,
  }))
  .on(OrdenEntregada, ({ entregadaEn, completa, lineas }, occurredAt) => ({
    titulo: completa ? 'Orden entregada' : 'Orden entregada en parte',
    detalle: `Entregada ${fechaYHora(entregadaEn, occurredAt)}${completa ? '' : `: ${listado(lineas)}; el resto vuelve a la bodega`}`,
  }))
  .on(EntregaDeOrdenFallida, ({ intento, motivo, detalle, final }) => ({
    titulo: `Falló el intento ${intento} de entrega`,
    detalle: `${fraseDeFallo({ motivo, detalle }).replace(/\.$/, '')}${final ? '. No habrá más intentos' : ''}`,
  }))
  .on(EntregaDeOrdenAplazada, () => ({
    titulo: 'Entrega aplazada',
    detalle: 'La ruta terminó antes de llegar a su puerta; no cuenta como intento',
  }))
  .on(EntregaRetirada, ({ aBordo, vehiculoId }) => ({
    titulo: 'Entrega retirada de las rutas',
    ...(aBordo && vehiculoId && { detalle: `La mercancía está en el vehículo ${vehiculoId} y vuelve a la bodega` }),
  }))
  .on(MercanciaDeRegreso, ({ vehiculoId, bodegaId }) => ({
    titulo: `El vehículo ${vehiculoId} llegó con la mercancía a ${bodegaId}`,
  }))
  .on(DevolucionRecibida, ({ bodegaId, lineas }) => ({
    titulo: volvioAlgo(lineas) ? `${bodegaId} recibió mercancía de regreso` : `La mercancía no volvió a ${bodegaId}`,
    detalle: recibidas(lineas),
  }))
  .on(DevolucionCorregida, () => ({
    titulo: 'Devolución corregida',
    detalle: 'La mercancía sí se había entregado',
  }))
  .on(OrdenDevuelta, ({ motivo, lineas }) => ({
    titulo: {
      todo: 'Orden devuelta',
      parte: 'Orden devuelta en parte',
      nada: 'Orden terminada sin su mercancía',
    }[cuantoVolvio(lineas)],
    detalle: motivo,
  }))
  .on(MercanciaDevuelta, ({ lineas }) => ({
    titulo: {
      todo: 'La mercancía de la orden cancelada está otra vez en la bodega',
      parte: 'Una parte de la mercancía de la orden cancelada está otra vez en la bodega',
      nada: 'La mercancía de la orden cancelada no volvió a la bodega',
    }[cuantoVolvio(lineas)],
    detalle: recibidas(lineas),
  }))
  .on(OrdenCancelada, ({ motivo }) => ({ titulo: 'Orden cancelada', detalle: motivo }))
  .on(OrdenAbandonada, ({ motivo }) => ({ titulo: 'Orden cancelada por la operación', detalle: motivo }))
  .on(OrdenReprogramada, ({ ventana }, occurredAt) => ({
    titulo: 'Orden reprogramada',
    detalle: `Para entregar ${enVentanaConFecha(ventana, occurredAt)}`,
  }))
  .on(OrdenCorregida, ({ destinatario, destino, ventana, notas }) => ({
    titulo: 'Orden corregida',
    detalle: `Cambió ${enumerar([
      ...(destinatario ? ['el destinatario'] : []),
      ...(destino ? ['el destino'] : []),
      ...(ventana === undefined ? [] : ['la ventana']),
      ...(notas === undefined ? [] : ['las notas']),
    ])}`,
  }))
  .on(CambioDeLineasPedido, ({ lineas }) => ({ titulo: 'Cambio de productos pedido', detalle: listado(lineas) }))
  .on(LineasCambiadas, () => ({ titulo: 'Cambio de productos hecho' }))
  .on(CambioDeLineasNegado, (negado) => ({
    titulo: 'El cambio de productos no fue posible',
    detalle: fraseDeNegacion(negado),
  }))
  .on(SeguimientoRevocado, () => ({ titulo: 'Enlaces de seguimiento anulados' }));
