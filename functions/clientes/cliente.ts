import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** A customer, as far as its commands need it: what is personal they cannot read. */
export interface Cliente {
  readonly estado: 'desconocido' | 'registrado' | 'olvidando' | 'olvidado';
}

/** A customer, until it asks to be forgotten. */
export const cliente = aggregate<Cliente>('cliente', { estado: 'desconocido' })
  .on(ClienteRegistrado, () => ({ estado: 'registrado' }))
  .on(OlvidoPedido, () => ({ estado: 'olvidando' }))
  .on(ClienteOlvidado, () => ({ estado: 'olvidado' }));

/** Whether a customer has asked to be forgotten. */
export function pidioOlvido({ estado }: Cliente): boolean {
  return estado === 'olvidando' || estado === 'olvidado';
}
