import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { notification } from '#shared/model/notification.ts';
import * as hitos from '../hitos.ts';

/** Tells who receives an order of each milestone, by text message and, where there is an address, by mail. */
export const avisos = notification<hitos.Destinatario>('avisos', {
  of: 'orden',
  channels: { sms: ({ telefono }) => telefono ?? undefined, correo: ({ correo }) => correo ?? undefined },
  subject: ({ clienteId }) => clienteId,
  // An order has about six: that is ten orders to one person, and five hundred of one customer.
  perHour: { address: 60, subject: 3_000 },
})
  .remember(OrdenCreada, (_, { ordenId, clienteId, destinatario }) => ({ ordenId, clienteId, ...destinatario }))
  .on(OrdenCreada, hitos.creada)
  .on(OrdenConfirmada, hitos.confirmada)
  .on(OrdenRechazada, hitos.rechazada)
  .on(OrdenAsignada, hitos.asignada)
  .on(OrdenEnTransito, hitos.enTransito)
  .on(OrdenEntregada, hitos.entregada)
  .on(EntregaDeOrdenFallida, hitos.fallida)
  .on(OrdenDevuelta, hitos.devuelta)
  .on(OrdenCancelada, hitos.cancelada);
