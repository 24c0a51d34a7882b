import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';

/** The facts of one order, for tests and documentation. */
export const creada = OrdenCreada(OrdenCreada.example);
export const confirmada = OrdenConfirmada(OrdenConfirmada.example);
export const rechazada = OrdenRechazada(OrdenRechazada.example);
export const asignada = OrdenAsignada({ ...OrdenAsignada.example, eta: undefined });
export const enTransito = OrdenEnTransito(OrdenEnTransito.example);
export const entregada = OrdenEntregada(OrdenEntregada.example);
export const fallida = EntregaDeOrdenFallida(EntregaDeOrdenFallida.example);
export const devuelta = OrdenDevuelta(OrdenDevuelta.example);
export const cancelada = OrdenCancelada(OrdenCancelada.example);
