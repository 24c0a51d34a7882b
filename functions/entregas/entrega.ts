import type { Zona } from '#events/comun/lugar.ts';
import { segundosEntre, type Ventana } from '#events/comun/tiempo.ts';
import type { CodigoDeRechazo } from '#events/ordenes/codigoDeRechazo.ts';
import type { Personal } from '#shared/model/personal.ts';

/** What of the order the steps need. */
export interface Pedido {
  readonly ordenId: string;
  readonly clienteId: string;
  readonly direccion: Personal<string>;
  readonly zona: Zona;
  readonly ventana?: Ventana | undefined;
  readonly prioridad: 'normal' | 'alta';
}

/** Where the goods leave from, and what they weigh and measure. */
export interface Carga {
  readonly bodegaId: string;
  readonly pesoKg: number;
  readonly volumenM3: number;
}

/** One of at most three tries to deliver. */
export interface Intento {
  readonly pedido: Pedido;
  readonly carga: Carga;
  readonly intento: number;
  /** The goods are out of the warehouse: from the first route on. */
  readonly despachada: boolean;
}

/** A wait that ends by itself: when it must be over, since deadlines of earlier waits are not taken back. */
interface Espera {
  readonly vence: string;
}

/** A wait whose request is sent again a few times. */
interface Insistencia extends Espera {
  readonly insistencias: number;
}

/** A vehicle on its way, as the order's commands want to know it. */
export interface Viaje {
  readonly vehiculoId: string;
  readonly rutaId: string;
  readonly cambio: number;
}

/** Why a delivery is given up. */
export type Causa =
  | { readonly tipo: 'cancelacion' }
  | { readonly tipo: 'rechazo'; readonly codigo: CodigoDeRechazo; readonly motivo: string };

/** How an order ends. */
export type Fin = 'entregada' | 'devuelta' | 'cancelada' | 'rechazada';

/** Looks for a vehicle. `busqueda` counts how often this was asked for the attempt. */
export type Buscando = Intento & Espera & { readonly paso: 'asignando' | 'esperando'; readonly busqueda: number };

/** A vehicle has the order in its plan. */
export type Asignada = Intento & Espera & { readonly paso: 'asignada'; readonly cambio: number };

/** The goods are on the road. `prorrogada`: its deadline has passed once. */
export type EnRuta = Intento & Espera & Viaje & { readonly paso: 'enRuta'; readonly prorrogada: boolean };

/** A try has failed, and the order must know before the next one. */
export type Fallando = Intento & Insistencia & Viaje & { readonly paso: 'fallando'; readonly motivo: string };

/** The attempt is being taken back from the vehicles. */
export type Retirando = Intento & Insistencia & { readonly paso: 'retirando'; readonly causa: Causa };

/** The goods are on their way back into the warehouse. */
export type Devolviendo = Insistencia & {
  readonly paso: 'devolviendo';
  readonly ordenId: string;
  readonly fin: 'devuelta' | 'cancelada';
  readonly motivo: string;
};

/** Where the delivery of an order stands. */
export type Entrega =
  | { readonly paso: 'inicio' }
  | { readonly paso: 'reservando'; readonly pedido: Pedido }
  | { readonly paso: 'confirmando'; readonly pedido: Pedido; readonly carga: Carga }
  | Buscando
  | Asignada
  | EnRuta
  | Fallando
  | Retirando
  | Devolviendo
  | { readonly paso: 'terminada'; readonly fin: Fin };

/** How a fact of an attempt stands to where the delivery is. */
export type Turno = 'pasado' | 'presente' | 'futuro';

/** Facts of an earlier attempt say nothing any more; those of a later one come too soon. */
export function turnoDe(e: Entrega, intento: number): Turno {
  switch (e.paso) {
    case 'inicio':
    case 'reservando':
    case 'confirmando':
      return 'futuro';
    case 'devolviendo':
    case 'terminada':
      return 'pasado';
    default:
      if (intento < e.intento) return 'pasado';
      return intento > e.intento ? 'futuro' : 'presente';
  }
}

/** Clocks of two machines differ by less than this, and two waits of the same kind by more (seconds). */
const TOLERANCIA = 30;

/** Whether a deadline that has come is that of this wait. */
export function cumplida({ vence }: Espera, now: string): boolean {
  return segundosEntre(now, vence) <= TOLERANCIA;
}

/** When a wait of so many seconds is over. */
export function despuesDe(now: string, segundos: number): string {
  return new Date(Date.parse(now) + segundos * 1000).toISOString();
}
