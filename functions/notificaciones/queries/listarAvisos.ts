import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { listQuery } from '#shared/model/query.ts';
import { avisos } from '../notifications/avisos.ts';

/** A message as it is shown; to where it went is personal, and is not. */
const Aviso = z.object({
  /** The fact that it tells of. */
  hito: z.string(),
  canal: z.enum(['sms', 'correo']),
  estado: z.enum(['enviando', 'enviada', 'omitida']),
  en: Instante,
  /** `null` once the customer was forgotten, as is the text: it greets by name. */
  asunto: z.string().nullable(),
  texto: z.string().nullable(),
});

/** The messages that were sent about an order, the first one first. */
export const listarAvisos = listQuery({
  of: avisos,
  http: 'GET /ordenes/{ordenId}/avisos',
  scope: 'notificaciones:leer',
  docs: {
    summary: 'Avisos de una orden',
    description:
      'Los mensajes enviados sobre una orden, del primero al último: a qué hito corresponde cada uno, por qué canal salió y cuándo. No dice a qué dirección.',
  },
  accepts: z.strictObject({ ordenId: OrdenId }),
  example: { ordenId: EJEMPLO.ordenId },
  answers: Aviso,
  where: ({ ordenId }) => ({ value: ordenId }),
  guard: {
    of: avisos,
    key: ({ ordenId }) => ordenId,
    owner: ({ clienteId }: { readonly clienteId: string }) => clienteId,
    noun: 'La orden',
  },
  shape: ({ hito, canal, estado, en, asunto, texto }: z.output<typeof Aviso>) => ({
    hito,
    canal,
    estado,
    en,
    asunto,
    texto,
  }),
});
