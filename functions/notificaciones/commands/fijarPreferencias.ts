import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { PreferenciasFijadas } from '#events/notificaciones/PreferenciasFijadas.ts';
import { EJEMPLO_DE_PREFERENCIAS, Preferencias } from '#events/notificaciones/preferencias.ts';
import { command } from '#shared/model/command.ts';
import { preferencia, textoDe } from '../preferencia.ts';

/** A customer says which messages about its orders go out, by which channel, and when none does. Saying the same again does nothing. */
export const fijarPreferencias = command({
  of: preferencia,
  http: 'PUT /clientes/{clienteId}/preferencias',
  scope: 'notificaciones:escribir',
  docs: {
    summary: 'Fija qué avisos salen de las órdenes de un cliente',
    description:
      'Dice por cada canal qué clases de avisos salen, y a qué horas de Colombia no sale ninguno: lo que no es urgente espera hasta que terminen; que la orden va en camino, o que no se pudo entregar, sale siempre. Lo que se dice reemplaza lo anterior; mientras no se diga nada, sale todo a cualquier hora.',
  },
  accepts: z.strictObject({ clienteId: ClienteId, ...Preferencias }),
  example: { clienteId: EJEMPLO.clienteId, ...EJEMPLO_DE_PREFERENCIAS },
  id: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  decide: ({ clienteId, ...dichas }, { dicho }) =>
    dicho === textoDe(dichas) ? [] : [PreferenciasFijadas({ clienteId, ...dichas })],
});
