import { acercarReserva } from '#events/bodegas/acercarReserva.ts';
import { cambiarLineas } from '#events/bodegas/cambiarLineas.ts';
import { corregirDevolucion } from '#events/bodegas/corregirDevolucion.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { deshacerDespacho } from '#events/bodegas/deshacerDespacho.ts';
import { despacharReserva } from '#events/bodegas/despacharReserva.ts';
import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoAcercada } from '#events/bodegas/ReservaNoAcercada.ts';
import { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { reservarInventario } from '#events/bodegas/reservarInventario.ts';
import { aplazarEntrega } from '#events/ordenes/aplazarEntrega.ts';
import { asignarOrden } from '#events/ordenes/asignarOrden.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import { confirmarOrden } from '#events/ordenes/confirmarOrden.ts';
import { desasignarOrden } from '#events/ordenes/desasignarOrden.ts';
import { iniciarTransito } from '#events/ordenes/iniciarTransito.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { registrarCambioDeLineas } from '#events/ordenes/registrarCambioDeLineas.ts';
import { registrarDevolucion } from '#events/ordenes/registrarDevolucion.ts';
import { registrarEntrega } from '#events/ordenes/registrarEntrega.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import { registrarReingreso } from '#events/ordenes/registrarReingreso.ts';
import { registrarReubicacion } from '#events/ordenes/registrarReubicacion.ts';
import { actualizarEncargo } from '#events/vehiculos/actualizarEncargo.ts';
import { descargarEntrega } from '#events/vehiculos/descargarEntrega.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { planificarEntrega } from '#events/vehiculos/planificarEntrega.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { registrarRecepcion } from '#events/vehiculos/registrarRecepcion.ts';
import { retirarEntrega } from '#events/vehiculos/retirarEntrega.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { saga } from '#shared/model/saga.ts';
import * as cambios from '../cambios.ts';
import * as camino from '../camino.ts';
import * as confirmacion from '../confirmacion.ts';
import type { Cumplimiento } from '../cumplimiento.ts';
import { alNoAcercarEnEspera, alNoPlanificar, alPerderLugar, alPlanificar, alVencer } from '../planificacion.ts';
import { PLAZOS } from '../plazos.ts';
import * as regreso from '../regreso.ts';
import { alRecibir } from '../reingreso.ts';
import * as reserva from '../reserva.ts';
import * as retiro from '../retiro.ts';

/** What the road tells while a vehicle is on it. */
const DEL_CAMINO = [
  RecogidaConfirmada,
  EntregaTransbordada,
  SalidaDeshecha,
  EntregaFallida,
  EntregaNoVisitada,
] as const;
/** What the vehicles tell of a delivery. */
const DE_LA_ENTREGA = [
  EntregaPlanificada,
  EntregaSinPlan,
  EntregaEnRuta,
  ...DEL_CAMINO,
  EntregaConfirmada,
  EntregaRetirada,
] as const;
/** What only the beginning waits for. */
const DEL_COMIENZO = [OrdenCreada, ReservaHecha, ReservaRechazada] as const;
/** What the warehouses change in what they hold of an order. */
const DE_LO_RESERVADO = [ReservaMovida, ReservaNoAcercada, ReservaNoCambiada, ReservaPerdida] as const;
/** What customers change in their orders. */
const DE_LO_PEDIDO = [OrdenCorregida, OrdenReprogramada, CambioDeLineasPedido] as const;

/**
 * The fulfilment of an order, over warehouses and vehicles: reserve, confirm, plan, follow it on the road; and at each
 * step the way back. Deadlines ask again, or tell people; what was confirmed is given up by people alone.
 */
export const cumplimiento = saga<Cumplimiento>('cumplimiento', {
  initial: { paso: 'inicio' },
  follows: ['orden', 'reserva', 'entrega'],
  // Goods come back after a journey, which the delivery's stream tells.
  readsBefore: [DevolucionRecibida],
})
  .sends(reservarInventario, liberarReserva, despacharReserva, deshacerDespacho, corregirDevolucion, cambiarLineas)
  .sends(acercarReserva)
  .sends(confirmarOrden, rechazarOrden, asignarOrden, desasignarOrden, iniciarTransito, registrarEntrega)
  .sends(registrarIntentoFallido, aplazarEntrega, registrarDevolucion, registrarReingreso)
  .sends(registrarReubicacion, registrarCambioDeLineas)
  .sends(planificarEntrega, retirarEntrega, actualizarEncargo, descargarEntrega, registrarRecepcion)
  .states({
    inicio: (says) =>
      says
        .on(OrdenCreada, 'reservando', reserva.alCrear)
        .awaits(OrdenConfirmada, OrdenCancelada, OrdenAbandonada, ...DE_LO_PEDIDO)
        .awaits(ReservaHecha, ReservaRechazada, ...DE_LO_RESERVADO, DevolucionRecibida, ...DE_LA_ENTREGA),
    reservando: (says) =>
      says
        .on(ReservaHecha, 'confirmando', reserva.alReservar)
        .on(ReservaRechazada, 'terminada', reserva.alNoHaber)
        .on(OrdenCancelada, 'terminada', reserva.alCancelar)
        .on(OrdenAbandonada, 'terminada', reserva.alAbandonar)
        .on(OrdenCorregida, 'reservando', reserva.alCorregir)
        .on(OrdenReprogramada, 'reservando', reserva.alReprogramar)
        .on(CambioDeLineasPedido, 'reservando', reserva.alPedirLineas)
        .ignores(OrdenCreada, OrdenConfirmada, ...DE_LO_RESERVADO, DevolucionRecibida, ...DE_LA_ENTREGA)
        .within(PLAZOS.reserva, 'terminada', reserva.alVencer),
    confirmando: (says) =>
      says
        .on(OrdenConfirmada, 'planificando', reserva.alConfirmar)
        .on(ReservaMovida, 'confirmando', reserva.alMover)
        .on(ReservaPerdida, 'terminada', reserva.alPerder)
        .on(OrdenCancelada, 'terminada', reserva.alCancelar)
        .on(OrdenAbandonada, 'terminada', reserva.alAbandonar)
        .on(OrdenCorregida, 'confirmando', reserva.alCorregir)
        .on(OrdenReprogramada, 'confirmando', reserva.alReprogramar)
        .on(CambioDeLineasPedido, 'confirmando', reserva.alPedirLineas)
        .ignores(...DEL_COMIENZO, ReservaNoAcercada, ReservaNoCambiada, DevolucionRecibida, ...DE_LA_ENTREGA)
        .within(PLAZOS.reserva, 'terminada', reserva.alVencer),
    planificando: (says) =>
      says
        .on(EntregaPlanificada, 'asignada', alPlanificar)
        .on(EntregaSinPlan, 'enEspera', alNoPlanificar)
        .on(EntregaEnRuta, 'enRuta', camino.alSalir)
        .on(EntregaConfirmada, ['terminada', 'regresando'], confirmacion.alEntregar)
        .on(DevolucionRecibida, ['planificando', 'retirando'], alRecibir)
        .on(OrdenCancelada, 'retirando', retiro.alCancelar)
        .on(OrdenAbandonada, 'retirando', retiro.alAbandonar)
        .on(ReservaPerdida, 'retirando', retiro.alPerder)
        .on(ReservaMovida, 'planificando', cambios.alMover)
        .on(ReservaNoAcercada, 'planificando', cambios.alNoAcercar)
        .on(ReservaNoCambiada, 'planificando', cambios.alNoCambiar)
        .on(OrdenCorregida, 'planificando', cambios.alCorregir)
        .on(OrdenReprogramada, 'planificando', cambios.alReprogramar)
        .on(CambioDeLineasPedido, 'planificando', cambios.alPedirLineas)
        .ignores(...DEL_COMIENZO, OrdenConfirmada, ...DEL_CAMINO, EntregaRetirada)
        .within(PLAZOS.plan, 'planificando', alVencer),
    enEspera: (says) =>
      says
        .waitsForPeople()
        .on(EntregaPlanificada, 'asignada', alPlanificar)
        .on(EntregaEnRuta, 'enRuta', camino.alSalir)
        .on(EntregaConfirmada, ['terminada', 'regresando'], confirmacion.alEntregar)
        .on(DevolucionRecibida, ['enEspera', 'retirando'], alRecibir)
        .on(OrdenCancelada, 'retirando', retiro.alCancelar)
        .on(OrdenAbandonada, 'retirando', retiro.alAbandonar)
        .on(ReservaPerdida, 'retirando', retiro.alPerder)
        .on(ReservaMovida, 'enEspera', cambios.alMover)
        .on(ReservaNoAcercada, 'enEspera', alNoAcercarEnEspera)
        .on(ReservaNoCambiada, 'enEspera', cambios.alNoCambiar)
        .on(OrdenCorregida, 'enEspera', cambios.alCorregir)
        .on(OrdenReprogramada, 'enEspera', cambios.alReprogramar)
        .on(CambioDeLineasPedido, 'enEspera', cambios.alPedirLineas)
        .ignores(...DEL_COMIENZO, OrdenConfirmada, EntregaSinPlan, ...DEL_CAMINO, EntregaRetirada),
    asignada: (says) =>
      says
        .on(EntregaPlanificada, 'asignada', alPlanificar)
        .on(EntregaSinPlan, 'enEspera', alPerderLugar)
        .on(EntregaEnRuta, 'enRuta', camino.alSalir)
        .on(EntregaConfirmada, ['terminada', 'regresando'], confirmacion.alEntregar)
        .on(DevolucionRecibida, ['asignada', 'retirando'], alRecibir)
        .on(OrdenCancelada, 'retirando', retiro.alCancelar)
        .on(OrdenAbandonada, 'retirando', retiro.alAbandonar)
        .on(ReservaPerdida, 'retirando', retiro.alPerder)
        .on(ReservaMovida, 'asignada', cambios.alMover)
        .on(ReservaNoAcercada, 'asignada', cambios.alNoAcercar)
        .on(ReservaNoCambiada, 'asignada', cambios.alNoCambiar)
        .on(OrdenCorregida, 'asignada', cambios.alCorregir)
        .on(OrdenReprogramada, 'asignada', cambios.alReprogramar)
        .on(CambioDeLineasPedido, 'asignada', cambios.alPedirLineas)
        .ignores(...DEL_COMIENZO, OrdenConfirmada, ...DEL_CAMINO, EntregaRetirada),
    enRuta: (says) =>
      says
        .on(EntregaConfirmada, ['terminada', 'regresando'], confirmacion.alEntregar)
        .on(EntregaFallida, ['planificando', 'retirando'], camino.alFallar)
        .on(EntregaNoVisitada, 'planificando', camino.alNoVisitar)
        .on(RecogidaConfirmada, 'enRuta', camino.alRecoger)
        .on(EntregaTransbordada, 'enRuta', camino.alTransbordar)
        .on(SalidaDeshecha, 'asignada', camino.alDeshacer)
        .on(OrdenCancelada, 'retirando', retiro.alCancelar)
        .on(OrdenAbandonada, 'retirando', retiro.alAbandonar)
        .on(ReservaPerdida, 'retirando', retiro.alPerder)
        .on(ReservaMovida, 'enRuta', cambios.alMover)
        .on(ReservaNoAcercada, 'enRuta', cambios.alNoAcercar)
        .on(ReservaNoCambiada, 'enRuta', cambios.alNoCambiar)
        .on(OrdenCorregida, 'enRuta', cambios.alCorregir)
        .on(OrdenReprogramada, 'enRuta', cambios.alReprogramar)
        .on(CambioDeLineasPedido, 'enRuta', cambios.alPedirLineas)
        .awaits(DevolucionRecibida)
        .ignores(...DEL_COMIENZO, OrdenConfirmada, EntregaPlanificada, EntregaSinPlan, EntregaEnRuta, EntregaRetirada)
        .within(PLAZOS.noticia, 'sinNoticia', camino.alCallar),
    sinNoticia: (says) =>
      says
        .waitsForPeople()
        .on(EntregaConfirmada, ['terminada', 'regresando'], confirmacion.alEntregar)
        .on(EntregaFallida, ['planificando', 'retirando'], camino.alFallar)
        .on(EntregaNoVisitada, 'planificando', camino.alNoVisitar)
        .on(RecogidaConfirmada, 'enRuta', camino.alRecoger)
        .on(EntregaTransbordada, 'enRuta', camino.alTransbordar)
        .on(SalidaDeshecha, 'asignada', camino.alDeshacer)
        .on(OrdenCancelada, 'retirando', retiro.alCancelar)
        .on(OrdenAbandonada, 'retirando', retiro.alAbandonar)
        .on(ReservaPerdida, 'retirando', retiro.alPerder)
        .on(ReservaMovida, 'sinNoticia', cambios.alMover)
        .on(ReservaNoAcercada, 'sinNoticia', cambios.alNoAcercar)
        .on(ReservaNoCambiada, 'sinNoticia', cambios.alNoCambiar)
        .on(OrdenCorregida, 'sinNoticia', cambios.alCorregir)
        .on(OrdenReprogramada, 'sinNoticia', cambios.alReprogramar)
        .on(CambioDeLineasPedido, 'sinNoticia', cambios.alPedirLineas)
        .awaits(DevolucionRecibida)
        .ignores(...DEL_COMIENZO, OrdenConfirmada, EntregaPlanificada, EntregaSinPlan, EntregaEnRuta, EntregaRetirada),
    retirando: (says) =>
      says
        .on(EntregaRetirada, ['terminada', 'regresando'], retiro.alRetirar)
        .on(EntregaConfirmada, ['terminada', 'regresando'], confirmacion.alEntregar)
        .on(EntregaEnRuta, 'retirando', retiro.alSalirRetirando)
        .on(RecogidaConfirmada, 'retirando', retiro.alRecogerRetirando)
        .on(EntregaTransbordada, 'retirando', retiro.alTransbordarRetirando)
        .on(SalidaDeshecha, 'retirando', retiro.alDeshacerRetirando)
        .on(EntregaNoVisitada, 'retirando', retiro.alNoVisitarRetirando)
        .on(EntregaFallida, 'retirando', retiro.alFallarRetirando)
        .on(DevolucionRecibida, 'retirando', regreso.alRecibirRetirando)
        .on(ReservaMovida, 'retirando', retiro.alMoverRetirando)
        .on(ReservaPerdida, 'retirando', retiro.alPerderRetirando)
        .on(OrdenCancelada, 'retirando', retiro.alCancelarRetirando)
        .ignores(...DEL_COMIENZO, OrdenConfirmada, OrdenAbandonada, ...DE_LO_PEDIDO)
        .ignores(ReservaNoAcercada, ReservaNoCambiada, EntregaPlanificada, EntregaSinPlan)
        .within(PLAZOS.retiro, 'retirando', retiro.alVencer),
    regresando: (says) =>
      says
        .waitsForPeople()
        .on(DevolucionRecibida, ['regresando', 'terminada'], regreso.alRecibirRegresando)
        .on(EntregaConfirmada, ['regresando', 'terminada'], confirmacion.alEntregarRegresando)
        .ignores(...DEL_COMIENZO, OrdenConfirmada, OrdenCancelada, OrdenAbandonada, ...DE_LO_PEDIDO, ...DE_LO_RESERVADO)
        .ignores(EntregaPlanificada, EntregaSinPlan, EntregaEnRuta, ...DEL_CAMINO, EntregaRetirada),
    terminada: (says) =>
      says
        .on(EntregaConfirmada, 'terminada', confirmacion.alEntregarTarde)
        .on(DevolucionRecibida, 'terminada', confirmacion.alRecibirTarde)
        .ignores(...DEL_COMIENZO, OrdenConfirmada, OrdenCancelada, OrdenAbandonada, ...DE_LO_PEDIDO, ...DE_LO_RESERVADO)
        .ignores(EntregaPlanificada, EntregaSinPlan, EntregaEnRuta, ...DEL_CAMINO, EntregaRetirada),
  });
