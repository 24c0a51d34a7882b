import * as z from 'zod';
import { ClienteId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import type { VistaCliente } from './projections/clientes.ts';

/**
 * A customer, as the API answers it. What is personal is `null` from when it asked to be forgotten. `inservibles` is what the
 * legacy system says of it and cannot be used here.
 */
export const RespuestaCliente = z.object({
  clienteId: ClienteId,
  estado: z.enum(['registrado', 'olvidando', 'olvidado']),
  nombre: z.string().nullable(),
  correo: z.string().nullable(),
  telefono: z.string().nullable(),
  direccion: z.string().nullable().optional(),
  activo: z.boolean().optional(),
  creadoEn: Instante.optional(),
  actualizadoEn: Instante.optional(),
  inservibles: z.array(z.string()).readonly().optional(),
  registradoEn: Instante.optional(),
  olvidoPedidoEn: Instante.optional(),
  olvidadoEn: Instante.optional(),
});

/** A customer's row, as the API answers it. */
export function respuestaDe({ origen: _, epoca: __, ...cliente }: VistaCliente) {
  return cliente;
}
