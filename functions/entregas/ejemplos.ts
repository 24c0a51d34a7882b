import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';

/** The facts that the fulfilment of one order sees, for tests. */
export const creada = OrdenCreada(OrdenCreada.example);
export const reservada = ReservaHecha(ReservaHecha.example);
export const confirmada = OrdenConfirmada(OrdenConfirmada.example);
export const cancelada = OrdenCancelada(OrdenCancelada.example);
export const abandonada = OrdenAbandonada(OrdenAbandonada.example);
export const movida = ReservaMovida(ReservaMovida.example);
export const perdida = ReservaPerdida(ReservaPerdida.example);
export const planificada = (intento = 1, cambio = 0) =>
  EntregaPlanificada({ ...EntregaPlanificada.example, intento, cambio });
export const sinPlan = (intento = 1) => EntregaSinPlan({ ...EntregaSinPlan.example, intento });
export const salio = (intento = 1, bodegas: string[] = [EJEMPLO.bodegaId], cargada = true) =>
  EntregaEnRuta({ ...EntregaEnRuta.example, intento, bodegas, cargada });
export const recogida = RecogidaConfirmada({ ...RecogidaConfirmada.example, bodegaId: 'BOG-SUR' });
export const deshecha = (intento = 1) => SalidaDeshecha({ ...SalidaDeshecha.example, intento });
export const fallida = (intento = 1, motivo: 'ausente' | 'rechazada' | 'danada' = 'ausente') =>
  EntregaFallida({ ...EntregaFallida.example, intento, motivo });
export const noVisitada = (intento = 1) => EntregaNoVisitada({ ...EntregaNoVisitada.example, intento });
export const entregada = (intento = 1) => EntregaConfirmada({ ...EntregaConfirmada.example, intento });
export const parcial = EntregaConfirmada({
  ...EntregaConfirmada.example,
  lineas: [{ sku: EJEMPLO.sku, cantidad: 1 }],
  completa: false,
});
export const retirada = (aBordo: boolean, intento = 1) =>
  EntregaRetirada({ ...EntregaRetirada.example, aBordo, intento });
export const recibida = DevolucionRecibida(DevolucionRecibida.example);
const { partes } = ReservaHecha.example;
export const reingresada = DevolucionRecibida({ ...DevolucionRecibida.example, reingresa: true, partes });

/** The facts up to each of the states of an order that goes well. */
export const hastaPlanificando = [creada, reservada, confirmada] as const;
export const hastaAsignada = [...hastaPlanificando, planificada()] as const;
export const hastaEnRuta = [...hastaAsignada, salio()] as const;
