import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { ClienteReflejado } from '#events/clientes/ClienteReflejado.ts';
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
  readonly direccion?: string | null;
  /** Of whom the legacy system tells: whether it calls them active, since when it knows them, and when it changed that last. */
  readonly activo?: boolean;
  readonly creadoEn?: string;
  readonly actualizadoEn?: string;
  /** What the legacy system says that is of no use here. */
  readonly inservibles?: readonly string[];
  /** By which source the legacy system told of it last, and in which epoch of that. */
  readonly origen?: string;
  readonly epoca?: string;
  readonly registradoEn?: string;
  readonly olvidoPedidoEn?: string;
  readonly olvidadoEn?: string;
}

/** Customers, by state, and those of whom the legacy system tells, by source and epoch. What is personal is taken out when a customer asks for it, though the key stays until its orders have ended. */
export const clientes = projection<VistaCliente>('clientes', {
  of: 'cliente',
  key: 'clienteId',
  indexes: {
    porCliente: { by: 'clienteId' },
    porEstado: { by: 'estado', sort: 'clienteId' },
    porOrigen: { by: 'origen', sort: 'epoca' },
  },
  personal: 'porCliente',
})
  .on(ClienteRegistrado, (_, datos, { metadata }) => ({
    ...datos,
    estado: 'registrado',
    registradoEn: metadata.occurredAt,
  }))
  .on(ClienteReflejado, (v, { posicion, creado, actualizado, ...datos }, { metadata }) => ({
    ...v,
    ...datos,
    estado: 'registrado',
    creadoEn: creado,
    actualizadoEn: actualizado,
    origen: posicion.origen,
    epoca: posicion.epoch,
    registradoEn: v?.registradoEn ?? metadata.occurredAt,
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

/** Nor is it looked for in the legacy system any more. */
function sinDatos(v: VistaCliente | undefined, stream: string) {
  const { inservibles: _, origen: __, epoca: ___, ...resto } = v ?? {};
  const nada = { nombre: null, correo: null, telefono: null, ...(v?.direccion !== undefined && { direccion: null }) };
  return { ...resto, ...nada, clienteId: idOf(stream) };
}
