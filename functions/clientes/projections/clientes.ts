import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { idOf } from '#shared/model/envelope.ts';
import { projection } from '#shared/model/projection.ts';

/** A customer as it is shown. What is personal is `null` once it was forgotten. */
export interface VistaCliente {
  readonly clienteId: string;
  readonly estado: 'registrado' | 'olvidado';
  readonly nombre: string | null;
  readonly correo: string | null;
  readonly telefono: string | null;
  readonly registradoEn?: string;
  readonly olvidadoEn?: string;
}

/** Customers, by state. One that is known by its orders only, and asks to be forgotten, is shown as forgotten. */
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
  .on(OlvidoPedido, (v, _, { metadata }) => olvidar(v, metadata))
  .on(ClienteOlvidado, (v, _, { metadata }) => olvidar(v, metadata));

function olvidar(
  v: VistaCliente | undefined,
  at: { readonly stream: string; readonly occurredAt: string },
): VistaCliente {
  return {
    olvidadoEn: at.occurredAt,
    ...v,
    clienteId: idOf(at.stream),
    estado: 'olvidado',
    nombre: null,
    correo: null,
    telefono: null,
  };
}
