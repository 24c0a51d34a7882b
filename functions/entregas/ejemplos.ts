import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';

/** The facts that the delivery of one order sees, for tests. */
export const creada = OrdenCreada(OrdenCreada.example);
export const reservada = ReservaHecha(ReservaHecha.example);
export const sinReserva = ReservaRechazada(ReservaRechazada.example);
export const confirmada = OrdenConfirmada(OrdenConfirmada.example);
export const hallado = (intento = 1) => AsignacionHecha({ ...AsignacionHecha.example, intento });
export const noHallado = (intento = 1) => AsignacionRechazada({ ...AsignacionRechazada.example, intento });
export const cambiado = (cambio = 1) => AsignacionCambiada({ ...AsignacionCambiada.example, cambio });
export const salio = (intento = 1) => EntregaEnRuta({ ...EntregaEnRuta.example, intento });
export const entregada = (intento = 1) => EntregaConfirmada({ ...EntregaConfirmada.example, intento });
export const fallo = (intento = 1) => EntregaFallida({ ...EntregaFallida.example, intento });
export const falloSabido = (intento = 1) =>
  EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, intento, final: intento === 3 });
export const cancelada = OrdenCancelada(OrdenCancelada.example);
export const retirada = (enRuta: boolean, intento = 1) =>
  AsignacionRetirada({ ...AsignacionRetirada.example, enRuta, intento });
export const devuelta = DevolucionRecibida(DevolucionRecibida.example);

/** The facts up to an assigned vehicle, and up to the road, of an attempt. */
export const hastaAsignada = [creada, reservada, confirmada, hallado()] as const;
export const hastaEnRuta = [...hastaAsignada, salio()] as const;
export const intentoFallido = (intento: number) => [
  hallado(intento),
  salio(intento),
  fallo(intento),
  falloSabido(intento),
];
