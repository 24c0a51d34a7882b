import * as z from 'zod';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { Correo, Nombre, Telefono } from '#events/comun/texto.ts';
import { command } from '#shared/model/command.ts';
import { personal } from '#shared/model/personal.ts';
import { reject } from '#shared/model/rejection.ts';
import { cliente, pidioOlvido } from '../cliente.ts';

/** A customer says who it is. The id is the caller's own, so that orders may come before this. */
export const registrarCliente = command({
  of: cliente,
  http: 'POST /clientes',
  scope: 'clientes:escribir',
  docs: {
    summary: 'Registra un cliente',
    description: 'Guarda quién es un cliente y cómo hablarle. Sus datos personales se cifran con una clave propia.',
  },
  accepts: z.strictObject({
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
  rejects: ['CLIENTE_YA_EXISTE', 'CLIENTE_OLVIDADO'],
  creates: true,
  id: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  decide: (c, actual) => {
    if (actual.estado === 'registrado') return reject('CLIENTE_YA_EXISTE');
    return pidioOlvido(actual)
      ? reject('CLIENTE_OLVIDADO', 'Su identificador no se vuelve a usar.')
      : [ClienteRegistrado(c)];
  },
});
