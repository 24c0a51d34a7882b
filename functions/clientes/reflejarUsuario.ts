import * as z from 'zod';
import { ClienteEliminado } from '#events/clientes/ClienteEliminado.ts';
import { ClienteReflejado } from '#events/clientes/ClienteReflejado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { Posicion, Reflejo } from '#events/clientes/reflejo.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { isNews } from '#shared/model/change.ts';
import { command } from '#shared/model/command.ts';
import { cliente, pidioOlvido } from './cliente.ts';

/** Somebody as the legacy system tells of them. */
const EJEMPLO_DE_USUARIO = {
  nombre: 'Ana Muñoz',
  correo: 'ana@example.com',
  telefono: '+573001234567',
  direccion: null,
  inservibles: [],
  activo: true,
  creado: '2019-03-04T05:06:07Z',
  actualizado: '2026-11-27T01:28:13.131Z',
};

/**
 * The legacy system says what has become of a user. Not a function of its own: reflejarUsuarios carries it out. What comes
 * twice or late changes nothing, and whoever was forgotten stays so. A deletion there is a request to be forgotten here.
 */
export const reflejarUsuario = command({
  of: cliente,
  accepts: z.strictObject({
    clienteId: ClienteId,
    posicion: Posicion,
    /** `null` when the row was deleted. */
    usuario: Reflejo.nullable(),
  }),
  example: { clienteId: EJEMPLO.clienteId, posicion: ClienteReflejado.example.posicion, usuario: EJEMPLO_DE_USUARIO },
  id: ({ clienteId }) => clienteId,
  decide: ({ clienteId, posicion, usuario }, actual) => {
    if (pidioOlvido(actual) || !isNews(posicion, actual.posicion)) return [];
    return usuario
      ? [ClienteReflejado({ clienteId, ...usuario, posicion })]
      : [ClienteEliminado({ clienteId, posicion }), OlvidoPedido({ clienteId })];
  },
});
