import type * as z from 'zod';
import { ClienteEliminado } from '#events/clientes/ClienteEliminado.ts';
import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { ClienteReflejado } from '#events/clientes/ClienteReflejado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import type { Posicion } from '#events/clientes/reflejo.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** A customer, as far as its commands need it: what is personal they cannot read. */
export interface Cliente {
  readonly estado: 'desconocido' | 'registrado' | 'olvidando' | 'olvidado';
  /** Of the newest that the legacy system has said of it. */
  readonly posicion?: z.output<typeof Posicion>;
}

/** A customer, until it asks to be forgotten. */
export const cliente = aggregate<Cliente>('cliente', { estado: 'desconocido' })
  .on(ClienteRegistrado, (c) => ({ ...c, estado: 'registrado' }))
  .on(ClienteReflejado, (_, { posicion }) => ({ estado: 'registrado', posicion }))
  .on(ClienteEliminado, (c, { posicion }) => ({ ...c, posicion }))
  .on(OlvidoPedido, (c) => ({ ...c, estado: 'olvidando' }))
  .on(ClienteOlvidado, (c) => ({ ...c, estado: 'olvidado' }));

/** Whether a customer has asked to be forgotten. */
export function pidioOlvido({ estado }: Cliente): boolean {
  return estado === 'olvidando' || estado === 'olvidado';
}
