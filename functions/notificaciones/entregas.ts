import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { antes, Instante, segundosEntre } from '#events/comun/tiempo.ts';
import type { VistaWebhook } from './projections/webhooks.ts';

/** What was told to customers' systems, by customer and by the time of the fact, with each attempt. */
export const entregasDeWebhook = {
  name: 'entregasDeWebhook',
  partition: 'clienteId',
  sort: 'cuando',
  ttl: 'expira',
} as const;

/** Seconds between the attempts: in all, about two days. */
const PAUSAS_S = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 36_000, 36_000, 36_000] as const;

/**
 * Seconds until the next attempt, so many seconds after the first one; undefined after the last one. By time and not by
 * how many there have been: what could not be told for want of a service of ours is none.
 */
export function hastaElProximo(segundos: number): number | undefined {
  let intento = 0;
  for (const pausa of PAUSAS_S) {
    intento += pausa;
    if (intento > segundos) return Math.ceil(intento - segundos);
  }
  return undefined;
}

/** After how many seconds without a single answer a customer's system is told nothing more. */
const PACIENCIA_S = 3 * 86_400;

/** How it has gone: since when it fails, and when something was taken last. */
export interface Salud {
  readonly fallaDesde?: string | undefined;
  readonly exitoEn?: string | undefined;
}

/** What a failure means for a webhook that has been active since `desde`: it has only begun, it goes on, or it is enough. */
export function trasUnFallo({ fallaDesde, exitoEn }: Salud, desde: string, now: string): 'empieza' | 'sigue' | 'basta' {
  const anterior = fallaDesde === undefined || antes(fallaDesde, desde);
  if (anterior || (exitoEn !== undefined && antes(fallaDesde, exitoEn))) return 'empieza';
  return segundosEntre(fallaDesde, now) >= PACIENCIA_S ? 'basta' : 'sigue';
}

/** What becomes of a message after its answer: taken; never to be asked again; or, as any other, to be tried again. */
export function segunEstado(status: number): 'entregada' | 'yaNoExiste' | 'otraVez' {
  if (status >= 200 && status < 300) return 'entregada';
  return status === 410 ? 'yaNoExiste' : 'otraVez';
}

/** How what was told stands: `descartada` when there is nobody to tell any more. */
export const EstadoDeEntrega = z.enum(['entregada', 'reintentando', 'fallida', 'descartada']);

/** How what was told stands. */
export type EstadoDeEntrega = z.output<typeof EstadoDeEntrega>;

/** Something that a customer's system was told, or is still to be. */
export const EntregaDeWebhook = z.object({
  /** The `webhook-id` of the message: the same in each attempt. */
  id: z.uuid(),
  tipo: z.string(),
  ordenId: OrdenId.optional(),
  ocurrio: Instante,
  estado: EstadoDeEntrega,
  intentos: z.array(z.object({ en: Instante, resultado: z.string(), ms: z.int().min(0) })),
});

/** Whose deliveries are asked for, from where on. */
export const PreguntaDeEntregas = z.strictObject({
  clienteId: ClienteId,
  hasta: z.string().min(1).max(100).optional(),
  limite: z.int().min(1).max(200).default(50),
});

/** For the documentation. */
export const EJEMPLO_DE_PREGUNTA = { clienteId: EJEMPLO.clienteId, limite: 20 };

/** A page of them, the newest first; `siguiente` is the `hasta` of the page that follows. */
export const PaginaDeEntregas = z.object({ elementos: z.array(EntregaDeWebhook), siguiente: z.string().optional() });

/** What is told. */
export interface Noticia {
  readonly id: string;
  readonly tipo: string;
  readonly ocurrio: string;
  readonly version: number;
  readonly ordenId?: string | undefined;
  readonly referencia?: string | undefined;
}

/**
 * The body of a message: what has happened to which order, and no more. Who wants to know all of it asks for the order; so
 * nothing about anybody lies in somebody else's logs.
 */
export function cuerpoDe(
  { tipo, ocurrio, version, ordenId, referencia }: Noticia,
  { clienteId }: VistaWebhook,
): string {
  const data = {
    clienteId,
    ...(ordenId !== undefined && { ordenId }),
    ...(referencia !== undefined && { referencia }),
    version,
  };
  return JSON.stringify({ type: tipo, timestamp: ocurrio, data });
}

/** Whether a customer's system is to be told. */
export function interesa(w: VistaWebhook | undefined, { tipo, ordenId }: Noticia): w is VistaWebhook {
  return w?.estado === 'activo' && (ordenId === undefined || (w.hitos as readonly string[]).includes(tipo));
}
