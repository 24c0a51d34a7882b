import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import type { Linea } from '#events/comun/pedido.ts';
import { CambioDeLineasNegado } from '#events/ordenes/CambioDeLineasNegado.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { MercanciaDevuelta } from '#events/ordenes/MercanciaDevuelta.ts';
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
import { OrdenReingresada } from '#events/ordenes/OrdenReingresada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { OrdenReubicada } from '#events/ordenes/OrdenReubicada.ts';
import { OrdenTransbordada } from '#events/ordenes/OrdenTransbordada.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import { SeguimientoRevocado } from '#events/ordenes/SeguimientoRevocado.ts';
import { sinVehiculo } from '#events/ordenes/sinVehiculo.ts';
import { aggregate, type FactOf } from '#shared/model/aggregate.ts';

/** The place of a journey among those of an order: first by attempt, then by the changes within it. */
export interface Turno {
  readonly intento: number;
  readonly cambio: number;
}

/** An order that exists. */
export interface Existente {
  readonly estado: EstadoDeOrden;
  readonly clienteId: string;
  /** Its newest journey; none before a vehicle had it. */
  readonly turno?: Turno;
  /** Its newest journey that ended without delivery; of one that failed, the route, which may go on with it. */
  readonly cerrado?: Turno & { readonly rutaId?: string };
  /** Its last attempt has failed, and nobody tries again. */
  readonly final: boolean;
  /** Goods of a journey that has ended are in no warehouse: they are in a vehicle still. */
  readonly porVolver: boolean;
  /** Goods that had left though it was cancelled are back. */
  readonly devuelta?: true;
  /** The number of the last word on where its goods are reserved; none since its confirmation. */
  readonly reubicacion?: number;
  /** The lines that the customer would rather have, until the warehouses have answered. */
  readonly lineasPedidas?: readonly Linea[];
  /** The number that links to follow it have; none was taken back where it is absent. */
  readonly seguimiento?: number;
}

/** An order, as its own commands need it. */
export type Orden = { readonly estado: 'inexistente' } | Existente;

/** An order: from the customer's wish to the goods in somebody's hands, or back in the warehouse. */
export const orden = aggregate<Orden>('orden', { estado: 'inexistente' })
  .on(OrdenCreada, (_, { clienteId }) => ({ estado: 'creada', clienteId, final: false, porVolver: false }))
  .on(OrdenConfirmada, (o) => pasar(o, { estado: 'confirmada' }))
  .on(OrdenRechazada, (o) => pasar(o, { estado: 'rechazada' }))
  .on(OrdenAsignada, (o, { intento, cambio }) => pasar(o, { estado: 'asignada', turno: { intento, cambio } }))
  .on(OrdenDesasignada, (o, { intento, cambio }) =>
    pasar(o, { estado: sinVehiculo(intento), turno: { intento, cambio } }),
  )
  .on(OrdenEnTransito, (o, { intento, cambio }) => pasar(o, { estado: 'enTransito', turno: { intento, cambio } }))
  .on(OrdenTransbordada, (o, { intento, cambio }) => pasar(o, { turno: { intento, cambio } }))
  .on(EntregaDeOrdenFallida, (o, { intento, cambio, rutaId, final }) =>
    pasar(o, { estado: 'entregaFallida', cerrado: { intento, cambio, rutaId }, final, porVolver: true }),
  )
  // It waits for another day's plan, as it did before it had its first.
  .on(EntregaDeOrdenAplazada, (o, { intento, cambio, cargada }) =>
    pasar(o, { estado: 'confirmada', cerrado: { intento, cambio }, ...(cargada && { porVolver: true }) }),
  )
  .on(OrdenReingresada, (o) => pasar(o, { porVolver: false }))
  .on(OrdenEntregada, (o, { completa }) =>
    pasar(o, completa ? ENTREGADA : { estado: 'entregadaParcial', porVolver: o.estado !== 'devuelta' }),
  )
  .on(RestoDevuelto, (o) => pasar(o, { porVolver: false }))
  .on(OrdenDevuelta, (o) => pasar(o, { estado: 'devuelta', porVolver: false }))
  .on(MercanciaDevuelta, (o) => pasar(o, { devuelta: true }))
  .on(OrdenCancelada, (o) => pasar(o, { estado: 'cancelada' }))
  .on(OrdenAbandonada, (o) => pasar(o, { estado: 'cancelada', porVolver: estaFuera(o) }))
  .on(OrdenReprogramada, (o) => o)
  .on(OrdenCorregida, (o) => o)
  .on(OrdenReubicada, (o, { reubicacion }) => pasar(o, { reubicacion }))
  .on(CambioDeLineasPedido, (o, { lineas }) => pasar(o, { lineasPedidas: lineas }))
  .on(LineasCambiadas, (o, { reubicacion }) => pasar(sinCambioPedido(o), { reubicacion }))
  .on(CambioDeLineasNegado, sinCambioPedido)
  .on(SeguimientoRevocado, (o, { serie }) => pasar(o, { seguimiento: serie }));

/** A fact of an order. */
export type HechoDeOrden = FactOf<typeof orden>;

/** The customer of an order that exists. */
export function clienteDe(o: Orden): string | undefined {
  return o.estado === 'inexistente' ? undefined : o.clienteId;
}

/** Whether goods of an order have left the warehouses and are neither back nor with who received them. */
export function estaFuera(o: Orden): boolean {
  return o.estado === 'enTransito' || (o.estado !== 'inexistente' && o.porVolver);
}

/** Whether an order waits for no vehicle any more, nor for an answer about its goods. */
export function terminada({ estado }: Orden): boolean {
  return FINES.has(estado);
}

const ENTREGADA = { estado: 'entregada', porVolver: false } as const;

const FINES: ReadonlySet<string> = new Set<EstadoDeOrden>([
  'rechazada',
  'entregada',
  'entregadaParcial',
  'devuelta',
  'cancelada',
]);

function pasar(o: Orden, cambios: Partial<Existente>): Orden {
  return o.estado === 'inexistente' ? o : { ...o, ...cambios };
}

function sinCambioPedido(o: Orden): Orden {
  if (o.estado === 'inexistente') return o;
  const { lineasPedidas: _, ...resto } = o;
  return resto;
}
