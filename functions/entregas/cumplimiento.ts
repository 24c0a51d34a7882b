import type { CodigoSinCambio } from '#events/comun/cambioNegado.ts';
import type { Zona } from '#events/comun/lugar.ts';
import type { Linea, Parte } from '#events/comun/pedido.ts';
import type { LineaRecibida } from '#events/comun/recibida.ts';
import type { CodigoDeRechazo } from '#events/ordenes/codigoDeRechazo.ts';
import type { registrarDevolucion } from '#events/ordenes/registrarDevolucion.ts';
import type { Salida } from '#events/ordenes/viaje.ts';
import type { actualizarEncargo } from '#events/vehiculos/actualizarEncargo.ts';
import type { planificarEntrega } from '#events/vehiculos/planificarEntrega.ts';
import type { DatosDe } from './datos.ts';

/** What is to be brought, as the vehicles are told once. */
export type Encargo = NonNullable<DatosDe<typeof planificarEntrega>['encargo']>;

/** What changes in what is to be brought. */
export type Cambios = DatosDe<typeof actualizarEncargo>['cambios'];

/** What the order holds in the warehouses, and which of them it leaves from. */
export type Reserva = Pick<Encargo, 'bodegaId' | 'partes' | 'pesoKg' | 'volumenM3'>;

/** What the customer asked for, until it is handed to the vehicles with the reservation. */
export type Pedido = Omit<Encargo, keyof Reserva> & { readonly ordenId: string };

/** Other goods that the customer wants, while the warehouses have not said whether they are to be had. */
interface ConLineasPedidas {
  readonly lineasPedidas?: readonly Linea[] | undefined;
}

/** What is remembered of an order from its confirmation on. */
export interface EnCurso extends ConLineasPedidas {
  readonly ordenId: string;
  readonly clienteId: string;
  readonly zona: Zona;
  readonly lineas: readonly Linea[];
  readonly reserva: Reserva;
  /** The warehouses whose parts have left, and are not back. */
  readonly cargadas: readonly string[];
  /** What has come back of them, while more is out. */
  readonly recibidas: readonly LineaRecibida[];
  /** The journeys that ended without delivery, the oldest first. */
  readonly salidas: readonly Salida[];
  readonly intento: number;
  /** The number that the next assignment has within its attempt, as the order counts them. */
  readonly cambio: number;
  /** Why its goods cannot be brought to where it goes now, until it has a place in a plan all the same. */
  readonly inalcanzable?: CodigoSinCambio | undefined;
  /** How many changes of what is to be brought the vehicles were told. */
  readonly revision: number;
  /** How many times the order was told that its goods are reserved elsewhere. */
  readonly reubicacion: number;
}

/** A vehicle that is to bring the order, as the order is told. */
export type Asignacion = Pick<Salida, 'vehiculoId' | 'dia' | 'eta' | 'intento' | 'cambio'>;

/** A vehicle that is on its way with the order. */
export interface Marcha {
  readonly viaje: Asignacion & { readonly rutaId: string; readonly conductorId?: string | undefined };
  /** All goods of the order are aboard. */
  readonly cargada: boolean;
  /** The warehouses whose parts were taken on this journey. */
  readonly tomadas: readonly string[];
}

/** Why the attempts end before a delivery. */
export type Causa =
  | { readonly tipo: 'cancelacion' }
  | { readonly tipo: 'rechazo'; readonly codigo: CodigoDeRechazo; readonly motivo: string }
  | { readonly tipo: 'devolucion'; readonly motivo: string };

/** What was handed over of an order of which the rest comes back. */
export type Parcial = NonNullable<DatosDe<typeof registrarDevolucion>['entrega']>;

/** How an order ends. */
export type Fin = 'entregada' | 'entregadaParcial' | 'devuelta' | 'rechazada' | 'cancelada';

/** Whether it goes elsewhere than where its goods were asked for, until the warehouses are told. */
interface ConOtroDestino {
  readonly otroDestino?: true | undefined;
}

