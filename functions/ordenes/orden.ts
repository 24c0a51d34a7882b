import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { aggregate } from '#shared/model/aggregate.ts';

interface DeCliente {
  readonly clienteId: string;
}

interface Asignacion extends DeCliente {
  readonly vehiculoId: string;
  readonly intento: number;
  readonly cambio: number;
}

/** An order, as its own commands need it. */
export type Orden =
  | { readonly estado: 'inexistente' }
  | ({ readonly estado: 'creada' | 'confirmada' | 'rechazada' | 'entregada' | 'devuelta' | 'cancelada' } & DeCliente)
  | ({ readonly estado: 'asignada' } & Asignacion)
  | ({ readonly estado: 'enTransito' } & Asignacion)
  | ({ readonly estado: 'entregaFallida'; readonly intento: number; readonly final: boolean } & DeCliente);

type Existente = Exclude<Orden, { estado: 'inexistente' }>;

/** An order: from the customer's wish to the goods in somebody's hands, or back in the warehouse. */
export const orden = aggregate<Orden>('orden', { estado: 'inexistente' })
  .on(OrdenCreada, (_, { clienteId }) => ({ estado: 'creada', clienteId }))
  .on(OrdenConfirmada, (o) => pasar(o, ({ clienteId }) => ({ estado: 'confirmada', clienteId })))
  .on(OrdenRechazada, (o) => pasar(o, ({ clienteId }) => ({ estado: 'rechazada', clienteId })))
  .on(OrdenAsignada, (o, { vehiculoId, intento, cambio }) =>
    pasar(o, ({ clienteId }) => ({ estado: 'asignada', clienteId, vehiculoId, intento, cambio })),
  )
  .on(OrdenEnTransito, (o, { vehiculoId, intento }) =>
    pasar(o, ({ clienteId }) => ({ estado: 'enTransito', clienteId, vehiculoId, intento, cambio: cambioDe(o) })),
  )
  .on(OrdenEntregada, (o) => pasar(o, ({ clienteId }) => ({ estado: 'entregada', clienteId })))
  .on(EntregaDeOrdenFallida, (o, { intento, final }) =>
    pasar(o, ({ clienteId }) => ({ estado: 'entregaFallida', clienteId, intento, final })),
  )
  .on(OrdenDevuelta, (o) => pasar(o, ({ clienteId }) => ({ estado: 'devuelta', clienteId })))
  .on(OrdenCancelada, (o) => pasar(o, ({ clienteId }) => ({ estado: 'cancelada', clienteId })));

/** The customer of an order that exists. */
export function clienteDe(o: Orden): string | undefined {
  return o.estado === 'inexistente' ? undefined : o.clienteId;
}

/** Whether nothing more is to happen to an order. */
export function terminada(o: Orden): boolean {
  return o.estado === 'rechazada' || o.estado === 'entregada' || o.estado === 'devuelta' || o.estado === 'cancelada';
}

function pasar(o: Orden, siguiente: (o: Existente) => Orden): Orden {
  return o.estado === 'inexistente' ? o : siguiente(o);
}

function cambioDe(o: Orden): number {
  return o.estado === 'asignada' ? o.cambio : 0;
}
