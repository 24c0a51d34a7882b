import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import type { Fact } from '#shared/model/event.ts';
import type { Azar } from '../../testing/azar.ts';

/** The warehouse that the order leaves from, and the one that a part of it is fetched from. */
export const NORTE = EJEMPLO.bodegaId;
export const SUR = 'BOG-SUR';

/** A unit of the order: in which warehouse, where it truly is, and where the warehouses hold it to be. */
export interface Parte {
  bodegaId: string;
  readonly sku: string;
  lugar: 'libre' | 'reservada' | 'vehiculo' | 'persona';
  enLibros: 'libre' | 'reservada' | 'fuera';
}

/** The streams that tell of an order. */
export type Flujo = 'orden' | 'reserva' | 'entrega';

/** What has happened, in which order, that the saga has not taken yet. */
export interface Hecho {
  readonly n: number;
  readonly flujo: Flujo;
  readonly hecho: Fact;
}

/** Where one order stands, for those who do something about it: the customer, warehouses, vehicles. */
export class Situacion {
  readonly azar: Azar;
  readonly partes: readonly Parte[];
  pendientes: readonly Hecho[] = [];
  orden: 'creada' | 'confirmada' | 'retractada' | 'terminada' = 'creada';
  reserva: 'nada' | 'hecha' | 'cerrada' = 'nada';
  entrega: 'nada' | 'porPlanificar' | 'plan' | 'ruta' | 'fallida' | 'retirada' | 'entregada' = 'nada';
  intento = 0;
  /** Whether the vehicles hold goods to be aboard. */
  aBordo = false;
  /** Whether it was said that there is no place in a plan. */
  dicho = false;
  /** Whether the vehicle is on a route, or back from it with goods. */
  enCamino = false;
  regresado = false;
  /** What the present journey took at its start, and whether that can be undone. */
  tomadas: readonly Parte[] = [];
  deshacible = false;
  /** Whether a journey has had all goods aboard. */
  llevada = false;
  #hechos = 0;

  constructor(azar: Azar) {
    this.azar = azar;
    const parte = (bodegaId: string, sku: string): Parte => ({ bodegaId, sku, lugar: 'libre', enLibros: 'libre' });
    this.partes = azar.pasa(0.5) ? [parte(NORTE, 'CAFE-500')] : [parte(NORTE, 'CAFE-500'), parte(SUR, 'CACAO-250')];
    this.decir('orden', OrdenCreada({ ...OrdenCreada.example, lineas: this.lineas() }));
  }

  /** Something has happened. */
  decir(flujo: Flujo, hecho: Fact): void {
    this.pendientes = [...this.pendientes, { n: this.#hechos++, flujo, hecho }];
  }

  /** Puts units somewhere, and in the books if these are said. */
  poner(partes: readonly Parte[], lugar: Parte['lugar'], enLibros?: Parte['enLibros']): void {
    for (const parte of partes) Object.assign(parte, { lugar, ...(enLibros && { enLibros }) });
  }

  /** The units that are somewhere. */
  en(lugar: Parte['lugar']): Parte[] {
    return this.partes.filter((parte) => parte.lugar === lugar);
  }

  /** Whether all units are aboard. */
  get cargada(): boolean {
    return this.en('vehiculo').length === this.partes.length;
  }

  /** Whether nobody is to bring it any more. */
  get acabada(): boolean {
    return this.entrega === 'retirada' || this.entrega === 'entregada';
  }

  /** Units as an order asks for them. */
  lineas(partes = this.partes) {
    return partes.map(({ sku }) => ({ sku, cantidad: 1 }));
  }

  /** Units as warehouses give them. */
  comoPartes(partes = this.partes) {
    return partes.map(({ bodegaId, sku }) => ({ bodegaId, sku, cantidad: 1 }));
  }

  /** The order gets nothing any more from the warehouses: what has left them is out, the rest is free. */
  cerrarReserva(): void {
    this.reserva = 'cerrada';
    for (const parte of this.partes.filter(({ enLibros }) => enLibros === 'reservada')) {
      if (salio(parte)) parte.enLibros = 'fuera';
      else this.poner([parte], 'libre', 'libre');
    }
  }
}

/** Whether a unit is in no warehouse. */
export function salio({ lugar }: Parte): boolean {
  return lugar === 'vehiculo' || lugar === 'persona';
}
