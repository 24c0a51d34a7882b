import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { Correo, Nombre, Telefono } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';

/** A customer has said who it is. */
export const ClienteRegistrado = event('ClienteRegistrado', {
  context: 'clientes',
  subject: 'clienteId',
  schema: z.object({
    clienteId: ClienteId,
    nombre: personal(Nombre),
    correo: personal(Correo),
    telefono: personal(Telefono),
  }),
  example: {
    clienteId: EJEMPLO.clienteId,
    nombre: 'Tienda La Esquina',
    correo: 'pedidos@laesquina.example',
    telefono: '+576015550199',
  },
});
