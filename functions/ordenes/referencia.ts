import { ReferenciaTomada } from '#events/ordenes/ReferenciaTomada.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** Which order a customer calls by a name; none has it before it is taken. */
export interface Referencia {
  readonly ordenId?: string;
}

/** A customer's own name for an order: each is of one order for ever. */
export const referencia = aggregate<Referencia>('referencia', {}).on(ReferenciaTomada, (_, { ordenId }) => ({
  ordenId,
}));

/** The stream of a customer's name for an order. A name may hold what separates the parts of an id. */
export function idDeReferencia(clienteId: string, nombre: string): string {
  return `${clienteId}:${encodeURIComponent(nombre)}`;
}