/** The goods are being reserved. */
export type Reservando = ConLineasPedidas & ConOtroDestino & { readonly paso: 'reservando'; readonly pedido: Pedido };

/** The order is being told that it has its goods. */
export type Confirmando = ConLineasPedidas &
  ConOtroDestino & {
    readonly paso: 'confirmando';
    readonly pedido: Pedido;
    readonly reserva: Reserva;
  };

/** The vehicles are asked for a place in a plan. */
export type Planificando = EnCurso & {
  readonly paso: 'planificando';
  /** Until the vehicles have answered for the first time: what they are asked with, and what has changed in it since. */
  readonly encargo?: Encargo | undefined;
  readonly porCorregir?: Cambios | undefined;
};

/** There is no place in any plan now. */
export type EnEspera = EnCurso & { readonly paso: 'enEspera' };

/** A vehicle has the order in a plan. */
export type Asignada = EnCurso & { readonly paso: 'asignada'; readonly asignacion: Asignacion };

/** A vehicle is on its way to bring it. */
export type EnRuta = EnCurso & { readonly paso: 'enRuta'; readonly marcha: Marcha };

/** A vehicle left with it, and nothing was heard since. */
export type SinNoticia = EnCurso & { readonly paso: 'sinNoticia'; readonly marcha: Marcha };

/** The attempts are being ended. */
export type Retirando = EnCurso & {
  readonly paso: 'retirando';
  readonly causa: Causa;
  readonly asignacion?: Asignacion | undefined;
  readonly marcha?: Marcha | undefined;
  /** All that was out is back. */
  readonly devuelta: boolean;
};

/** The goods, or what is left of them, come back with the vehicle. */
export type Regresando = EnCurso & {
  readonly paso: 'regresando';
  readonly fin: 'devuelta' | 'cancelada' | 'entregadaParcial';
  readonly motivo: string;
  readonly parcial?: Parcial | undefined;
};

/** Nothing more is to be done, save that a proof of delivery may come. */
export type Terminada = Pick<EnCurso, 'ordenId' | 'salidas'> & {
  readonly paso: 'terminada';
  readonly fin: Fin;
  /** A warehouse has goods of it on its books, or had when it ended. */
  readonly enBodega: boolean;
};

/** Where the fulfilment of an order stands. */
export type Cumplimiento =
  | { readonly paso: 'inicio' }
  | Reservando
  | Confirmando
  | Planificando
  | EnEspera
  | Asignada
  | EnRuta
  | SinNoticia
  | Retirando
  | Regresando
  | Terminada;

/** Only what is remembered in every state of an order that is under way. */
export function enCurso(e: EnCurso): EnCurso {
  const { ordenId, clienteId, zona, lineas, reserva, cargadas, recibidas, salidas } = e;
  const { intento, cambio, revision, reubicacion } = e;
  const cuentas = { intento, cambio, revision, reubicacion };
  const comun = { ordenId, clienteId, zona, lineas, reserva, cargadas, recibidas, salidas, ...cuentas };
  return {
    ...comun,
    ...(e.lineasPedidas && { lineasPedidas: e.lineasPedidas }),
    ...(e.inalcanzable && { inalcanzable: e.inalcanzable }),
  };
}

/** The parts that have left the warehouses, and are not back. */
export function partesFuera({ reserva, cargadas }: Pick<EnCurso, 'reserva' | 'cargadas'>): Parte[] {
  return reserva.partes.filter(({ bodegaId }) => cargadas.includes(bodegaId));
}

/** Whether a warehouse still holds goods for the order. */
export function tieneReservadas({ reserva, cargadas }: Pick<EnCurso, 'reserva' | 'cargadas'>): boolean {
  return reserva.partes.some(({ bodegaId }) => !cargadas.includes(bodegaId));
}

/** Units by product. */
export function unidades(lineas: readonly Linea[]): ReadonlyMap<string, number> {
  const suma = new Map<string, number>();
  for (const { sku, cantidad } of lineas) suma.set(sku, (suma.get(sku) ?? 0) + cantidad);
  return suma;
}
