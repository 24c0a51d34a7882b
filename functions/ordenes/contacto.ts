import { ClienteReflejado } from '#events/clientes/ClienteReflejado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import type { Personal } from '#shared/model/personal.ts';

/** How to speak to a customer, as far as it is known. It is encrypted with the customer's key, by which its orders are too. */
interface Contacto {
  readonly nombre?: Personal<string> | null;
  readonly telefono?: Personal<string> | null;
  readonly correo?: Personal<string> | null;
}

/** A customer's stream, as far as its orders need it: what the customer has said of itself, or the legacy system of it. */
export const contacto = aggregate<Contacto>('cliente', {})
  .on(ClienteRegistrado, (_, { nombre, telefono, correo }) => ({ nombre, telefono, correo }))
  .on(ClienteReflejado, (_, { nombre, telefono, correo }) => ({ nombre, telefono, correo }))
  .on(OlvidoPedido, () => ({}));

/** Whom an order goes to when nobody else is named; `undefined` where too little is known of the customer. */
export function destinatarioDe({ nombre, telefono, correo }: Contacto) {
  return nombre && telefono ? { nombre, telefono, ...(correo && { correo }) } : undefined;
}
