import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { despacharReserva } from '#events/bodegas/despacharReserva.ts';
import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { recibirDevolucion } from '#events/bodegas/recibirDevolucion.ts';
import { reservarInventario } from '#events/bodegas/reservarInventario.ts';
import { asignarOrden } from '#events/ordenes/asignarOrden.ts';
import { confirmarOrden } from '#events/ordenes/confirmarOrden.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { iniciarTransito } from '#events/ordenes/iniciarTransito.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { registrarDevolucion } from '#events/ordenes/registrarDevolucion.ts';
import { registrarEntrega } from '#events/ordenes/registrarEntrega.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { asignarEntrega } from '#events/vehiculos/asignarEntrega.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { retirarEntrega } from '#events/vehiculos/retirarEntrega.ts';
import { saga } from '#shared/model/saga.ts';
import * as busqueda from '../busqueda.ts';
import * as camino from '../camino.ts';
import type { Entrega } from '../entrega.ts';
import * as reserva from '../reserva.ts';
import * as retiro from '../retiro.ts';

/**
 * The delivery of an order, over warehouses and vehicles: reserve, confirm, find a vehicle, follow it on the road; and at
 * each step the way back, when the customer cancels, an answer does not come in time, or nobody opens the door.
 */
export const entrega = saga<Entrega>('entrega', {
  key: 'ordenId',
  initial: { paso: 'inicio' },
  follows: ['orden', 'reserva', 'asignacion'],
})
  .sends(reservarInventario, liberarReserva, despacharReserva, recibirDevolucion)
  .sends(confirmarOrden, rechazarOrden, asignarOrden, iniciarTransito)
  .sends(registrarEntrega, registrarIntentoFallido, registrarDevolucion)
  .sends(asignarEntrega, retirarEntrega)
  .on(OrdenCreada, reserva.alCrear)
  .on(ReservaHecha, reserva.alReservar)
  .on(ReservaRechazada, reserva.alNoHaber)
  .on(OrdenConfirmada, reserva.alConfirmar)
  .on(AsignacionHecha, busqueda.alAsignar)
  .on(AsignacionRechazada, busqueda.alNoAsignar)
  .on(AsignacionCambiada, busqueda.alCambiar)
  .on(EntregaEnRuta, camino.alSalir)
  .on(EntregaConfirmada, camino.alEntregar)
  .on(EntregaFallida, camino.alFallar)
  .on(EntregaDeOrdenFallida, camino.alSaberDelFallo)
  .on(OrdenCancelada, retiro.alCancelar)
  .on(AsignacionRetirada, retiro.alRetirar)
  .on(DevolucionRecibida, retiro.alDevolver)
  .onDeadline('reserva', reserva.alVencerReserva)
  .onDeadline('asignacion', busqueda.alVencerAsignacion)
  .onDeadline('reintento', busqueda.alVencerReintento)
  .onDeadline('ruta', camino.alVencerRuta)
  .onDeadline('entrega', camino.alVencerEntrega)
  .onDeadline('insistencia', retiro.alVencerInsistencia);
