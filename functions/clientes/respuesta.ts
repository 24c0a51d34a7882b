import * as z from 'zod';
import { ClienteId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';

/** A customer, as the API answers it. What is personal is `null` from when it asked to be forgotten. */
export const RespuestaCliente = z.object({
  clienteId: ClienteId,
  estado: z.enum(['registrado', 'olvidando', 'olvidado']),
  nombre: z.string().nullable(),
  correo: z.string().nullable(),
  telefono: z.string().nullable(),
  registradoEn: Instante.optional(),
  olvidoPedidoEn: Instante.optional(),
  olvidadoEn: Instante.optional(),
});
