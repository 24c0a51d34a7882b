import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { Posicion, Reflejo } from './reflejo.ts';

/** The legacy system has said who a customer is. */
export const ClienteReflejado = event('ClienteReflejado', {
  context: 'clientes',
  subject: 'clienteId',
  schema: Reflejo.extend({ clienteId: ClienteId, posicion: Posicion }),
  example: {
    clienteId: EJEMPLO.clienteId,
    nombre: 'Ana Muñoz',
    correo: 'ana@example.com',
    telefono: '+573001234567',
    direccion: 'Carrera 7 # 12-34',
    inservibles: [],
    activo: true,
    creado: '2019-03-04T05:06:07Z',
    actualizado: '2026-11-27T01:28:13.131Z',
    posicion: { origen: 'dynamodb', epoch: '20261127T203300000Z', place: '0000000000000000000000000000000000000042' },
  },
});
