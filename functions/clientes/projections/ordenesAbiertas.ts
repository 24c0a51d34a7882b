import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDesasignada } from '#events/ordenes/OrdenDesasignada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { OrdenReingresada } from '#events/ordenes/OrdenReingresada.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import { type Contribution, tally } from '#shared/model/projection.ts';

/** An order, as far as it keeps its customer from being forgotten. */
interface Pendiente {
  readonly clienteId?: string;
  /** Whether somebody is still to bring it. */
  readonly viva: boolean;
  readonly enTransito: boolean;
  /** Whether goods of a journey that has ended are in a vehicle still. */
  readonly porVolver: boolean;
  /** Whether everything is back already: proof that comes later leaves nothing on the road. */
  readonly devuelta: boolean;
}

const NADA: Pendiente = { viva: false, enTransito: false, porVolver: false, devuelta: false };

/** How many orders of each customer have not ended, or have goods on the road still: their people are needed. */
export const ordenesAbiertas = tally('ordenesAbiertas', {
  of: 'orden',
  initial: NADA,
  contributes: (o: Pendiente): Contribution<'ordenes'> =>
    o.clienteId !== undefined && (o.viva || estaFuera(o)) ? { [o.clienteId]: { ordenes: 1 } } : {},
})
  .on(OrdenCreada, (_, { clienteId }) => ({ ...NADA, clienteId, viva: true }))
  // A start that was undone gives it back to its plan.
  .on(OrdenAsignada, (o) => ({ ...o, enTransito: false }))
  .on(OrdenDesasignada, (o) => ({ ...o, enTransito: false }))
  .on(OrdenEnTransito, (o) => ({ ...o, enTransito: true }))
  .on(EntregaDeOrdenFallida, (o) => ({ ...o, enTransito: false, porVolver: true }))
  .on(EntregaDeOrdenAplazada, (o, { cargada }) => ({ ...o, enTransito: false, porVolver: o.porVolver || cargada }))
  .on(OrdenReingresada, (o) => ({ ...o, porVolver: false }))
  .on(OrdenEntregada, (o, { completa }) => ({ ...terminada(o), porVolver: !completa && !o.devuelta }))
  .on(RestoDevuelto, terminada)
  .on(OrdenDevuelta, (o) => ({ ...terminada(o), devuelta: true }))
  .on(OrdenRechazada, terminada)
  .on(OrdenCancelada, terminada)
  .on(OrdenAbandonada, (o) => ({ ...terminada(o), porVolver: estaFuera(o) }));

function terminada(o: Pendiente): Pendiente {
  return { ...o, viva: false, enTransito: false, porVolver: false };
}

function estaFuera({ enTransito, porVolver }: Pendiente): boolean {
  return enTransito || porVolver;
}
