import * as z from 'zod';
import { Instante } from '#events/comun/tiempo.ts';
import { Canal } from '#events/notificaciones/preferencias.ts';

/** How a message stands: `aplazada` waits for the end of quiet hours; `fallida` was not taken, and is tried again. */
export const EstadoDeAviso = z.enum(['enviando', 'enviada', 'omitida', 'aplazada', 'fallida']);

/** A message as it is shown; to where it went is personal, and is not. */
export const Aviso = z.object({
  /** The fact that it tells of. */
  hito: z.string(),
  canal: Canal,
  estado: EstadoDeAviso,
  /** When it was sent; of one that is put off, when it will be. */
  en: Instante,
  /** `null` once the customer was forgotten, as is the text: it greets by name. */
  asunto: z.string().nullable(),
  /** Without the link that it was sent with. */
  texto: z.string().nullable(),
});

/** The answer about a message. */
export function responderAviso({
  hito,
  canal,
  estado,
  en,
  asunto,
  texto,
}: z.output<typeof Aviso>): z.output<typeof Aviso> {
  return { hito, canal, estado, en, asunto, texto };
}
