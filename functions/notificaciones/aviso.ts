import * as z from 'zod';
import { Instante } from '#events/comun/tiempo.ts';
import { Canal } from '#events/notificaciones/preferencias.ts';

/**
 * How a message stands: `aplazada` waits for the end of quiet hours; `porEnviar`, for its provider. `aceptada`, the provider
 * has it; `entregada` or `rechazada`, it has told what became of it, or would not take it. `omitida`, it was not to go out;
 * `sinProveedor`, there is nobody who would bring it.
 */
export const EstadoDeAviso = z.enum([
  'enviando',
  'aplazada',
  'porEnviar',
  'aceptada',
  'entregada',
  'rechazada',
  'omitida',
  'sinProveedor',
]);

/** A message as it is shown; to where it went is personal, and is not. */
export const Aviso = z.object({
  /** The fact that it tells of. */
  hito: z.string(),
  canal: Canal,
  estado: EstadoDeAviso,
  /** Since when it stands so; of one that is put off, when it will go out. */
  en: Instante,
  /** `null` once the customer was forgotten, as is the text: it greets by name. */
  asunto: z.string().nullable(),
  /** Without the link that it was sent with. */
  texto: z.string().nullable(),
  /** What the provider calls it, once it was taken. */
  recibo: z.string().optional(),
  /** Why it was refused, in the provider's word. */
  motivo: z.string().optional(),
});

/** The answer about a message. */
export function responderAviso({
  hito,
  canal,
  estado,
  en,
  asunto,
  texto,
  recibo,
  motivo,
}: z.output<typeof Aviso>): z.output<typeof Aviso> {
  return { hito, canal, estado, en, asunto, texto, ...(recibo && { recibo }), ...(motivo && { motivo }) };
}
