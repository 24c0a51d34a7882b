import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { idOf } from '#shared/model/envelope.ts';
import { projection } from '#shared/model/projection.ts';

/** A customer as it is shown. What is personal is `null` from when the customer asked to be forgotten. */
export interface VistaCliente {
  readonly clienteId: string;
  readonly estado: 'registrado' | 'olvidando' | 'olvidado';
  readonly nombre: string | null;
  readonly correo: string | null;
  readonly telefono: string | null;
  readonly registradoEn?: string;
  readonly olvidoPedidoEn?: string;
  readonly olvidadoEn?: string;
}

/** Customers, by state. What is personal is taken out when a customer asks for it, though the key stays until its orders have ended. */
export const clientes = projection<VistaCliente>('clientes', {
  of: 'cliente',
  key: 'clienteId',
  indexes: { porCliente: { by: 'clienteId' }, porEstado: { by: 'estado', sort: 'clienteId' } },
  personal: 'porCliente',
})
  .on(ClienteRegistrado, (_, datos, { metadata }) => ({
    ...datos,
    estado: 'registrado',
    registradoEn: metadata.occurredAt,
  }))
  .on(OlvidoPedido, (v, _, { metadata: { stream, occurredAt } }) => ({
    ...sinDatos(v, stream),
    estado: 'olvidando',
    olvidoPedidoEn: occurredAt,
  }))
  .on(ClienteOlvidado, (v, _, { metadata: { stream, occurredAt } }) => ({
    ...sinDatos(v, stream),
    estado: 'olvidado',
    olvidadoEn: occurredAt,
  }));

function sinDatos(v: VistaCliente | undefined, stream: string) {
  return { ...v, clienteId: idOf(stream), nombre: null, correo: null, telefono: null };
}
