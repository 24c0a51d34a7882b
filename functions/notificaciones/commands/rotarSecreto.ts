import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { SecretoRotado } from '#events/notificaciones/SecretoRotado.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { diceSecreto } from '../secreto.ts';
import { webhook } from '../webhook.ts';

/** For how long what is sent is signed with the secret before, too. */
const AMBOS_MS = 24 * 3_600_000;

/** A customer gets another secret, and a day to take it into use. */
export const rotarSecreto = command({
  of: webhook,
  http: 'POST /clientes/{clienteId}/webhook/rotacion',
  scope: 'notificaciones:escribir',
  docs: {
    summary: 'Cambia el secreto del webhook de un cliente',
    description:
      'Responde un secreto nuevo, una sola vez. Durante un día cada mensaje lleva dos firmas, la del nuevo y la del anterior: basta que una valga.',
  },
  accepts: z.strictObject({ clienteId: ClienteId }),
  example: { clienteId: EJEMPLO.clienteId },
  rejects: ['WEBHOOK_NO_EXISTE'],
  tells: diceSecreto,
  repeats: true,
  id: ({ clienteId }) => clienteId,
  owner: ({ clienteId }) => clienteId,
  decide: ({ clienteId }, { estado, serie }, { now }) => {
    if (estado === 'ninguno') return reject('WEBHOOK_NO_EXISTE');
    const anteriorHasta = new Date(Date.parse(now) + AMBOS_MS).toISOString();
    return [SecretoRotado({ clienteId, serie: serie + 1, anteriorHasta })];
  },
});
