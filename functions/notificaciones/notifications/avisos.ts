import { CambioDeLineasNegado } from '#events/ordenes/CambioDeLineasNegado.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
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
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { OrdenTransbordada } from '#events/ordenes/OrdenTransbordada.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import { SeguimientoRevocado } from '#events/ordenes/SeguimientoRevocado.ts';
import { finDelEnlace, SEGUIMIENTO } from '#events/ordenes/seguimiento.ts';
import { notification } from '#shared/model/notification.ts';
import { DESTINOS } from '../canales.ts';
import { cuandoEnviar } from '../cuando.ts';
import * as hitos from '../hitos.ts';
import {
  alAsignar,
  alCambiarVentana,
  alDesasignar,
  alNombrar,
  alSalir,
  alTransbordar,
  alVolver,
  type Recordado,
} from '../memoria.ts';
import { preferencias } from '../projections/preferencias.ts';

/** Tells who receives an order of each milestone, by text message and, where there is an address, by mail. */
export const avisos = notification<Recordado>('avisos', {
  of: 'orden',
  channels: DESTINOS,
  subject: ({ clienteId }) => clienteId,
  // An order has about six: that is ten orders to one person, and five hundred of one customer.
  perHour: { address: 60, subject: 3_000 },
  link: {
    kind: SEGUIMIENTO,
    path: '/seguimiento/',
    of: ({ ordenId, seguimiento = 0 }) => ({ id: ordenId, serial: seguimiento }),
    until: finDelEnlace,
  },
  wishes: { of: preferencias, when: cuandoEnviar },
})
  .remember(OrdenCreada, (_, { ordenId, clienteId, referencia, destinatario, ventana }) => ({
    ordenId,
    clienteId,
    ...(referencia !== undefined && { referencia }),
    ...destinatario,
    ...(ventana && { ventana }),
  }))
  .remember(
    OrdenCorregida,
    (d, { destinatario, ventana }) =>
      d && alCambiarVentana({ ...d, ...(destinatario && { correo: undefined, ...destinatario }) }, { ventana }),
  )
  .remember(SeguimientoRevocado, (d, { serie }) => d && { ...d, seguimiento: serie })
  .remember(OrdenConfirmada, alNombrar)
  .remember(LineasCambiadas, alNombrar)
  .remember(OrdenAsignada, alAsignar)
  .remember(OrdenDesasignada, alDesasignar)
  .remember(OrdenReprogramada, alCambiarVentana)
  .remember(OrdenEnTransito, alSalir)
  .remember(OrdenTransbordada, alTransbordar)
  .remember(EntregaDeOrdenFallida, alVolver)
  .remember(EntregaDeOrdenAplazada, alVolver)
  .on(OrdenCreada, hitos.creada)
  .on(OrdenConfirmada, hitos.confirmada)
  .on(OrdenRechazada, hitos.rechazada)
  .on(OrdenAsignada, hitos.asignada)
  .on(OrdenDesasignada, hitos.desasignada)
  .on(OrdenEnTransito, hitos.enTransito)
  .on(OrdenTransbordada, hitos.transbordada)
  .on(OrdenEntregada, hitos.entregada)
  .on(RestoDevuelto, hitos.restoDevuelto)
  .on(EntregaDeOrdenFallida, hitos.fallida)
  .on(EntregaDeOrdenAplazada, hitos.aplazada)
  .on(OrdenDevuelta, hitos.devuelta)
  .on(OrdenCancelada, hitos.cancelada)
  .on(OrdenAbandonada, hitos.abandonada)
  .on(OrdenReprogramada, hitos.reprogramada)
  .on(LineasCambiadas, hitos.lineasCambiadas)
  .on(CambioDeLineasNegado, hitos.cambioNegado);
