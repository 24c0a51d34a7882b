import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';

/** A customer has said who it is. */
export const ClienteRegistrado = event('ClienteRegistrado', {
  context: 'clientes',
  subject: 'clienteId',
  schema: z.object({
    clienteId: ClienteId,
    nombre: personal(z.string().min(1)),
    correo: personal(z.email()),
    telefono: personal(z.string().min(1)),
  }),
  example: {
    clienteId: EJEMPLO.clienteId,
    nombre: 'Tienda La Esquina',
    correo: 'pedidos@laesquina.example',
    telefono: '+57 601 5550199',
  },
});
